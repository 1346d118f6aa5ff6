//! What people stopped or lowered by hand.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// What the practice lowered by hand; one record, of which each change is a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lowered {
    /// Everything is stopped.
    pub paused: Option<Pause>,
    /// The last pause ended.
    pub resumed: Option<Pause>,
}

/// Somebody did something by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Who.
    pub by: Word,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Note,
}

impl Lowered {
    /// The id of its record: there is one.
    ///
    /// # Errors
    /// None that can happen: the name is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok("practice".parse()?)
    }
}

impl Record for Lowered {
    const SUBJECT: &'static str = "level";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        Ok(())
    }

    fn holds(&self) -> bool {
        self.paused.is_some()
    }
}
