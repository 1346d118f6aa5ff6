//! `/sign-in/step`: the code after the passphrase.
//!
//! What the passphrase gave stands in the form, not in a cookie: nothing that somebody planted before can be taken up.

use anteroom_office::door::Turned;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use super::{enter, knock, wait};
use crate::edge::Edge;
use crate::page::{Frame, Sent, page, page_with, see_other};
use crate::pages::error;

#[derive(Template)]
#[template(path = "step.html")]
struct Step<'p> {
    frame: Frame,
    half: &'p str,
    error: Option<String>,
}

/// Asks for the code of somebody whose passphrase was right.
pub(super) fn ask(frame: Frame, half: &str) -> Response {
    let error = None;
    page(&Step { frame, half, error })
}

/// There is nothing to be typed before the passphrase.
pub(crate) async fn get() -> Response {
    see_other("/sign-in")
}

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, sent: Sent) -> Response {
    let half = sent.text("half");
    let knock = knock(&edge, &headers);
    let entered = edge.door.second_step(&knock, half, sent.text("code"));
    let entered = entered.await;
    let frame = Frame::of_stranger(&edge).await;
    let says = match entered {
        Ok(token) => return enter(&edge, &token, &headers, frame).await,
        Err(Turned::Failed(failed)) => {
            tracing::error!(error = %failed, "nobody can sign in");
            return error::broken(frame);
        }
        Err(Turned::Over) => return see_other("/sign-in?again"),
        Err(Turned::Wait(left)) => wait(left),
        Err(Turned::Wrong | Turned::Code | Turned::Passkey) => {
            "The code is not right, or it was used before. Wait for the next one.".to_owned()
        }
    };
    let error = Some(says);
    page_with(StatusCode::FORBIDDEN, &Step { frame, half, error })
}
