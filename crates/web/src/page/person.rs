//! The extractor that loads who is looking, and sends strangers to the sign-in page.

use anteroom_audit::Micros;
use anteroom_office::door::{Owes, Visitor};
use anteroom_store::By;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse as _, Response};
use http::request::Parts;

use super::{keys, see_other, token};
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
}

impl FromRequestParts<Edge> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Response> {
        let at = edge.now();
        let Some(token) = token(&parts.headers) else {
            return Err(see_other("/sign-in"));
        };
        match edge.door.who(at, token).await {
            Ok(Some(visitor)) => match visitor.owes.and_then(|owes| detour(owes, parts)) {
                Some(first) => Err(see_other(first)),
                None => Ok(Person {
                    visitor,
                    csrf: csrf(token),
                    path: parts.uri.path().to_owned(),
                    at,
                    single_keys: keys::are_on(&parts.headers),
                }),
            },
            Ok(None) => match edge.door.late(at, token).await {
                Ok(Some(_)) => Err(see_other("/sign-in?ended")),
                _ => Err(see_other("/sign-in?out")),
            },
            Err(error) => {
                tracing::error!(%error, "a session cannot be looked up");
                Err(Problem::INTERNAL.into_response())
            }
        }
    }
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

/// Follows from what opens the session, which other sites do not know; from it that cannot be found out.
pub(crate) fn csrf(token: &str) -> String {
    anteroom_audit::Hash::of(format!("anteroom form {token}").as_bytes()).to_string()
}
