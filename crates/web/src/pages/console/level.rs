//! `/console/level`: a hand on the brake. A person lowers the level at once, and lets go of it; evidence alone raises it.

use anteroom_office::level::{Cause, Level, Lowered, Pause};
use anteroom_office::{Note, OfficeError};
use axum::response::Response;

use crate::page::{Allowed, AllowedForm, ChangeEvidence, Sent};

/// What ends a pause, in the place of a level: what held before it holds again.
const RESUME: &str = "resume";

/// A level that can be set, as its button says it.
pub(crate) struct Choice {
    pub(crate) code: &'static str,
    pub(crate) says: &'static str,
}

/// What can be set now: every level but the one that is held.
pub(crate) fn choices(lowered: &Lowered) -> Vec<Choice> {
    let pause = ("0", "Pause: nothing leaves");
    let one = ("1", "Level 1: no patient information");
    let two = ("2", "At most level 2: de-identified");
    let end = ("3", "End the lowering");
    let codes = match lowered.highest() {
        Level::Closed => vec![(RESUME, "End the pause")],
        Level::NoPatientInformation => vec![pause, two, end],
        Level::Deidentified => vec![pause, one, end],
        Level::Identified => vec![pause, one, two],
    };
    let choice = |(code, says)| Choice { code, says };
    codes.into_iter().map(choice).collect()
}

/// Sets the level, from the next request on.
pub(crate) async fn set(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let wished = form.sent.text("level");
    let level = wished.parse().ok().and_then(Level::numbered);
    let set = match why(&form.sent) {
        Ok(why) if level.is_some() || wished == RESUME => change(&form.by, level, why).await,
        Ok(_) => Err(OfficeError::Refused("choose a level")),
        Err(failed) => Err(failed),
    };
    Ok(form.by.done(set, "/console"))
}

/// Why, in somebody's own words, and what it is about where they chose that.
type Why = (Note, Option<Cause>);

fn why(sent: &Sent) -> Result<Why, OfficeError> {
    let words = sent.text("why").parse();
    let words = words.map_err(|_| OfficeError::Refused("say in a few words why"))?;
    let cause = match sent.text("cause") {
        "" => None,
        code => Some(Cause::coded(code).ok_or(OfficeError::Refused("choose what it is about"))?),
    };
    Ok((words, cause))
}

/// Sets a level, or ends the pause where none is given.
async fn change(
    by: &Allowed<ChangeEvidence>,
    level: Option<Level>,
    (reason, cause): Why,
) -> Result<(), OfficeError> {
    let held = Lowered::of(&by.desk.shelf().await?)?;
    let change = Pause {
        by: by.desk.name(),
        on: by.desk.today(),
        reason,
        cause,
    };
    let after = match level {
        Some(level) => held.set(level, change),
        None => held.resume(change),
    };
    by.desk.switch(&Lowered::id()?, &after).await
}
