//! Transforming: from what was inspected and permitted to the one body that may leave.
//!
//! [`Outbound`] can be made here only. The body is built fresh by the provider's file, and before it is handed on, the bytes
//! that will leave are searched once more for every value that may not be in them.

use anteroom_audit::Hash;
use anteroom_phi::visit;
use anteroom_phi::{Mapping, placeholders, verify};
use anteroom_policy::{Form, Permit};
use bytes::Bytes;

use crate::inbound::{Asked, Endpoint};
use crate::inspect::Inspected;
use crate::refusal::{Cause, Refusal, Shape};
use crate::route::Route;

/// A body that may leave, once a receipt is open for it.
pub(crate) struct Outbound {
    body: Bytes,
    endpoint: Endpoint,
    streams: bool,
}

impl Outbound {
    /// The bytes that leave.
    pub(crate) fn body(&self) -> &Bytes {
        &self.body
    }

    /// SHA-256 of the bytes that leave.
    pub(crate) fn hash(&self) -> Hash {
        Hash::of(&self.body)
    }

    pub(crate) fn endpoint(&self) -> Endpoint {
        self.endpoint
    }

    /// Whether the answer is to come in parts.
    pub(crate) fn streams(&self) -> bool {
        self.streams
    }
}

/// What a transformed request consists of.
pub(crate) struct Transformed {
    /// The request in our own words, for reading the answer.
    pub(crate) asked: Asked,
    /// The way back for the placeholders.
    pub(crate) mapping: Mapping,
    pub(crate) outbound: Outbound,
}

/// Spends a permit.
///
/// # Errors
/// When the provider cannot do what is asked, or a value that must not leave is still there.
pub(crate) fn transform(
    inspected: Inspected,
    permit: Permit,
    route: &Route,
) -> Result<Transformed, Refusal> {
    let endpoint = inspected.endpoint;
    match permit.form() {
        Form::AsWritten => {
            let (asked, body) = build(endpoint, &inspected.document, route)?;
            Ok(transformed(asked, body, Mapping::default(), endpoint))
        }
        Form::Deidentified => deidentified(inspected, route),
    }
}

fn deidentified(mut inspected: Inspected, route: &Route) -> Result<Transformed, Refusal> {
    let endpoint = inspected.endpoint;
    let segments = inspected.reading.segments();
    let replaced = placeholders(&segments, &inspected.findings);
    let texts = inspected.reading.in_document_order(replaced.texts);
    visit::rewrite(
        &mut inspected.document,
        endpoint.plan(),
        inspected.reading.texts(),
        &texts,
    )
    .map_err(|_| Cause::CheckFailed)?;
    let (asked, body) = build(endpoint, &inspected.document, route)?;
    // `verify` wants one text for each segment: the whole body stands for the first, nothing for the others.
    let mut leaving = vec![String::new(); segments.len()];
    if let Some(first) = leaving.first_mut() {
        *first = String::from_utf8(body.clone()).map_err(|_| Cause::Internal)?;
    }
    verify(&segments, &inspected.findings, &leaving).map_err(|_| Cause::IdentifierLeft)?;
    Ok(transformed(asked, body, replaced.mapping, endpoint))
}

fn build(
    endpoint: Endpoint,
    document: &serde_json::Value,
    route: &Route,
) -> Result<(Asked, Vec<u8>), Refusal> {
    let asked = Asked::read(endpoint, document)?;
    let body = asked.body(route.provider, &route.model)?;
    let body = serde_json::to_vec(&body).map_err(|_| Shape::NotJson)?;
    Ok((asked, body))
}

fn transformed(asked: Asked, body: Vec<u8>, mapping: Mapping, endpoint: Endpoint) -> Transformed {
    let outbound = Outbound {
        body: Bytes::from(body),
        endpoint,
        streams: asked.streams(),
    };
    Transformed {
        asked,
        mapping,
        outbound,
    }
}
