//! `/console/vendors/{id}/agreements/{agreement}`: somebody reads a signed agreement, point by point. What they find is
//! recorded as by `anteroom vendor agreement check`.

use std::collections::BTreeMap;

use anteroom_office::account::Right;
use anteroom_office::vendor::{
    Agreement, Answer, Element, Elements, Level, Reading, Register, VendorView,
};
use anteroom_office::{Id, Kept, NOT_LEGAL_ADVICE, Note, OfficeError};
use anteroom_policy::plain_day;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;

use super::one::kept;
use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Frame, Needs, SeeConsole, Sent, page, page_with,
};
use crate::pages::error;

/// The longest place, in letters.
const LONGEST_PLACE: usize = 500;

#[derive(Template)]
#[template(path = "console/agreement.html")]
struct Paper {
    frame: Frame,
    here: &'static str,
    vendor: (String, String),
    id: String,
    /// Which revision of the record was read; an answer to an older one is not taken.
    revision: u64,
    /// The kept paper: its id and its name.
    paper: Option<(String, String)>,
    /// Who read it last, and when.
    read: Option<String>,
    groups: [(&'static str, Vec<Point>); 2],
    on: String,
    today: Date,
    may_read: bool,
    wrong: Vec<Wrong>,
    notice: &'static str,
}

/// One thing that an agreement should say, and what was found of it.
struct Point {
    id: String,
    says: String,
    law: String,
    answers: Vec<Choice>,
    /// The answer in words.
    found: &'static str,
    place: String,
}

/// An answer that can be chosen.
struct Choice {
    code: &'static str,
    says: &'static str,
    is_chosen: bool,
}

/// A field that cannot be as it was sent.
struct Wrong {
    field: String,
    says: &'static str,
}

/// Each answer, as forms send it and as people say it.
const ANSWERS: [(Answer, &str, &str); 4] = [
    (Answer::Yes, "yes", "It is there"),
    (Answer::No, "no", "It is not there"),
    (Answer::Unclear, "unclear", "I cannot tell"),
    (Answer::NotApplicable, "not_applicable", "Does not apply"),
];

impl Paper {
    fn wrong_with(&self, field: &str) -> Option<&'static str> {
        let wrong = self.wrong.iter().find(|wrong| wrong.field == field);
        wrong.map(|wrong| wrong.says)
    }
}

impl Point {
    fn place_field(&self) -> String {
        place_field(&self.id)
    }

    fn answer_field(&self) -> String {
        answer_field(&self.id)
    }
}

pub(super) async fn get(
    by: Allowed<SeeConsole>,
    Path((vendor, id)): Path<(String, String)>,
) -> Result<Response, Response> {
    let shown = async {
        let kept = found(&by, &vendor, &id).await?;
        show(&by, &kept, None, Vec::new()).await
    };
    Ok(page(&shown.await.map_err(|failed| by.failed(failed))?))
}

/// Records what somebody found.
pub(super) async fn post(
    Path((vendor, id)): Path<(String, String)>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let kept = found(&by, &vendor, &id).await;
    let kept = kept.map_err(|failed| by.failed(failed))?;
    if sent.text("revision") != kept.revision.to_string() {
        return Err(error::changed_meanwhile(by.frame));
    }
    let reading = match read(&by, &sent) {
        Ok(reading) => reading,
        Err(wrong) => {
            let again = show(&by, &kept, Some(&sent), wrong).await;
            let again = again.map_err(|failed| by.failed(failed))?;
            return Ok(page_with(StatusCode::CONFLICT, &again));
        }
    };
    let recorded = reading.record(&by.desk, &kept).await;
    Ok(by.done(recorded, &format!("/console/vendors/{vendor}#{id}")))
}

/// The agreement, where it is one of this vendor's.
pub(super) async fn found<R: Needs>(
    by: &Allowed<R>,
    vendor: &str,
    id: &str,
) -> Result<Kept<Agreement>, OfficeError> {
    let id: Id = id.parse()?;
    let kept = by.desk.find::<Agreement>(&id).await?;
    match kept.record.party.as_str() == vendor {
        true => Ok(kept),
        false => Err(OfficeError::Missing {
            subject: "agreement",
            id,
        }),
    }
}

async fn show<R: Needs>(
    by: &Allowed<R>,
    held: &Kept<Agreement>,
    sent: Option<&Sent>,
    wrong: Vec<Wrong>,
) -> Result<Paper, OfficeError> {
    let register = Register::read(&by.desk).await?;
    let vendor = register.vendor(&held.record.party)?;
    let agreement = &held.record;
    let today = by.desk.today();
    Ok(Paper {
        frame: by.frame.clone(),
        here: "vendors",
        vendor: named(&vendor),
        id: held.id.to_string(),
        revision: held.revision,
        paper: agreement.document.as_ref().map(kept),
        read: read_by(agreement),
        groups: groups(register.elements(), agreement, sent),
        on: sent.map_or_else(|| today.to_string(), |sent| sent.text("on").to_owned()),
        today,
        may_read: by.may(Right::ChangeEvidence),
        wrong,
        notice: NOT_LEGAL_ADVICE,
    })
}

fn named(vendor: &VendorView<'_>) -> (String, String) {
    (vendor.id.to_string(), vendor.party.name.to_string())
}

/// Who read it, and when.
pub(super) fn read_by(agreement: &Agreement) -> Option<String> {
    let (by, on) = (agreement.reviewer.as_ref()?, agreement.reviewed_on?);
    let on = plain_day(on);
    Some(format!("Read by {by} on {on}."))
}

fn groups(
    elements: &Elements,
    agreement: &Agreement,
    sent: Option<&Sent>,
) -> [(&'static str, Vec<Point>); 2] {
    let of = |is_law: bool| {
        let all = elements.all.iter().filter(|one| one.is_law() == is_law);
        all.map(|one| point(one, agreement, sent)).collect()
    };
    [
        ("What the law asks for", of(true)),
        ("Worth asking for as well", of(false)),
    ]
}

fn point(element: &Element, agreement: &Agreement, sent: Option<&Sent>) -> Point {
    let answer = match sent {
        Some(sent) => coded(sent.text(&answer_field(&element.id))),
        None => agreement.elements.get(&element.id).copied(),
    };
    let place = match sent {
        Some(sent) => sent.text(&place_field(&element.id)),
        None => agreement.places.get(&element.id).map_or("", Note::as_str),
    };
    let choices = ANSWERS.into_iter().filter(|(one, ..)| {
        *one != Answer::NotApplicable || element.level == Level::Conditional || answer == Some(*one)
    });
    let choice = |(one, code, says)| Choice {
        code,
        says,
        is_chosen: answer == Some(one),
    };
    Point {
        id: element.id.clone(),
        says: element.says.clone(),
        law: element.citation.clone().unwrap_or_default(),
        answers: choices.map(choice).collect(),
        found: in_words(answer),
        place: place.to_owned(),
    }
}

/// An answer as people say it.
pub(super) fn in_words(answer: Option<Answer>) -> &'static str {
    let mut all = ANSWERS.into_iter();
    let known = all.find(|(one, ..)| Some(*one) == answer);
    known.map_or("Not looked at yet", |(.., says)| says)
}

fn coded(code: &str) -> Option<Answer> {
    let mut all = ANSWERS.into_iter();
    all.find(|(_, known, _)| *known == code)
        .map(|(one, ..)| one)
}

/// What was sent, or every field that cannot be as it is.
fn read(by: &Allowed<ChangeEvidence>, sent: &Sent) -> Result<Reading, Vec<Wrong>> {
    let Ok(elements) = Elements::shipped() else {
        return Err(Vec::new());
    };
    let (mut answers, mut places, mut wrong) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for element in elements.all {
        if let Some(answer) = coded(sent.text(&answer_field(&element.id))) {
            answers.insert(element.id.clone(), answer);
        }
        match place(sent, &element.id) {
            Ok(place) => _ = places.insert(element.id, place),
            Err(stopped) => wrong.push(stopped),
        }
    }
    let (by, today) = (by.desk.name(), by.desk.today());
    let on = day(sent, today).map_err(|stopped| wrong.push(stopped));
    match on {
        Ok(on) if wrong.is_empty() => Ok(Reading {
            answers,
            places,
            by,
            on,
        }),
        _ => Err(wrong),
    }
}

fn place(sent: &Sent, id: &str) -> Result<Option<Note>, Wrong> {
    let field = place_field(id);
    match sent.text(&field) {
        "" => Ok(None),
        text if text.chars().count() > LONGEST_PLACE => Err(Wrong {
            field,
            says: "Write where it stands in at most 500 letters.",
        }),
        text => Ok(text.parse().ok()),
    }
}

fn day(sent: &Sent, today: Date) -> Result<Date, Wrong> {
    let wrong = |says| Wrong {
        field: "on".to_owned(),
        says,
    };
    match sent.text("on") {
        "" => Ok(today),
        day => match day.parse::<Date>() {
            Ok(day) if day <= today => Ok(day),
            Ok(_) => Err(wrong("Choose today, or a day that is over.")),
            Err(_) => Err(wrong("Write the day as year-month-day.")),
        },
    }
}

fn answer_field(id: &str) -> String {
    format!("found.{id}")
}

fn place_field(id: &str) -> String {
    format!("where.{id}")
}
