//! `/console/policy`: what the practice lets its people do beyond the tasks, and the clock of its pages. The compliance officer
//! decides; others look.

use anteroom_audit::Word;
use anteroom_office::account::Right;
use anteroom_office::{OfficeError, Profile, Questions};
use anteroom_policy::{CLOCKS, LocalTime};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Allowed, AllowedForm, ChangeEvidence, Frame, SeeConsole, page};

#[derive(Template)]
#[template(path = "console/policy.html")]
struct Policy {
    frame: Frame,
    here: &'static str,
    /// Whether free questions are on.
    questions: bool,
    /// Who set that, and when; none where nobody ever did.
    set: Option<String>,
    /// What pages call this moment.
    now: String,
    /// The time zone by its name in the IANA database, and whether the practice named it here.
    zone: String,
    is_named: bool,
    /// The time zones to choose from: the name, and what people call it.
    zones: Vec<(String, String)>,
    may_change: bool,
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    by: Allowed<SeeConsole>,
) -> Result<Response, Response> {
    let read = read(&edge, &by).await;
    Ok(page(&read.map_err(|failed| by.failed(failed))?))
}

/// Switches free questions on or off.
pub(crate) async fn set_questions(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let allowed = sent.text("questions") == "on";
    let set = Questions { allowed }.set(&by.desk).await;
    Ok(by.done(set, "/console/policy"))
}

/// Names the time zone of the pages, or leaves it to the practice's file and its state.
pub(crate) async fn set_clock(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let set = async {
        let before = Profile::of(&by.desk.shelf().await?)?;
        let zone = named(sent.text("zone"))?;
        let after = Profile {
            zone,
            ..before.clone()
        };
        match after == before {
            true => Ok(()),
            false => by.desk.switch(&Profile::id()?, &after).await,
        }
    };
    Ok(by.done(set.await, "/console/policy#clock"))
}

/// A time zone by the name that the database gives it; none where none was chosen.
fn named(name: &str) -> Result<Option<Word>, OfficeError> {
    if name.is_empty() {
        return Ok(None);
    }
    let unknown = OfficeError::Refused("there is no time zone of this name");
    let known = LocalTime::named(name).map_err(|_| unknown)?;
    Ok(Some(Word::lossy(known.name())))
}

/// The clocks of the country, and before them the practice's own where it is none of them.
fn zones(own: Option<&Word>) -> Vec<(String, String)> {
    let own = own.map(Word::as_str);
    let other = own.filter(|own| CLOCKS.iter().all(|(name, _)| name != own));
    let other = other.map(|name| (name.to_owned(), name.to_owned()));
    let known = CLOCKS.map(|(name, words)| (name.to_owned(), words.to_owned()));
    other.into_iter().chain(known).collect()
}

async fn read(edge: &Edge, by: &Allowed<SeeConsole>) -> Result<Policy, OfficeError> {
    let own = Profile::of(&by.desk.shelf().await?)?.zone;
    let last = Questions::last_set(&by.desk).await?;
    let set = last
        .as_ref()
        .map(|kept| format!("{}, {}", kept.by, by.frame.minute(kept.at)));
    Ok(Policy {
        frame: by.frame.clone(),
        here: "policy",
        questions: last.is_some_and(|kept| kept.record.allowed),
        set,
        now: by.frame.minute(edge.now()),
        zone: by.frame.clock.name().to_owned(),
        is_named: own.is_some(),
        zones: zones(own.as_ref()),
        may_change: by.may(Right::ChangeEvidence),
    })
}
