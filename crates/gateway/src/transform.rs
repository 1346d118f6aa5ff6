//! Transforming: from what was inspected and permitted to the one body that may leave.
//!
//! [`Outbound`] can be made here only. The texts of the provider's body, which are the ones that were inspected, are replaced
//! where they stand, and before the body is handed on, the bytes that will leave are searched once more for every value
//! that may not be in them.

use anteroom_audit::Hash;
use anteroom_phi::visit::{self, TextAt};
use anteroom_phi::{Engine, Mapping, Masked, Replaced, Segment, verify};
use anteroom_policy::{Form, Permit};
use bytes::Bytes;

use crate::draft::Draft;
use crate::inbound::{Asked, Endpoint};
use crate::inspect::Inspected;
use crate::least::{self, Removed};
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
    /// What was taken or blocked out because the use case does not need it.
    pub(crate) removed: Removed,
}

/// Spends a permit.
///
/// # Errors
/// When a name that must stay a plain identifier holds something to replace, or a value that must not leave is still there.
pub(crate) fn transform(
    engine: &Engine,
    inspected: Inspected,
    permit: Permit,
    route: &Route,
    ready: &Ready,
) -> Result<Transformed, Refusal> {
    let replaced = replaced(engine, &inspected, permit.form(), ready)?;
    let removed = removed(&inspected, permit.form());
    let blocked = masked(&inspected, permit.form()).map(|masked| masked.masked);
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
    let gone = match permit.form() {
        Form::AsWritten => blocked.unwrap_or_default(),
        Form::Deidentified => findings,
    };
    verify(&segments, &gone, &left).map_err(|_| Cause::IdentifierLeft)?;
    Ok(transformed(draft, body, replaced.mapping, removed))
}

/// All texts of a request, in reading order, as they leave in this form: without what the use case does not need, and with
/// the rest replaced where it is not to leave as it was written.
///
/// # Errors
/// When they could not be checked.
pub(crate) fn replaced(
    engine: &Engine,
    inspected: &Inspected,
    form: Form,
    ready: &Ready,
) -> Result<Replaced, Cause> {
    let segments = inspected.reading.segments();
    let masked = masked(inspected, form);
    let blocked: Vec<Segment<'_>> = match &masked {
        None => segments,
        Some(masked) => {
            let pairs = segments.iter().zip(&masked.texts);
            pairs
                .map(|(segment, text)| Segment { text, ..*segment })
                .collect()
        }
    };
    let rest = masked.as_ref().map_or(&inspected.findings, |it| &it.rest);
    match form {
        Form::AsWritten => Ok(Replaced {
            texts: blocked.iter().map(|one| one.text.to_owned()).collect(),
            mapping: Mapping::default(),
            report: None,
        }),
        Form::Deidentified => engine
            .replace(ready.mode(), &blocked, rest)
            .map_err(|_| Cause::CheckFailed),
    }
}

/// What was taken out of a request, and what is blocked out of it, because its use case does not need it.
pub(crate) fn removed(inspected: &Inspected, form: Form) -> Removed {
    let mut removed = inspected.draft.gone.removed.clone();
    if let Some(masked) = masked(inspected, form) {
        least::add(&mut removed, &masked.counts(inspected.reading.body().len()));
    }
    removed
}

/// The texts with blocks for what the use case does not need; none when it needs all, or the rest is replaced with a way back.
fn masked(inspected: &Inspected, form: Form) -> Option<Masked> {
    let is_replaced = form == Form::Deidentified;
    let minimum = inspected.draft.minimum.as_ref();
    let minimum = minimum.filter(|minimum| !(is_replaced && minimum.has_way_back()))?;
    let masked = minimum.mask(&inspected.reading.segments(), &inspected.findings);
    (!masked.masked.finds.is_empty()).then_some(masked)
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

fn transformed(draft: Draft, body: Vec<u8>, mapping: Mapping, removed: Removed) -> Transformed {
    let outbound = Outbound {
        body: Bytes::from(body),
        endpoint: draft.endpoint,
        streams: draft.asked.streams(),
    };
    Transformed {
        asked: draft.asked,
        mapping,
        outbound,
        removed,
    }
}
