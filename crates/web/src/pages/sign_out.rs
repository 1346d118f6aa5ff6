//! `/sign-out`: ends the session and takes the cookie away. What is still typed in another window can be kept afterwards.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use http::header::SET_COOKIE;

use crate::edge::Edge;
use crate::page::{Frame, Posted, ended, forgotten, leaving, see_other};
use crate::pages::error;

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, posted: Posted) -> Response {
    let Posted { person, .. } = posted;
    let out = edge
        .door
        .sign_out(person.at, &person.visitor, &person.csrf)
        .await;
    if let Err(failed) = out {
        tracing::error!(error = %failed, "a session cannot be ended");
        return error::broken(Frame::of(&edge, &person).await);
    }
    let mut response = see_other("/sign-in");
    let left = leaving(&person.csrf, &headers);
    for cookie in [Some(ended()), Some(forgotten()), left] {
        response
            .headers_mut()
            .extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    }
    response
}
