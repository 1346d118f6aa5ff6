//! The page that says that nothing was sent, why, and what to do next. Nothing of what was typed is on it.

use anteroom_gateway::{Cause, Refusal, Said};
use askama::Template;
use axum::response::Response;
use http::StatusCode;

use crate::page::{Frame, for_staff, page_with};
use crate::pages::reasons;

#[derive(Template)]
#[template(path = "blocked.html")]
struct Blocked<'r> {
    frame: Frame,
    run: &'r str,
    message: String,
    reasons: Vec<&'r Said>,
    receipt: Option<&'r str>,
    /// Whether the rules said no; else something did not work.
    by_rules: bool,
    /// Whether a lesson would help.
    wants_lesson: bool,
}

impl Blocked<'_> {
    /// What to do about a reason, in the words of staff.
    fn next(&self, reason: &Said) -> String {
        for_staff(&reason.next)
    }
}

/// Reasons of the rules that a lesson takes away.
const LESSON: [&str; 2] = ["user_training_expired", "user_training_missing"];

/// What left got no answer.
pub(crate) fn unanswered(frame: Frame, run: &str, says: &str, receipt: Option<&str>) -> Response {
    let blocked = Blocked {
        frame,
        run,
        message: for_staff(says),
        reasons: Vec::new(),
        receipt,
        by_rules: false,
        wants_lesson: false,
    };
    page_with(StatusCode::OK, &blocked)
}

/// The gateway refused it.
pub(crate) fn page(frame: Frame, run: &str, refusal: &Refusal) -> Response {
    let blocked = Blocked {
        frame,
        run,
        message: for_staff(&refusal.message()),
        reasons: reasons::told(refusal.reasons()),
        receipt: refusal.receipt(),
        by_rules: matches!(refusal.cause(), Cause::Policy),
        wants_lesson: refusal
            .reasons()
            .iter()
            .any(|said| LESSON.contains(&said.code.as_str())),
    };
    let status = match blocked.by_rules {
        true => StatusCode::FORBIDDEN,
        false => StatusCode::BAD_GATEWAY,
    };
    page_with(status, &blocked)
}
