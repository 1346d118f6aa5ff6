//! Inspecting: every string, key and number of the provider's body that is not the interface's own word is looked at.
//!
//! What the client wrote and will not be sent is inspected too: it counts for the decision, wherever it stands. The
//! answer is kinds and counts for everybody else; the findings themselves are for `transform.rs`.

use std::collections::BTreeMap;

use anteroom_intake::Export;
use anteroom_phi::visit::{self, Plan, TextAt, VisitError};
use anteroom_phi::{Confidence, Engine, Findings, Join, Segment};
use serde_json::Value;

use crate::draft::Draft;
use crate::reading::Reading;
use crate::refusal::{Cause, Refusal, Shape};

/// A request and everything that was found in it. Holds clinical text: it has no `Debug`.
pub(crate) struct Inspected {
    pub(crate) draft: Draft,
    pub(crate) export: Option<Export>,
    pub(crate) findings: Findings,
    pub(crate) reading: Reading,
}

/// Looks at everything.
///
/// # Errors
/// When the text could not be checked, or is too much or nested too deep to be: then nothing may be sent.
pub(crate) fn inspect(engine: &Engine, draft: Draft) -> Result<Inspected, Refusal> {
    let body = texts(&draft.body, draft.endpoint.body_plan())?;
    let document = texts(&draft.document, draft.endpoint.plan())?;
    let reading = Reading::new(body, document);
    let segments = reading.segments();
    let findings = engine.inspect(&segments).map_err(|_| Cause::CheckFailed)?;
    let export = export_in(&draft.document).or_else(|| export_across(&segments));
    Ok(Inspected {
        draft,
        export,
        findings,
        reading,
    })
}

fn texts(document: &Value, plan: &Plan) -> Result<Vec<TextAt>, Shape> {
    visit::texts(document, plan).map_err(|error| match error {
        VisitError::TooMany => Shape::TooMany,
        VisitError::Collision | VisitError::Mismatch | VisitError::TooDeep => Shape::NotJson,
    })
}

impl Inspected {
    /// How many of each kind were found, by the kind's code.
    pub(crate) fn found(&self) -> BTreeMap<&'static str, usize> {
        self.findings
            .counts()
            .into_iter()
            .map(|(kind, count)| (kind.code(), count))
            .collect()
    }

    /// How many finds no sender may wave through.
    pub(crate) fn hard(&self) -> usize {
        self.findings.finds.iter().filter(|find| find.hard).count()
    }

    /// How many finds somebody should check.
    pub(crate) fn uncertain(&self) -> usize {
        self.findings
            .finds
            .iter()
            .filter(|find| find.confidence == Confidence::Check)
            .count()
    }
}

/// A chart export in any one string of the document, keys excepted.
fn export_in(document: &Value) -> Option<Export> {
    match document {
        Value::Array(items) => items.iter().find_map(export_in),
        Value::Object(fields) => fields.values().find_map(export_in),
        Value::String(text) => anteroom_intake::recognize(text),
        Value::Bool(_) | Value::Null | Value::Number(_) => None,
    }
}

/// A chart export that was cut into neighboring chunks or messages.
fn export_across(segments: &[Segment<'_>]) -> Option<Export> {
    let runs = segments.chunk_by(|_, next| next.join == Join::Adjacent);
    runs.filter(|run| run.len() > 1).find_map(|run| {
        let whole: String = run.iter().map(|segment| segment.text).collect();
        anteroom_intake::recognize(&whole)
    })
}
