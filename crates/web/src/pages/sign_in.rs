//! `/sign-in`: the door.

pub(crate) mod passkey;
pub(crate) mod provider;
pub(crate) mod step;

use std::time::{Duration, Instant};

use anteroom_office::account::Passphrase;
use anteroom_office::door::{Entered, Knock, Turned};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::header::SET_COOKIE;
use http::{HeaderMap, StatusCode};

use crate::edge::Edge;
use crate::page::{Frame, Sent, Toward, device, forgotten, opened, page, page_with, see_other};
use crate::pages::error;

/// For whoever needs a second step and has a passkey only.
const PASSKEY: &str =
    "Your practice asks for a second step, and yours is a passkey. Sign in with it.";

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'p> {
    frame: Frame,
    error: Option<String>,
    /// Why somebody is here who was further before.
    note: Option<&'static str>,
    name: &'p str,
    /// Where passkeys are good.
    site: &'p str,
    /// Whether nobody can sign in yet, because the practice is not set up.
    wants_setup: bool,
    /// The identity provider's host; none where people sign in here alone.
    provider: Option<String>,
}

pub(crate) async fn get(State(edge): State<Edge>, RawQuery(query): RawQuery) -> Response {
    let error = match query.as_deref() {
        Some("refused") => Some(
            "You were not signed in that way. Try again, sign in with your passphrase, or ask whoever manages people here.",
        ),
        Some("silent") => Some(
            "The place where you sign in does not answer. Try again in a few minutes, or sign in with your passphrase.",
        ),
        Some("wait") => Some(
            "There were too many tries that failed. Wait some minutes, or sign in with your passphrase.",
        ),
        Some("passkey") => Some(PASSKEY),
        _ => None,
    };
    let note = match query.as_deref() {
        Some("ended") => Some(
            "Your session ended, because nobody used it for a while. What you saved is still here.",
        ),
        Some("out") => Some(
            "You were signed out, in another window or by somebody who may. What you saved is still here.",
        ),
        Some("kept") => Some(
            "Your session ended, because nobody used it for a while. What you typed is kept: sign in, and go on with it.",
        ),
        Some("kept-out") => Some(
            "You were signed out in another window. What you typed is kept: sign in, and go on with it.",
        ),
        Some("again") => Some("That took too long. Sign in again."),
        _ => None,
    };
    page(&SignIn {
        frame: Frame::of_stranger(&edge).await,
        error: error.map(str::to_owned),
        note,
        name: "",
        site: edge.site.address(),
        wants_setup: wants_setup(&edge).await,
        provider: provider::host(&edge).await,
    })
}

/// Whether the setup link waits for the first person.
async fn wants_setup(edge: &Edge) -> bool {
    let has_accounts = edge.door.has_accounts().await.unwrap_or(true);
    edge.opening.is_some() && !has_accounts
}

pub(crate) async fn post(State(edge): State<Edge>, headers: HeaderMap, sent: Sent) -> Response {
    let passphrase = Passphrase::typed(sent.get("passphrase").unwrap_or_default().to_owned());
    let name = sent.text("name");
    let knock = knock(&edge, &headers);
    let entered = edge.door.sign_in(&knock, name, passphrase);
    let frame = Frame::of_stranger(&edge).await;
    let says = match entered.await {
        Ok(Entered::In(token)) => return enter(&edge, &token, &headers, frame).await,
        Ok(Entered::Half(half)) => return step::ask(frame, &half),
        Err(Turned::Failed(failed)) => {
            tracing::error!(error = %failed, "nobody can sign in");
            return error::broken(frame);
        }
        Err(Turned::Wait(left)) => wait(left),
        Err(Turned::Passkey) => PASSKEY.to_owned(),
        Err(Turned::Wrong | Turned::Code | Turned::Over) => {
            "The name or the passphrase is not right. Check both and try again.".to_owned()
        }
    };
    again(&edge, frame, name, says).await
}

/// The page once more, which says what was wrong.
async fn again(edge: &Edge, frame: Frame, name: &str, says: String) -> Response {
    let again = SignIn {
        frame,
        error: Some(says),
        note: None,
        name,
        site: edge.site.address(),
        wants_setup: wants_setup(edge).await,
        provider: provider::host(edge).await,
    };
    page_with(StatusCode::FORBIDDEN, &again)
}

/// Whoever sent this knocks now.
fn knock(edge: &Edge, headers: &HeaderMap) -> Knock {
    Knock {
        at: edge.now(),
        now: Instant::now(),
        device: device(headers),
    }
}

/// What somebody is told who must wait.
pub(crate) fn wait(left: Duration) -> String {
    format!(
        "There were too many wrong tries with this name. Wait {} seconds and try again.",
        left.as_secs() + 1
    )
}

async fn enter(edge: &Edge, token: &str, headers: &HeaderMap, frame: Frame) -> Response {
    let Some(cookie) = opened(token, headers) else {
        return error::broken(frame);
    };
    let mut response = see_other(&onto(edge, token, headers).await);
    response.headers_mut().append(SET_COOKIE, cookie);
    response.headers_mut().append(SET_COOKIE, forgotten());
    response
}

/// Where somebody is led who has just come in: to the page that they asked for before, else Home.
async fn onto(edge: &Edge, token: &str, headers: &HeaderMap) -> String {
    let Some(toward) = Toward::held(headers) else {
        return "/".to_owned();
    };
    match edge.door.who(edge.now(), token).await {
        Ok(Some(visitor)) => toward.place_for(&visitor.session.person).to_owned(),
        _ => "/".to_owned(),
    }
}
