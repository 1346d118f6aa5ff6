//! `/console/exceptions`: what people left as no patient information, what was set aside by hand, and what is the practice's
//! own, with who and why. No word of a text is here.

use anteroom_audit::{Micros, Word};
use anteroom_gateway::kind_in_words;
use anteroom_office::account::Right;
use anteroom_office::exceptions::Exceptions;
use anteroom_office::{OfficeError, Profile};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{
    Allowed, AllowedForm, ChangeEvidence, Frame, SeeConsole, capital, page, see_other,
};
use crate::pages::catalogue;

/// Rows that are shown one by one; all of them are counted.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "console/exceptions.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    /// How often which kind was left, and why.
    sums: Vec<(String, String, usize)>,
    rows: Vec<Row>,
    all: usize,
    is_whole: bool,
    /// What else was decided by hand: what, who and when, why.
    others: Vec<(String, String, String)>,
    phone: String,
    phone_said: Option<String>,
    /// Whether the number is told from those of patients: it has its area code.
    is_spared: bool,
    letterhead: Vec<String>,
    may_change: bool,
}

/// Something that was left as no patient information.
struct Row {
    at: String,
    who: String,
    task: String,
    kind: String,
    why: String,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
) -> Result<Response, Response> {
    let read = read(&edge, &by).await;
    Ok(page(&read.map_err(|failed| by.failed(failed))?))
}

/// Says another phone number for patients, or none.
pub(crate) async fn set_phone(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let phone = match sent.text("phone") {
        "" => Ok(None),
        number => Word::new(number).map(Some),
    };
    let set = async {
        let mut profile = Profile::of(&by.desk.shelf().await?)?;
        profile.phone = phone.map_err(|_| OfficeError::Refused("write a phone number"))?;
        by.desk.put(&Profile::id()?, &profile).await
    };
    set.await.map_err(|failed| by.failed(failed))?;
    Ok(see_other("/console/exceptions#own"))
}

async fn read(edge: &Edge, by: &Allowed<SeeConsole>) -> Result<Page, OfficeError> {
    let found = Exceptions::read(&by.desk).await?;
    let profile = Profile::of(&by.desk.shelf().await?)?;
    let sums = found.sums().into_iter();
    let sums = sums.map(|(what, why, count)| (kind(what), reason(why), count));
    let waived = found.waived.iter().take(SHOWN);
    let rows = waived.map(|one| Row {
        at: by.frame.minute(one.at),
        who: one.who.clone(),
        task: task(&one.task),
        kind: kind(&one.kind),
        why: reason(&one.reason),
    });
    Ok(Page {
        frame: by.frame.clone(),
        here: "exceptions",
        sums: sums.collect(),
        rows: rows.collect(),
        all: found.waived.len(),
        is_whole: found.is_whole,
        others: others(&by.frame, &found),
        phone: profile
            .phone
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        phone_said: found.phone.as_ref().map(|one| said(&by.frame, one)),
        is_spared: !profile.public_details().is_empty(),
        letterhead: edge.letterhead.to_vec(),
        may_change: by.may(Right::ChangeEvidence),
    })
}

fn others(frame: &Frame, found: &Exceptions) -> Vec<(String, String, String)> {
    let gates = found.gates.iter().map(|one| {
        (
            format!("\"{}\" does not apply here", one.gate),
            format!("{}, {}", one.by, one.on),
            one.reason.as_str().to_owned(),
        )
    });
    let releases = found.own_releases.iter().map(|one| {
        (
            "An answer was released by who had asked for it".to_owned(),
            format!("{}, {}", one.who, frame.minute(one.at)),
            "Nobody else here may release it.".to_owned(),
        )
    });
    gates.chain(releases).collect()
}

fn said(frame: &Frame, (_, by, at): &(Word, Word, Micros)) -> String {
    format!("Written down by {by}, {}.", frame.minute(*at))
}

/// The kind as people call it.
fn kind(code: &Word) -> String {
    let code = code.as_str();
    let words = kind_in_words(code).map_or_else(|| code.replace('_', " "), str::to_owned);
    capital(&words)
}

fn reason(code: &Word) -> String {
    let says = match code.as_str() {
        "date" => "A date that says nothing of anybody",
        "first_name" => "A first name alone",
        "term" => "A medical word",
        "town" => "A town or region",
        "other" => "Something else",
        other => return capital(&other.replace('_', " ")),
    };
    says.to_owned()
}

fn task(id: &Word) -> String {
    catalogue::task(id.as_str()).map_or_else(|| id.to_string(), |task| task.title.clone())
}
