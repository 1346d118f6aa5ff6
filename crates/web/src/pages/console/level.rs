//! `/console/level`: a hand on the brake. A person lowers the level at once, and lets go of it; evidence alone raises it.

use anteroom_office::level::{Level, Lowered, Pause};
use anteroom_office::{Note, OfficeError};
use axum::response::Response;

use crate::page::{Allowed, AllowedForm, ChangeEvidence, see_other};

/// A level that can be set, as its button says it.
pub(crate) struct Choice {
    pub(crate) number: u8,
    pub(crate) says: &'static str,
}

/// What can be set now: every level but the one that is held.
pub(crate) fn choices(lowered: &Lowered) -> Vec<Choice> {
    let others = Level::ALL.into_iter();
    let others = others.filter(|level| *level != lowered.highest());
    let choice = |level: Level| Choice {
        number: level.number(),
        says: says(level),
    };
    others.map(choice).collect()
}

fn says(level: Level) -> &'static str {
    match level {
        Level::Closed => "Pause: nothing leaves",
        Level::NoPatientInformation => "Level 1: no patient information",
        Level::Deidentified => "At most level 2: de-identified",
        Level::Identified => "Let your records decide",
    }
}

/// Sets the level, from the next request on.
pub(crate) async fn set(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let level = form.sent.text("level").parse().ok();
    let level = level.and_then(Level::numbered);
    let set = match (level, form.sent.text("why").parse()) {
        (Some(level), Ok(why)) => change(&form.by, level, why).await,
        (None, _) => Err(OfficeError::Refused("choose a level")),
        (_, Err(_)) => Err(OfficeError::Refused("say in a few words why")),
    };
    set.map_err(|failed| form.by.failed(failed))?;
    Ok(see_other("/console"))
}

async fn change(
    by: &Allowed<ChangeEvidence>,
    level: Level,
    reason: Note,
) -> Result<(), OfficeError> {
    let held = Lowered::of(&by.desk.shelf().await?)?;
    let change = Pause {
        by: by.desk.name(),
        on: by.desk.today(),
        reason,
    };
    by.desk.put(&Lowered::id()?, &held.set(level, change)).await
}
