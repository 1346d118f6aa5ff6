//! The provider's side of the wire: one file for each kind of provider, and the one client that connects.
//!
//! A provider builds a fresh body from a [`Request`]: what is not in that type cannot leave. `client.rs` sends only what
//! `transform.rs` built, and only with an open receipt. Replies of all providers are read by `answer.rs`.

mod address;
mod client;
mod failure;
mod mistral;
mod offered;
mod openai_compatible;
mod trial;
mod turns;

use serde_json::{Map, Value};

pub use address::{AddressError, check_base_url, check_provider_url};
pub(crate) use address::{endpoint, is_this_machine};
pub(crate) use client::{Client, Unanswered};
pub(crate) use failure::Failure;
pub use offered::{OfferError, offered_models};
pub use trial::{Tried, Trouble, try_connection};

use crate::chat::Request;
use crate::embed;
use crate::refusal::Shape;

/// A kind of provider: how its requests are written.
pub(crate) trait Provider: Sync {
    /// The code under which connections name it, such as `openai_compatible`.
    fn code(&self) -> &'static str;

    /// The body of a chat request for `model`, the provider's own id. Texts that `join` will join stand in it apart.
    ///
    /// # Errors
    /// When the request asks for something that this provider cannot do or would refuse.
    fn chat(&self, request: &Request, model: &str) -> Result<Value, Shape>;

    /// The body of a request for embeddings.
    fn embeddings(&self, request: &embed::Request, model: &str) -> Value;

    /// Joins what this provider wants as one text. It comes after inspection, so that an identifier whose halves would be
    /// parted by a line break is still seen whole.
    fn join(&self, _body: &mut Value) {}
}

const ALL: [&dyn Provider; 2] = [&mistral::Mistral, &openai_compatible::OpenAiCompatible];

/// The provider with this code; `-` and `_` are the same.
pub(crate) fn named(code: &str) -> Option<&'static dyn Provider> {
    let code = code.replace('-', "_");
    ALL.into_iter().find(|provider| provider.code() == code)
}

/// Sets `key` when there is a value: an absent field stays absent.
fn set(body: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        body.insert(key.into(), value.into());
    }
}

#[cfg(test)]
mod tests;
