//! What patients are told about AI.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// The id of the practice's one disclaimer, and of its one notice.
const ONLY: &str = "practice";

/// The words with which an answer of a model says what it is. Anteroom puts them where a rule asks for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclaimer {
    /// That AI wrote it.
    pub says: Note,
    /// How to reach a person instead.
    pub contact: Note,
    /// Who approved the words.
    pub approved_by: Word,
    /// When.
    pub approved_on: Date,
    /// Day from which they are no longer used.
    pub ended_on: Option<Date>,
}

/// The practice's notice to patients that it uses AI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatientNotice {
    /// The notice itself.
    pub document: Option<Document>,
    /// How patients get it.
    pub given: Note,
    /// First day on which they get it.
    pub since: Date,
    /// Who approved it.
    pub approved_by: Word,
    /// Day from which they no longer get it.
    pub ended_on: Option<Date>,
}

impl Disclaimer {
    /// The id under which it is kept.
    ///
    /// # Errors
    /// None that can happen: the word is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok(ONLY.parse()?)
    }

    /// Whether it is in use on this day.
    #[must_use]
    pub fn is_in_use(&self, today: Date) -> bool {
        self.ended_on.is_none_or(|day| today < day)
    }
}

impl PatientNotice {
    /// The id under which it is kept.
    ///
    /// # Errors
    /// None that can happen: the word is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok(ONLY.parse()?)
    }

    /// Whether patients get it on this day.
    #[must_use]
    pub fn is_in_use(&self, today: Date) -> bool {
        self.since <= today && self.ended_on.is_none_or(|day| today < day)
    }
}

impl Record for Disclaimer {
    const SUBJECT: &'static str = "disclaimer";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        match self.approved_on > today {
            true => Err(OfficeError::Refused("an approval cannot lie in the future")),
            false => Ok(()),
        }
    }
}

impl Record for PatientNotice {
    const SUBJECT: &'static str = "patient_notice";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.ended_on.is_some_and(|day| day < self.since) {
            true => Err(OfficeError::Refused("a notice cannot end before it begins")),
            false => Ok(()),
        }
    }
}
