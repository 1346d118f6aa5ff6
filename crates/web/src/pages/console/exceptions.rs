//! `/console/exceptions`: what people ask to let through, what they left as no patient information, what was set aside by
//! hand, and what is the practice's own, with who and why. No word of a text is here but those that somebody asks for, and
//! they for those alone who decide.

use anteroom_audit::{Micros, Word};
use anteroom_office::account::Right;
use anteroom_office::exceptions::{self, Exceptions, Request};
use anteroom_office::{OfficeError, Profile};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Allowed, AllowedForm, ChangeEvidence, Frame, SeeConsole, capital, page};
use crate::pages::asked::{self, place};
use crate::pages::catalogue;

/// Rows that are shown one by one; all of them are counted.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "console/exceptions.html")]
struct Page {
    frame: Frame,
    here: &'static str,
    /// What people ask to let through.
    asked: Vec<Asked>,
    /// What nobody answered in time.
    expired: Vec<Expired>,
    /// What the compliance officer let through.
    details: Vec<String>,
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

/// A request for an exception that waits.
struct Asked {
    id: String,
    at: String,
    who: String,
    kind: String,
    place: String,
    /// The words, and why they are nobody's; none for those who only look.
    says: Option<(String, String)>,
}

/// A request that nobody answered in time.
struct Expired {
    asked: String,
    who: String,
    kind: String,
    place: String,
    closed: String,
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
    Ok(by.done(set.await, "/console/exceptions#own"))
}

/// Lets words through that somebody asked for.
pub(crate) async fn allow(
    Path(id): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let done = exceptions::allow(&form.by.desk, &id).await;
    Ok(form.by.done(done, "/console/exceptions#asked"))
}

/// Does not, and says why.
pub(crate) async fn refuse(
    Path(id): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let done = match sent.text("why").parse() {
        Ok(why) => exceptions::refuse(&by.desk, &id, &why).await,
        Err(_) => Err(OfficeError::Refused(
            "say in a few words why, and whoever asked reads it",
        )),
    };
    Ok(by.done(done, "/console/exceptions#asked"))
}

/// Takes a detail off the list again.
pub(crate) async fn withdraw(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let done = exceptions::withdraw(&by.desk, sent.text("detail")).await;
    Ok(by.done(done, "/console/exceptions#own"))
}

async fn read(edge: &Edge, by: &Allowed<SeeConsole>) -> Result<Page, OfficeError> {
    let found = Exceptions::read(&by.desk).await?;
    let profile = Profile::of(&by.desk.shelf().await?)?;
    let decides = by.may(Right::ChangeEvidence);
    let waiting = exceptions::waiting(by.desk.store()).await?;
    let expired = exceptions::expired(by.desk.store()).await?;
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
        asked: waiting
            .iter()
            .map(|one| asked(&by.frame, one, decides))
            .collect(),
        expired: expired.iter().map(|one| late(&by.frame, one)).collect(),
        details: profile.details.iter().map(Word::to_string).collect(),
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
        is_spared: profile.spares_phone(),
        letterhead: edge.letterhead.to_vec(),
        may_change: decides,
    })
}

fn asked(frame: &Frame, request: &Request, decides: bool) -> Asked {
    let line = request.line();
    Asked {
        id: line.id.to_string(),
        at: frame.minute(line.asked_at),
        who: line.asker.to_string(),
        kind: kind(&line.kind),
        place: place(&line.task, &line.place),
        says: asked::says(request).filter(|_| decides),
    }
}

fn late(frame: &Frame, request: &Request) -> Expired {
    let line = request.line();
    let closed = request
        .answer
        .as_ref()
        .map(|answer| frame.minute(answer.at));
    Expired {
        asked: frame.minute(line.asked_at),
        who: line.asker.to_string(),
        kind: kind(&line.kind),
        place: place(&line.task, &line.place),
        closed: closed.unwrap_or_default(),
    }
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

/// The kind as people call it, with a capital.
fn kind(code: &Word) -> String {
    capital(&asked::kind(code))
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
