//! The extractor that loads who is looking, and sends strangers to the sign-in page.

use anteroom_audit::{Micros, Word};
use anteroom_office::door::{Left, Owes, Visitor, mark};
use anteroom_store::By;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse as _, Response};
use http::header::SET_COOKIE;
use http::request::Parts;
use http::{HeaderMap, Method};

use super::{Toward, forgotten, keys, see_other, token};
use crate::edge::Edge;
use crate::problem::Problem;

/// Somebody who signed in, at this moment.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) visitor: Visitor,
    /// What proves that a form came from one of our pages.
    pub(crate) csrf: String,
    /// The address of the page they asked for.
    pub(crate) path: String,
    /// Now.
    pub(crate) at: Micros,
    /// Whether single keys do something in their browser.
    pub(crate) single_keys: bool,
}

impl Person {
    pub(crate) fn by(&self) -> By {
        self.visitor.by(self.at)
    }

    /// Where they wanted to go before they had to do something first; else Home.
    pub(crate) fn toward(&self, headers: &HeaderMap) -> String {
        let toward = Toward::held(headers);
        let place = toward.map(|toward| toward.place_for(&self.visitor.session.person).to_owned());
        place.unwrap_or_else(|| "/".to_owned())
    }

    /// Leads there.
    pub(crate) fn go_on(&self, headers: &HeaderMap) -> Response {
        let mut response = see_other(&self.toward(headers));
        response.headers_mut().append(SET_COOKIE, forgotten());
        response
    }
}

impl FromRequestParts<Edge> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Response> {
        let at = edge.now();
        let Some(token) = token(&parts.headers) else {
            return Err(first("/sign-in", parts, None));
        };
        match edge.door.who(at, token).await {
            Ok(Some(visitor)) => match visitor.owes.and_then(|owes| detour(owes, parts)) {
                Some(owed) => Err(first(owed, parts, Some(&visitor.session.person))),
                None => Ok(Person {
                    visitor,
                    csrf: mark(token),
                    path: parts.uri.path().to_owned(),
                    at,
                    single_keys: keys::are_on(&parts.headers),
                }),
            },
            Ok(None) => match edge.door.late(at, &mark(token)).await {
                Ok(Some(late)) => Err(first(door_after(late.how), parts, Some(&late.person))),
                _ => Err(first("/sign-in?out", parts, None)),
            },
            Err(error) => {
                tracing::error!(%error, "a session cannot be looked up");
                Err(Problem::INTERNAL.into_response())
            }
        }
    }
}

/// The door, for whose session is over.
fn door_after(how: Left) -> &'static str {
    match how {
        Left::Idle => "/sign-in?ended",
        Left::SignedOut => "/sign-in?out",
    }
}

/// Sends somebody elsewhere first; the page that they asked for is remembered, for whom it was open until now.
fn first(to: &str, parts: &Parts, owner: Option<&Word>) -> Response {
    let mut response = see_other(to);
    let remembered = match Toward::asked(parts) {
        Some(toward) => toward.of(owner).cookie(&parts.headers),
        None => (parts.method == Method::GET && parts.uri.path() == "/").then(forgotten),
    };
    if let Some(cookie) = remembered {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Where somebody chooses their own passphrase.
pub(crate) const OWN_PASSPHRASE: &str = "/account/passphrase";

/// Where somebody adds a second step to signing in.
pub(crate) const SECOND_STEP: &str = "/account/second-step";

/// Where somebody must go first who owes something; none where they are on the way already.
fn detour(owes: Owes, parts: &Parts) -> Option<&'static str> {
    let first = match owes {
        Owes::Passphrase => OWN_PASSPHRASE,
        Owes::SecondStep => SECOND_STEP,
    };
    let may_go_on = [first, "/sign-out"].contains(&parts.uri.path());
    (!may_go_on).then_some(first)
}
