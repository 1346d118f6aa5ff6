//! `/console/policy`: what the practice lets its people do beyond the tasks. The compliance officer decides; others look.

use anteroom_office::account::Right;
use anteroom_office::{OfficeError, Questions};
use askama::Template;
use axum::response::Response;

use crate::page::{Allowed, AllowedForm, ChangeEvidence, Frame, SeeConsole, page, see_other};

#[derive(Template)]
#[template(path = "console/policy.html")]
struct Policy {
    frame: Frame,
    here: &'static str,
    /// Whether free questions are on.
    questions: bool,
    /// Who set that, and when; none where nobody ever did.
    set: Option<String>,
    may_change: bool,
}

pub(crate) async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let read = read(&by).await;
    Ok(page(&read.map_err(|failed| by.failed(failed))?))
}

/// Switches free questions on or off.
pub(crate) async fn set_questions(form: AllowedForm<ChangeEvidence>) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let allowed = sent.text("questions") == "on";
    let set = Questions { allowed }.set(&by.desk).await;
    set.map_err(|failed| by.failed(failed))?;
    Ok(see_other("/console/policy"))
}

async fn read(by: &Allowed<SeeConsole>) -> Result<Policy, OfficeError> {
    let last = Questions::last_set(&by.desk).await?;
    let set = last
        .as_ref()
        .map(|kept| format!("{}, {}", kept.by, by.frame.minute(kept.at)));
    Ok(Policy {
        frame: by.frame.clone(),
        here: "policy",
        questions: last.is_some_and(|kept| kept.record.allowed),
        set,
        may_change: by.may(Right::ChangeEvidence),
    })
}
