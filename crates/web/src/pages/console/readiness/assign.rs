//! Who sees to a gate, and by when: chosen among the people who work here.

use anteroom_audit::Word;
use anteroom_office::gate::{GateFile, GateKind};
use anteroom_office::training::Roster;
use anteroom_office::{Desk, OfficeError};
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;

use super::{change, named, read_one};
use crate::page::{AllowedForm, ChangeEvidence, Sent, page_with, see_other};
use crate::pages::error;

/// The form.
pub(super) struct Assign {
    /// Who can be chosen.
    pub(super) people: Vec<String>,
    pub(super) owner: String,
    pub(super) due: String,
    /// The field that cannot be as it was typed, and what to do about it.
    pub(super) wrong: Option<(&'static str, &'static str)>,
}

impl Assign {
    /// The form with what is on file.
    pub(super) async fn of(desk: &Desk, file: Option<&GateFile>) -> Result<Assign, OfficeError> {
        let owner = file.and_then(|file| file.owner.as_ref());
        let due = file.and_then(|file| file.due);
        Ok(Assign {
            people: people(desk, owner).await?,
            owner: owner.map(ToString::to_string).unwrap_or_default(),
            due: due.map(|day| day.to_string()).unwrap_or_default(),
            wrong: None,
        })
    }

    /// What is wrong with a field.
    pub(super) fn wrong_with(&self, field: &str) -> Option<&'static str> {
        let wrong = self.wrong.filter(|(name, _)| *name == field);
        wrong.map(|(_, says)| says)
    }
}

/// Everybody on the roster, whoever is at the desk, and whoever sees to it already.
async fn people(desk: &Desk, owner: Option<&Word>) -> Result<Vec<String>, OfficeError> {
    let roster = Roster::read(desk).await?;
    let everybody = roster.people()?;
    let names = everybody.iter().map(|view| view.person.name.to_string());
    let own = desk.name().to_string();
    let more = std::iter::once(own).chain(owner.map(ToString::to_string));
    let mut all: Vec<String> = names.chain(more).collect();
    all.sort();
    all.dedup();
    Ok(all)
}

/// Says who sees to a gate, and by when.
pub(crate) async fn post(
    Path(name): Path<String>,
    form: AllowedForm<ChangeEvidence>,
) -> Result<Response, Response> {
    let (by, sent) = (&form.by, &form.sent);
    let kind = named(&name).ok_or_else(|| error::not_found(by.frame.clone()))?;
    let gate = read_one(by, kind).await;
    let mut gate = gate.map_err(|failed| by.failed(failed))?;
    let known = gate.assign.iter().flat_map(|form| &form.people);
    match chosen(sent, known) {
        Ok((owner, due)) => {
            let changed = assign(&by.desk, kind, owner, due).await;
            changed.map_err(|failed| by.failed(failed))?;
            Ok(see_other(&format!("/console/readiness/{name}")))
        }
        Err(wrong) => {
            if let Some(form) = &mut gate.assign {
                form.owner = sent.text("owner").to_owned();
                form.due = sent.text("due").to_owned();
                form.wrong = Some(wrong);
            }
            Ok(page_with(StatusCode::CONFLICT, &gate))
        }
    }
}

async fn assign(
    desk: &Desk,
    kind: GateKind,
    owner: Word,
    due: Option<Date>,
) -> Result<(), OfficeError> {
    change(desk, kind, |file| {
        file.owner = Some(owner);
        file.due = due;
    })
    .await
}

/// What was chosen; else the field that is wrong, and what to do about it.
fn chosen<'p>(
    sent: &Sent,
    mut known: impl Iterator<Item = &'p String>,
) -> Result<(Word, Option<Date>), (&'static str, &'static str)> {
    let owner = sent.text("owner");
    if !known.any(|name| name == owner) {
        return Err(("owner", "Choose somebody who works here."));
    }
    let due = match sent.text("due") {
        "" => None,
        day => Some(
            day.parse()
                .map_err(|_| ("due", "Write the day as year-month-day."))?,
        ),
    };
    Ok((Word::lossy(owner), due))
}
