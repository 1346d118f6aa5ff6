//! What a compliance officer does with an incident: open it, stop it, say what was involved, judge it, note who was told, and
//! close it. The record's own rules decide what may be; each step is a revision of the record.

use std::collections::BTreeMap;

use anteroom_audit::{ReceiptId, Word};
use anteroom_office::incident::{Case, Cases, Conclusion, How, Judged, Kind, Notice};
use anteroom_office::{Id, Note, OfficeError};
use anteroom_policy::deadline::{Assessment, Factor, Jurisdiction, Recipient};
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::wrong::{Stopped, Wrong, wrong};
use crate::page::{Allowed, AllowedForm, ChangeEvidence, Frame, Sent, page, page_with, see_other};
use crate::pages::error;

/// A form of somebody who may decide.
type Form = AllowedForm<ChangeEvidence>;

#[derive(Template)]
#[template(path = "console/new_incident.html")]
struct New {
    frame: Frame,
    here: &'static str,
    kinds: Vec<(String, &'static str)>,
    today: Date,
    kind: String,
    happened: String,
    discovered: String,
    hold: bool,
    receipt: String,
    wrong: Option<Wrong>,
}

impl New {
    fn wrong_with(&self, field: &str) -> Option<&str> {
        let wrong = self.wrong.as_ref().filter(|wrong| wrong.field == field);
        wrong.map(|wrong| wrong.says.as_str())
    }
}

/// The form for a new incident.
pub(crate) async fn new(by: Allowed<ChangeEvidence>, RawQuery(query): RawQuery) -> Response {
    page(&begun(&by, &Sent::of_query(query.as_deref()), None))
}

/// The form with what was typed in it.
fn begun(by: &Allowed<ChangeEvidence>, sent: &Sent, wrong: Option<Wrong>) -> New {
    let kinds = Kind::ALL.map(|kind| (super::code(&kind), kind.words()));
    New {
        frame: by.frame.clone(),
        here: "incidents",
        kinds: kinds.into(),
        today: by.desk.today(),
        kind: sent.text("kind").to_owned(),
        happened: sent.text("happened").to_owned(),
        discovered: sent.text("discovered").to_owned(),
        hold: sent.text("hold") == "yes",
        receipt: receipt(sent).map(|id| id.to_string()).unwrap_or_default(),
        wrong,
    }
}

/// Opens an incident.
pub(crate) async fn open(form: Form) -> Result<Response, Response> {
    match opened(&form).await {
        Ok(id) => Ok(see_other(&format!("/console/incidents/{id}"))),
        Err(stopped) => {
            let wrong = wrong("new", &form.sent, stopped);
            let wrong = wrong.map_err(|failed| form.by.failed(failed))?;
            let again = begun(&form.by, &form.sent, Some(wrong));
            Ok(page_with(StatusCode::CONFLICT, &again))
        }
    }
}

async fn opened(form: &Form) -> Result<Id, Stopped> {
    let sent = &form.sent;
    let kind = coded(sent.text("kind")).ok_or(Stopped::at("kind", "choose what happened"))?;
    let discovered = day(sent, "discovered")?.unwrap_or(form.by.desk.today());
    let mut case = Case::new(kind, note(sent, "happened", "happened")?, discovered);
    case.holds_sending = sent.text("hold") == "yes";
    case.receipt = receipt(sent).map(|id| Word::lossy(&id.to_string()));
    Ok(case.open(&form.by.desk).await?)
}

/// Stops all sending while the incident is open, or lets go of it.
pub(crate) async fn hold(Path(id): Path<String>, form: Form) -> Result<Response, Response> {
    change(&form, &id, "stop", |sent, case| {
        case.holds_sending = sent.text("hold") == "yes";
        Ok(())
    })
    .await
}

/// Says what was involved.
pub(crate) async fn facts(Path(id): Path<String>, form: Form) -> Result<Response, Response> {
    let practice = form.by.desk.store().practice().await;
    let practice = practice.map_err(|failed| form.by.failed(failed.into()))?;
    let state = practice.and_then(|practice| practice.state.as_str().parse().ok());
    change(&form, &id, "facts", |sent, case| {
        case.discovered = day(sent, "discovered")?.unwrap_or(case.discovered);
        let (affected, elsewhere) = (sent.text("affected"), sent.text("elsewhere"));
        if !affected.is_empty() {
            case.affected = by_state(state.unwrap_or(Jurisdiction::US), affected, elsewhere)?;
        }
        case.secured = sent.text("secured") == "yes";
        Ok(())
    })
    .await
}

/// Judges the four factors, and concludes.
pub(crate) async fn assess(Path(id): Path<String>, form: Form) -> Result<Response, Response> {
    let (by, today) = (form.by.desk.name(), form.by.desk.today());
    change(&form, &id, "assess", |sent, case| {
        let conclusion: Option<Conclusion> = coded(sent.text("conclusion"));
        let is_decided = conclusion.is_some();
        case.judge(Judged {
            assessment: Assessment {
                nature_and_extent: factor(sent, "nature")?,
                recipient: factor(sent, "recipient")?,
                acquired_or_viewed: factor(sent, "acquired")?,
                mitigation: factor(sent, "mitigation")?,
                exception: coded(sent.text("exception")),
                reason: sent.text("reason").to_owned(),
                decided_by: if is_decided {
                    by.to_string()
                } else {
                    String::new()
                },
                decided_on: is_decided.then_some(today),
            },
            conclusion,
        });
        Ok(())
    })
    .await
}

/// Notes that somebody was told, or need not be.
pub(crate) async fn tell(Path(id): Path<String>, form: Form) -> Result<Response, Response> {
    let today = form.by.desk.today();
    change(&form, &id, "tell", |sent, case| {
        let to: Option<Recipient> = coded(sent.text("to"));
        case.notices.push(Notice {
            to: to.ok_or(Stopped::at("to", "choose who was told"))?,
            place: place(sent)?,
            on: day(sent, "on")?.unwrap_or(today),
            how: match sent.text("how") {
                "not_needed" => How::NotNeeded,
                _ => How::Given,
            },
            note: match sent.text("note") {
                "" => None,
                _ => Some(note(sent, "note", "note")?),
            },
        });
        Ok(())
    })
    .await
}

/// Closes the incident, once nobody waits to be told.
pub(crate) async fn close(Path(id): Path<String>, form: Form) -> Result<Response, Response> {
    match closed(&form, &id).await {
        Ok(()) => Ok(see_other(&format!("/console/incidents/{id}"))),
        Err(stopped) => again(&form, &id, "close", stopped).await,
    }
}

async fn closed(form: &Form, id: &str) -> Result<(), Stopped> {
    let (desk, id): (_, Id) = (&form.by.desk, id.parse().map_err(OfficeError::from)?);
    let cause = note(&form.sent, "cause", "cause")?;
    let kept = desk.find::<Case>(&id).await?;
    let cases = Cases::read(desk).await?;
    let closed = cases.one(&id)?.close(desk.today(), desk.name(), cause)?;
    Ok(desk.change(&kept, &closed).await?)
}

/// Changes an open incident, and shows the part of the page that was changed.
async fn change(
    form: &Form,
    id: &str,
    part: &'static str,
    how: impl FnOnce(&Sent, &mut Case) -> Result<(), Stopped>,
) -> Result<Response, Response> {
    let changed = async {
        let id = id.parse().map_err(OfficeError::from)?;
        let kept = form.by.desk.find::<Case>(&id).await?;
        if kept.record.closed.is_some() {
            return Err(OfficeError::Refused("it is closed; open a new one").into());
        }
        let mut case = kept.record.clone();
        how(&form.sent, &mut case)?;
        Ok(form.by.desk.change(&kept, &case).await?)
    };
    match changed.await {
        Ok(()) => Ok(see_other(&format!("/console/incidents/{id}#{part}"))),
        Err(stopped) => again(form, id, part, stopped).await,
    }
}

/// The page once more, with what is wrong beside the form and everything that was typed in it.
async fn again(
    form: &Form,
    id: &str,
    part: &'static str,
    stopped: Stopped,
) -> Result<Response, Response> {
    let wrong = wrong(part, &form.sent, stopped);
    let wrong = wrong.map_err(|failed| form.by.failed(failed))?;
    let read = super::read_one(&form.by, id).await;
    let mut page = read.map_err(|failed| form.by.failed(failed))?;
    match &mut page.forms {
        Some(forms) => forms.take(part, &form.sent),
        None => return Err(error::refused(form.by.frame.clone(), &wrong.says)),
    }
    page.wrong = Some(wrong);
    Ok(page_with(StatusCode::CONFLICT, &page))
}

/// A factor with its rating and reason; none where neither was said.
fn factor(sent: &Sent, name: &str) -> Result<Option<Factor>, Stopped> {
    let (risk, why) = (format!("{name}_risk"), format!("{name}_why"));
    match (coded(sent.text(&risk)), sent.text(&why)) {
        (None, "") => Ok(None),
        (Some(risk), _) => {
            let note = note(sent, &why, name)?.into();
            Ok(Some(Factor { risk, note }))
        }
        (None, _) => Err(Stopped::at(
            risk,
            "give each factor that you write about a rating",
        )),
    }
}

/// People by state, of "WA 130, OR 2"; those of whom nothing is said live in the practice's state.
fn by_state(
    practice: Jurisdiction,
    affected: &str,
    elsewhere: &str,
) -> Result<BTreeMap<Jurisdiction, u32>, Stopped> {
    let count = "write how many people are affected as a number, such as 800";
    let states = || {
        let says = "write other states with the number of people in each, such as WA 130, OR 2";
        Stopped::at("elsewhere", says)
    };
    let mut rest: u32 = affected
        .parse()
        .map_err(|_| Stopped::at("affected", count))?;
    let mut all = BTreeMap::new();
    for part in elsewhere
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (state, count) = part.split_once(char::is_whitespace).ok_or_else(states)?;
        let state: Jurisdiction = state.to_ascii_uppercase().parse().map_err(|_| states())?;
        let count: u32 = count.trim().parse().map_err(|_| states())?;
        let more = "other states have more people than are affected in all";
        let left = rest.checked_sub(count);
        rest = left.ok_or_else(|| Stopped::at("elsewhere", more))?;
        *all.entry(state).or_default() += count;
    }
    *all.entry(practice).or_default() += rest;
    Ok(all)
}

fn place(sent: &Sent) -> Result<Option<Jurisdiction>, Stopped> {
    match sent.text("place") {
        "" => Ok(None),
        code => match code.to_ascii_uppercase().parse() {
            Ok(state) => Ok(Some(state)),
            Err(_) => {
                let says = "write a state as its two letters, such as WA";
                Err(Stopped::at("place", says))
            }
        },
    }
}

/// What was typed in a field; what is wrong with it is said at the field with this id.
fn note(sent: &Sent, field: &str, id: &str) -> Result<Note, Stopped> {
    let note = sent.text(field).parse();
    note.map_err(|_| Stopped::at(id, "say in a few words what happened, or why"))
}

fn day(sent: &Sent, field: &str) -> Result<Option<Date>, Stopped> {
    let wrong = |_| Stopped::at(field, "write the day as year-month-day");
    match sent.text(field) {
        "" => Ok(None),
        day => day.parse().map(Some).map_err(wrong),
    }
}

fn receipt(sent: &Sent) -> Option<ReceiptId> {
    sent.text("receipt").parse().ok()
}

/// The value of this code.
fn coded<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(code.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_counted_by_state() {
        let texas: Jurisdiction = "TX".parse().unwrap();
        let count = |affected, elsewhere| {
            let all = by_state(texas, affected, elsewhere).ok()?;
            let all = all
                .iter()
                .map(|(state, count)| format!("{} {count}", state.code()));
            Some(all.collect::<Vec<_>>().join(", "))
        };
        for (affected, elsewhere, expected) in [
            ("0", "", Some("TX 0")),
            ("12", "", Some("TX 12")),
            ("12", "wa 3, OR 2", Some("OR 2, TX 7, WA 3")),
            ("12", "WA 3, WA 4", Some("TX 5, WA 7")),
            ("12", "WA 13", None),
            ("12", "WA", None),
            ("12", "Mars 1", None),
            ("some", "", None),
            ("-1", "", None),
        ] {
            assert_eq!(
                count(affected, elsewhere).as_deref(),
                expected,
                "{affected} {elsewhere}"
            );
        }
    }
}
