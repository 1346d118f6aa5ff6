//! `/sign-in`: the door.

use std::time::Instant;

use anteroom_office::account::Passphrase;
use anteroom_office::door::Turned;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};

use crate::edge::Edge;
use crate::page::{Frame, Sent, opened, page, page_with, see_other};
use crate::pages::error;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'p> {
    frame: Frame,
    error: Option<String>,
    ended: bool,
    name: &'p str,
}

pub(crate) async fn get(State(edge): State<Edge>, RawQuery(query): RawQuery) -> Response {
    let ended = query.as_deref() == Some("ended");
    page(&SignIn {
        frame: Frame::of_stranger(&edge).await,
        error: None,
        ended,
        name: "",
    })
}

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, sent: Sent) -> Response {
    let passphrase = Passphrase::typed(sent.get("passphrase").unwrap_or_default().to_owned());
    let name = sent.text("name");
    let entered = edge
        .door
        .sign_in(edge.now(), Instant::now(), name, passphrase);
    let frame = Frame::of_stranger(&edge).await;
    let says = match entered.await {
        Ok(token) => return enter(&token, &headers, frame),
        Err(Turned::Failed(failed)) => {
            tracing::error!(error = %failed, "nobody can sign in");
            return error::broken(frame);
        }
        Err(Turned::Wrong) => {
            "The name or the passphrase is not right. Check both and try again.".to_owned()
        }
        Err(Turned::Wait(wait)) => format!(
            "There were too many wrong tries with this name. Wait {} seconds and try again.",
            wait.as_secs() + 1
        ),
    };
    let again = SignIn {
        frame,
        error: Some(says),
        ended: false,
        name,
    };
    page_with(StatusCode::FORBIDDEN, &again)
}

fn enter(token: &str, headers: &HeaderMap, frame: Frame) -> Response {
    let Some(cookie) = opened(token, headers) else {
        return error::broken(frame);
    };
    let mut response = see_other("/");
    response.headers_mut().insert(SET_COOKIE, cookie);
    response
}
