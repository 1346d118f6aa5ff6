//! `/sign-in/passkey`: the door for who holds a passkey. The script `passkey.js` asks the browser for it.

use anteroom_office::door::Turned;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::HeaderMap;

use super::{again, enter, knock};
use crate::edge::Edge;
use crate::page::{Frame, Sent, json, see_other};
use crate::pages::error;
use crate::problem::Problem;

/// What the browser is asked.
pub(crate) async fn begin(State(edge): State<Edge>, _sent: Sent) -> Response {
    match edge.door.ask_passkey(edge.now(), &edge.site) {
        Ok(question) => json(question),
        Err(_) => Problem::INTERNAL.into_response(),
    }
}

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, sent: Sent) -> Response {
    let answer = sent.text("answer");
    let knock = knock(&edge, &headers);
    let entered = edge.door.passkey(&knock, &edge.site, answer).await;
    let frame = Frame::of_stranger(&edge).await;
    match entered {
        Ok(token) => enter(&edge, &token, &headers, frame).await,
        Err(Turned::Failed(failed)) => {
            tracing::error!(error = %failed, "nobody can sign in");
            error::broken(frame)
        }
        Err(Turned::Over) => see_other("/sign-in?again"),
        Err(_) => {
            let says = "This passkey opens nothing here. Sign in with your passphrase.";
            again(&edge, frame, "", says.to_owned()).await
        }
    }
}
