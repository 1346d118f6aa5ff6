//! The reading of an agreement: what somebody found in it, point by point, and where.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use jiff::civil::Date;

use super::agreement::Agreement;
use super::element::Answer;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::note::Note;

/// What somebody found. Of what it does not speak stays as it was.
pub struct Reading {
    /// The answers, by the element's id.
    pub answers: BTreeMap<String, Answer>,
    /// Where in the paper each stands, by the element's id; none takes away what was said before.
    pub places: BTreeMap<String, Option<Note>>,
    /// Who read it.
    pub by: Word,
    /// When.
    pub on: Date,
}

impl Reading {
    /// Records it with the agreement.
    ///
    /// # Errors
    /// When it names an element that there is not, or a day to come; when somebody has just changed the agreement.
    pub async fn record(self, desk: &Desk, kept: &Kept<Agreement>) -> Result<(), OfficeError> {
        let mut agreement = kept.record.clone();
        agreement.elements.extend(self.answers);
        for (id, place) in self.places {
            match place {
                Some(place) => agreement.places.insert(id, place),
                None => agreement.places.remove(&id),
            };
        }
        agreement.reviewer = Some(self.by);
        agreement.reviewed_on = Some(self.on);
        desk.change(kept, &agreement).await
    }
}
