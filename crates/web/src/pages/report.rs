//! `/report`: somebody says that something went wrong. Anybody may, in three fields; what comes of it is decided elsewhere.

use anteroom_audit::{ReceiptId, Word};
use anteroom_office::incident::{Case, Kind};
use anteroom_office::{Desk, Note};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, page, page_with, see_other};
use crate::pages::error;

/// What somebody may choose: the code, the words, and what kind of incident it is.
const CHOICES: [(&str, &str, Kind); 4] = [
    (
        "left",
        "Patient information went where it should not",
        Kind::MissedIdentifier,
    ),
    (
        "seen",
        "Somebody saw an answer that was not for them, or about another patient",
        Kind::WrongPerson,
    ),
    (
        "tool",
        "Patient information was put into another AI tool",
        Kind::UnapprovedTool,
    ),
    ("other", "Something else", Kind::Other),
];

#[derive(Template)]
#[template(path = "report.html")]
struct Report {
    frame: Frame,
    is_done: bool,
    today: Date,
    choice: String,
    words: String,
    noticed: String,
    receipt: String,
    wrong: Vec<(&'static str, &'static str)>,
}

impl Report {
    fn choices(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        CHOICES.iter().map(|(code, words, _)| (*code, *words))
    }

    fn wrong_with(&self, field: &str) -> Option<&'static str> {
        let mut wrong = self.wrong.iter().filter(|(name, _)| *name == field);
        wrong.next().map(|(_, says)| *says)
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    RawQuery(query): RawQuery,
) -> Response {
    let sent = Sent::of_query(query.as_deref());
    let frame = Frame::of(&edge, &person).await;
    match edge.gateway.today().await {
        Ok(today) => page(&Report {
            is_done: sent.get("done").is_some(),
            ..shown(frame, today, &sent, Vec::new())
        }),
        Err(_) => error::broken(frame),
    }
}

pub(crate) async fn post(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let Ok(today) = edge.gateway.today().await else {
        return error::broken(frame);
    };
    let case = match read(&person, &sent, today) {
        Ok(case) => case,
        Err(wrong) => {
            let again = shown(frame, today, &sent, wrong);
            return page_with(StatusCode::BAD_REQUEST, &again);
        }
    };
    let desk = Desk::new(edge.door.store().clone(), person.by(), today);
    match case.open(&desk).await {
        Ok(_) => see_other("/report?done"),
        Err(failed) => {
            tracing::error!(error = %failed, "a report cannot be put on file");
            error::broken(frame)
        }
    }
}

fn shown(
    frame: Frame,
    today: Date,
    sent: &Sent,
    wrong: Vec<(&'static str, &'static str)>,
) -> Report {
    Report {
        frame,
        is_done: false,
        today,
        choice: sent.text("choice").to_owned(),
        words: sent.text("words").to_owned(),
        noticed: sent.text("noticed").to_owned(),
        receipt: receipt(sent).map(|id| id.to_string()).unwrap_or_default(),
        wrong,
    }
}

/// The report, or what is wrong with it by field.
fn read(
    person: &Person,
    sent: &Sent,
    today: Date,
) -> Result<Case, Vec<(&'static str, &'static str)>> {
    let mut chosen = CHOICES
        .iter()
        .filter(|(code, ..)| *code == sent.text("choice"));
    let kind = chosen.next().map(|(.., kind)| *kind);
    let words: Option<Note> = sent.text("words").parse().ok();
    let noticed = match sent.text("noticed") {
        "" => Some(today),
        day => day.parse().ok().filter(|day| *day <= today),
    };
    let (Some(kind), Some(words), Some(noticed)) = (kind, words.clone(), noticed) else {
        let wrong = [
            ("choice", kind.is_some(), "Choose what fits best."),
            (
                "words",
                words.is_some(),
                "Say in a few words what happened.",
            ),
            (
                "noticed",
                noticed.is_some(),
                "Write a day that is not in the future.",
            ),
        ];
        let wrong = wrong.into_iter().filter(|(_, holds, _)| !holds);
        return Err(wrong.map(|(field, _, says)| (field, says)).collect());
    };
    let mut case = Case::new(kind, words, noticed);
    case.reported_by = Some(person.visitor.account.name.clone());
    case.receipt = receipt(sent).map(|id| Word::lossy(&id.to_string()));
    Ok(case)
}

/// The receipt that it is about; none for what is no receipt's id.
fn receipt(sent: &Sent) -> Option<ReceiptId> {
    sent.text("receipt").parse().ok()
}
