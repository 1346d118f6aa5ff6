//! What a compliance officer does at a gate: says who sees to it, attaches a file, approves it, sets it aside. The same
//! functions of the office do it as behind the commands, so the same rules hold and the same entries stand in the log.

use anteroom_audit::Word;
use anteroom_office::gate::{self, GateKind, Gates};
use anteroom_office::paper::{LARGEST, NotAPaper};
use anteroom_office::{Desk, Note, OfficeError};
use anteroom_policy::plain_day;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;

use super::gate::{Form, people, show};
use super::named;
use super::wrong::{Stopped, Wrong};
use crate::page::{
    Allowed, AllowedForm, AllowedUpload, ChangeEvidence, Files, Sent, page_with, see_other,
    sentence,
};
use crate::pages::error;

/// A form of somebody who may decide.
type Decided = AllowedForm<ChangeEvidence>;

/// Says who sees to a gate, and by when.
pub(super) async fn assign(Path(name): Path<String>, form: Decided) -> Result<Response, Response> {
    let Decided { by, sent } = form;
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    answer(&by, kind, &sent, assigned(&by.desk, kind, &sent).await).await
}

/// Attaches a file.
pub(super) async fn attach(
    Path(name): Path<String>,
    form: AllowedUpload<ChangeEvidence>,
) -> Result<Response, Response> {
    let AllowedUpload { by, handed_in } = form;
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let Some((sent, files)) = handed_in else {
        let too_large = Stopped::at("files", "file", &large());
        return answer(&by, kind, &Sent::of_query(None), Err(too_large)).await;
    };
    let attached = attached(&by.desk, kind, &sent, files).await;
    answer(&by, kind, &sent, attached).await
}

/// Approves a gate as it stands.
pub(super) async fn approve(Path(name): Path<String>, form: Decided) -> Result<Response, Response> {
    let Decided { by, sent } = form;
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    answer(&by, kind, &sent, approved(&by.desk, kind, &sent).await).await
}

/// Sets a gate aside that does not apply here.
pub(super) async fn set_aside(
    Path(name): Path<String>,
    form: Decided,
) -> Result<Response, Response> {
    let Decided { by, sent } = form;
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    answer(&by, kind, &sent, aside(&by.desk, kind, &sent).await).await
}

/// Leads back to the gate; where something is wrong, shows it again with that and with what was typed.
async fn answer(
    by: &Allowed<ChangeEvidence>,
    kind: GateKind,
    sent: &Sent,
    done: Result<(), Stopped>,
) -> Result<Response, Response> {
    let wrong = match done {
        Ok(()) => return Ok(see_other(&format!("/console/readiness/{}", kind.code()))),
        Err(Stopped::Office(failed)) => return Err(by.failed(failed)),
        Err(Stopped::Wrong(wrong)) => wrong,
    };
    let again = show(by, kind, Form::again(sent, wrong)).await;
    let again = again.map_err(|failed| by.failed(failed))?;
    Ok(page_with(StatusCode::CONFLICT, &again))
}

async fn assigned(desk: &Desk, kind: GateKind, sent: &Sent) -> Result<(), Stopped> {
    let owner = sent.text("owner");
    let due = day(sent, "assign", "due")?;
    let gates = Gates::read(desk).await?;
    let before = gates.one(kind)?.file.and_then(|file| file.owner.clone());
    let known = people(desk, before.as_ref()).await?;
    if !known.iter().any(|name| name == owner) {
        let says = "Choose somebody who works here.";
        return Err(Stopped::at("assign", "owner", says));
    }
    let owner = Word::lossy(owner);
    let changed = gate::change(desk, kind, |file| {
        file.owner = Some(owner);
        file.due = due;
    });
    Ok(changed.await?)
}

async fn attached(desk: &Desk, kind: GateKind, sent: &Sent, files: Files) -> Result<(), Stopped> {
    let stop = |says: &str| Stopped::at("files", "file", says);
    let file = files.into_iter().find(|file| file.field == "file");
    let file = file.filter(|file| !file.content.is_empty());
    let file = file.ok_or_else(|| stop("Choose a file that is not empty."))?;
    if file.content.len() > LARGEST {
        return Err(stop(&large()));
    }
    let note = match sent.text("note") {
        "" => None,
        text => {
            let note = text.parse::<Note>();
            let says = "Write at most 10,000 letters.";
            Some(note.map_err(|_| Stopped::at("files", "note", says))?)
        }
    };
    let name = name(desk, kind, file.ending).await?;
    let document = desk.attach(&name, file.content)?;
    Ok(gate::attach(desk, kind, document, note).await?)
}

/// What an attached file is called here. The name that it had is not asked for: it may hold a patient's.
async fn name(
    desk: &Desk,
    kind: GateKind,
    ending: Option<&'static str>,
) -> Result<Word, OfficeError> {
    let gates = Gates::read(desk).await?;
    let before = gates.one(kind)?.file.map_or(0, |file| file.exhibits.len());
    let ending = ending.map(|end| format!(".{end}")).unwrap_or_default();
    let name = format!("{}-{}{ending}", kind.code(), before + 1);
    Ok(Word::lossy(&name))
}

async fn approved(desk: &Desk, kind: GateKind, sent: &Sent) -> Result<(), Stopped> {
    let gates = Gates::read(desk).await?;
    let mut open = gates.before_approval(kind)?;
    open.retain(|one| !one.holds);
    if !open.is_empty() {
        return Err(Stopped::Wrong(Wrong::missing("approve", "must", &open)));
    }
    let until = day(sent, "approve", "until")?;
    let (first, last) = (desk.today(), gates.approval_ends());
    if until.is_some_and(|day| day < first || day > last) {
        let (first, last) = (plain_day(first), plain_day(last));
        let says = format!("Choose a day from {first} to {last}.");
        return Err(Stopped::at("approve", "until", &says));
    }
    let approved = gate::approve(desk, kind, desk.name(), until).await;
    approved.map_err(|failed| Stopped::of("approve", "until", failed))?;
    Ok(())
}

async fn aside(desk: &Desk, kind: GateKind, sent: &Sent) -> Result<(), Stopped> {
    let says = "Write why, in at most 10,000 letters.";
    let reason = sent.text("reason").parse::<Note>();
    let reason = reason.map_err(|_| Stopped::at("aside", "reason", says))?;
    let aside = gate::set_aside(desk, kind, desk.name(), reason).await;
    aside.map_err(|failed| Stopped::of("aside", "reason", failed))
}

fn large() -> String {
    sentence(&NotAPaper::Large.to_string())
}

fn day(sent: &Sent, part: &'static str, field: &'static str) -> Result<Option<Date>, Stopped> {
    match sent.text(field) {
        "" => Ok(None),
        day => day
            .parse()
            .map(Some)
            .map_err(|_| Stopped::at(part, field, "Write the day as year-month-day.")),
    }
}
