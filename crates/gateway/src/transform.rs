//! Transforming: from what was inspected and permitted to the one body that may leave.
//!
//! [`Outbound`] can be made here only. The texts of the provider's body, which are the ones that were inspected, are replaced
//! where they stand, and before the body is handed on, the bytes that will leave are searched once more for every value
//! that may not be in them.

use anteroom_audit::Hash;
use anteroom_phi::visit::{self, TextAt};
use anteroom_phi::{Engine, Mapping, Replaced, verify};
use anteroom_policy::{Form, Permit};
use bytes::Bytes;

use crate::draft::Draft;
use crate::inbound::{Asked, Endpoint};
use crate::inspect::Inspected;
use crate::plan::name_field;
use crate::refusal::{Cause, Refusal, Shape};
use crate::replacing::Ready;
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
    /// The way back, empty where there is none.
    pub(crate) mapping: Mapping,
    pub(crate) outbound: Outbound,
}

/// Spends a permit.
///
/// # Errors
/// When a name that must stay a plain identifier holds something to replace, or a value that must not leave is still there.
pub(crate) fn transform(
    engine: &Engine,
    mut inspected: Inspected,
    permit: Permit,
    route: &Route,
    ready: &Ready,
) -> Result<Transformed, Refusal> {
    match permit.form() {
        Form::AsWritten => {
            let body = leaving(&mut inspected.draft, route)?;
            Ok(transformed(inspected.draft, body, Mapping::default()))
        }
        Form::Deidentified => deidentified(engine, inspected, route, ready),
    }
}

/// All texts of a request, in reading order, with everything replaced that was found.
///
/// # Errors
/// When they could not be checked.
pub(crate) fn replaced(
    engine: &Engine,
    inspected: &Inspected,
    ready: &Ready,
) -> Result<Replaced, Cause> {
    let segments = inspected.reading.segments();
    let replaced = engine.replace(ready.mode(), &segments, &inspected.findings);
    replaced.map_err(|_| Cause::CheckFailed)
}

fn deidentified(
    engine: &Engine,
    inspected: Inspected,
    route: &Route,
    ready: &Ready,
) -> Result<Transformed, Refusal> {
    let replaced = replaced(engine, &inspected, ready)?;
    let Inspected {
        mut draft,
        findings,
        reading,
        ..
    } = inspected;
    let segments = reading.segments();
    let texts = reading.in_body_order(replaced.texts);
    check_names(reading.body(), &texts)?;
    let plan = draft.endpoint.body_plan();
    visit::rewrite(&mut draft.body, plan, reading.body(), &texts)
        .map_err(|_| Cause::CheckFailed)?;
    let body = leaving(&mut draft, route)?;
    // `verify` wants one text for each segment: the whole body stands for the first, nothing for the others.
    let mut left = vec![String::new(); segments.len()];
    if let Some(first) = left.first_mut() {
        *first = String::from_utf8(body.clone()).map_err(|_| Cause::Internal)?;
    }
    verify(&segments, &findings, &left).map_err(|_| Cause::IdentifierLeft)?;
    Ok(transformed(draft, body, replaced.mapping))
}

/// The bytes of a body, its texts joined as the provider wants them.
fn leaving(draft: &mut Draft, route: &Route) -> Result<Vec<u8>, Refusal> {
    route.provider.join(&mut draft.body);
    serde_json::to_vec(&draft.body).map_err(|_| Shape::NotJson.into())
}

/// What stands for a find is no plain identifier, so a tool or schema in whose name something was found cannot be sent.
fn check_names(before: &[TextAt], after: &[String]) -> Result<(), Shape> {
    let mut changed = before
        .iter()
        .zip(after)
        .filter(|(before, after)| before.text != **after);
    changed
        .find_map(|(before, _)| name_field(&before.path))
        .map_or(Ok(()), |field| Err(Shape::Identifier(field)))
}

fn transformed(draft: Draft, body: Vec<u8>, mapping: Mapping) -> Transformed {
    let outbound = Outbound {
        body: Bytes::from(body),
        endpoint: draft.endpoint,
        streams: draft.asked.streams(),
    };
    Transformed {
        asked: draft.asked,
        mapping,
        outbound,
    }
}
