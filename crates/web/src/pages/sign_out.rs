//! `/sign-out`: ends the session and takes the cookie away.

use axum::extract::State;
use axum::response::Response;
use http::header::SET_COOKIE;

use crate::edge::Edge;
use crate::page::{Frame, Posted, ended, see_other};
use crate::pages::error;

pub(crate) async fn post(State(edge): State<Edge>, posted: Posted) -> Response {
    let Posted { person, .. } = posted;
    if let Err(failed) = edge.door.sign_out(person.at, &person.visitor).await {
        tracing::error!(error = %failed, "a session cannot be ended");
        return error::broken(Frame::of(&edge, &person).await);
    }
    let mut response = see_other("/sign-in");
    response.headers_mut().insert(SET_COOKIE, ended());
    response
}
