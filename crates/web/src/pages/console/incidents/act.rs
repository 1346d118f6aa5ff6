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
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::page::{Allowed, AllowedForm, ChangeEvidence, Frame, Sent, page, see_other};

/// A form of somebody who may decide.
type Form = AllowedForm<ChangeEvidence>;

#[derive(Template)]
#[template(path = "console/new_incident.html")]
struct New {
    frame: Frame,
    here: &'static str,
    kinds: Vec<(String, &'static str)>,
    today: Date,
    receipt: String,
}

/// The form for a new incident.
pub(crate) async fn new(by: Allowed<ChangeEvidence>, RawQuery(query): RawQuery) -> Response {
    let sent = Sent::of_query(query.as_deref());
    let kinds = Kind::ALL.map(|kind| (super::code(&kind), kind.words()));
    page(&New {
        here: "incidents",
        kinds: kinds.into(),
        today: by.desk.today(),
        receipt: receipt(&sent).map(|id| id.to_string()).unwrap_or_default(),
        frame: by.frame,
    })
}

/// Opens an incident.
pub(crate) async fn open(form: Form) -> Result<Response, Response> {
    let opened = async {
        let sent = &form.sent;
        let kind = coded(sent.text("kind")).ok_or(OfficeError::Refused("choose what happened"))?;
        let discovered = day(sent, "discovered")?.unwrap_or(form.by.desk.today());
        let mut case = Case::new(kind, note(sent, "happened")?, discovered);
        case.holds_sending = sent.text("hold") == "yes";
        case.receipt = receipt(sent).map(|id| Word::lossy(&id.to_string()));
        case.open(&form.by.desk).await
    };
    let id = opened.await.map_err(|failed| form.by.failed(failed))?;
    Ok(see_other(&format!("/console/incidents/{id}")))
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
            to: to.ok_or(OfficeError::Refused("choose who was told"))?,
            place: place(sent)?,
            on: day(sent, "on")?.unwrap_or(today),
            how: match sent.text("how") {
                "not_needed" => How::NotNeeded,
                _ => How::Given,
            },
            note: match sent.text("note") {
                "" => None,
                _ => Some(note(sent, "note")?),
            },
        });
        Ok(())
    })
    .await
}

/// Closes the incident, once nobody waits to be told.
pub(crate) async fn close(Path(id): Path<String>, form: Form) -> Result<Response, Response> {
    let closed = async {
        let (desk, id): (_, Id) = (&form.by.desk, id.parse()?);
        let cause = note(&form.sent, "cause")?;
        let kept = desk.find::<Case>(&id).await?;
        let cases = Cases::read(desk).await?;
        let closed = cases.one(&id)?.close(desk.today(), desk.name(), cause)?;
        desk.change(&kept, &closed).await
    };
    closed.await.map_err(|failed| form.by.failed(failed))?;
    Ok(see_other(&format!("/console/incidents/{id}")))
}

/// Changes an open incident, and shows the part of the page that was changed.
async fn change(
    form: &Form,
    id: &str,
    part: &str,
    how: impl FnOnce(&Sent, &mut Case) -> Result<(), OfficeError>,
) -> Result<Response, Response> {
    let changed = async {
        let kept = form.by.desk.find::<Case>(&id.parse()?).await?;
        if kept.record.closed.is_some() {
            return Err(OfficeError::Refused("it is closed; open a new one"));
        }
        let mut case = kept.record.clone();
        how(&form.sent, &mut case)?;
        form.by.desk.change(&kept, &case).await
    };
    changed.await.map_err(|failed| form.by.failed(failed))?;
    Ok(see_other(&format!("/console/incidents/{id}#{part}")))
}

/// A factor with its rating and reason; none where neither was said.
fn factor(sent: &Sent, name: &str) -> Result<Option<Factor>, OfficeError> {
    let (risk, why) = (format!("{name}_risk"), format!("{name}_why"));
    match (coded(sent.text(&risk)), sent.text(&why)) {
        (None, "") => Ok(None),
        (Some(risk), _) => {
            let note = note(sent, &why)?.into();
            Ok(Some(Factor { risk, note }))
        }
        (None, _) => Err(OfficeError::Refused(
            "give each factor that you write about a rating",
        )),
    }
}

/// People by state, of "WA 130, OR 2"; those of whom nothing is said live in the practice's state.
fn by_state(
    practice: Jurisdiction,
    affected: &str,
    elsewhere: &str,
) -> Result<BTreeMap<Jurisdiction, u32>, OfficeError> {
    const COUNT: OfficeError =
        OfficeError::Refused("write how many people are affected as a number");
    const STATES: OfficeError = OfficeError::Refused(
        "write other states with the number of people in each, such as WA 130, OR 2",
    );
    let mut rest: u32 = affected.parse().map_err(|_| COUNT)?;
    let mut all = BTreeMap::new();
    for part in elsewhere
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (state, count) = part.split_once(char::is_whitespace).ok_or(STATES)?;
        let state: Jurisdiction = state.to_ascii_uppercase().parse().map_err(|_| STATES)?;
        let count: u32 = count.trim().parse().map_err(|_| STATES)?;
        rest = rest.checked_sub(count).ok_or(OfficeError::Refused(
            "other states have more people than are affected in all",
        ))?;
        *all.entry(state).or_default() += count;
    }
    *all.entry(practice).or_default() += rest;
    Ok(all)
}

fn place(sent: &Sent) -> Result<Option<Jurisdiction>, OfficeError> {
    match sent.text("place") {
        "" => Ok(None),
        code => match code.to_ascii_uppercase().parse() {
            Ok(state) => Ok(Some(state)),
            Err(_) => Err(OfficeError::Refused(
                "write a state as its two letters, such as WA",
            )),
        },
    }
}

fn note(sent: &Sent, field: &str) -> Result<Note, OfficeError> {
    let note = sent.text(field).parse();
    note.map_err(|_| OfficeError::Refused("say in a few words what happened, or why"))
}

fn day(sent: &Sent, field: &str) -> Result<Option<Date>, OfficeError> {
    match sent.text(field) {
        "" => Ok(None),
        day => day
            .parse()
            .map(Some)
            .map_err(|_| OfficeError::Refused("write the day as year-month-day")),
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
