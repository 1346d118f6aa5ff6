//! Drafting: the provider's body is written before anything is inspected, so that what is inspected is what leaves.
//!
//! A provider may merge turns, move them and leave fields out. Were the client's own document inspected instead, an
//! identifier whose halves meet only in the provider's body would pass unseen.

use anteroom_phi::Minimum;
use serde_json::Value;

use crate::inbound::{Asked, Endpoint, Inbound};
use crate::least::Gone;
use crate::refusal::Shape;
use crate::route::Route;
use crate::signature::Signatures;

/// A request as it would leave if nothing in it had to be replaced. Holds clinical text: it has no `Debug`.
pub(crate) struct Draft {
    /// The request in our own words, for reading the answer.
    pub(crate) asked: Asked,
    /// The provider's body; texts that it will join are still apart (see `Provider::join`).
    pub(crate) body: Value,
    /// What the client wrote, all of it.
    pub(crate) document: Value,
    pub(crate) endpoint: Endpoint,
    /// What was taken out of the body because nobody needs it.
    pub(crate) gone: Gone,
    /// What the use case lists; none when nothing is held back.
    pub(crate) minimum: Option<Minimum>,
}

/// Writes the provider's body.
///
/// # Errors
/// When the provider cannot do what is asked.
pub(crate) fn draft(
    inbound: Inbound,
    route: &Route,
    signatures: &Signatures,
) -> Result<Draft, Shape> {
    let mut asked = inbound.asked;
    if let Asked::Chat(_, request) = &mut asked {
        request.open_signatures(signatures);
    }
    Ok(Draft {
        body: asked.body(route.provider, &route.model)?,
        asked,
        document: inbound.document,
        endpoint: inbound.endpoint,
        gone: Gone::default(),
        minimum: None,
    })
}
