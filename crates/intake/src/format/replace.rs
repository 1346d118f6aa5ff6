//! Replacing what was found in a document, and proving that nothing hard is left anywhere in it.

use anteroom_phi::{Engine, Find, InspectError, Kind, Mapping, Mode, Report, VerifyError, verify};

use super::{Collision, Document, Format, Inspected};

/// A document that may leave, and the way back.
pub struct Scrubbed {
    /// The document.
    pub text: String,
    /// What stands in it for what; empty when there is no way back.
    pub mapping: Mapping,
    /// What was done under Safe Harbor; nothing in the other modes.
    pub report: Option<Report>,
}

/// Why a document cannot be written without patient information. Nothing of it may leave then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReplaceError {
    /// Two keys of one object would become the same.
    #[error(transparent)]
    Collision(#[from] Collision),
    /// What came out could not be checked.
    #[error(transparent)]
    Inspect(#[from] InspectError),
    /// Something stands where no text does: in the name of an element, for example.
    #[error("{} stands in the markup, which cannot be changed", kind.plain().0)]
    Markup {
        /// What kind of value.
        kind: Kind,
    },
    /// A value that was found hard still stands in the document, or could not be looked for.
    #[error(transparent)]
    Verify(#[from] VerifyError),
}

impl Document {
    /// Replaces what was found.
    ///
    /// # Errors
    /// When the document would not be itself any more, or a hard value is left over: nothing is written then.
    pub fn replace(
        &self,
        engine: &Engine,
        mode: Mode<'_>,
        inspected: &Inspected,
    ) -> Result<Scrubbed, ReplaceError> {
        if let Some(Find { kind, .. }) = inspected.outside.first() {
            return Err(ReplaceError::Markup { kind: *kind });
        }
        let segments = self.segments();
        let findings = &inspected.findings;
        let replaced = engine.replace(mode, &segments, findings)?;
        verify(&segments, findings, &replaced.texts)?;
        let text = self.write(&replaced.texts)?;
        if self.format != Format::Text {
            // `verify` wants one text for each segment: the whole stands for the first, nothing for the others.
            let mut left = vec![String::new(); segments.len()];
            if let Some(first) = left.first_mut() {
                first.clone_from(&text);
            }
            verify(&segments, findings, &left)?;
        }
        Ok(Scrubbed {
            text,
            mapping: replaced.mapping,
            report: replaced.report,
        })
    }
}
