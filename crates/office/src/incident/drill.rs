//! A drill: the incident plan was tried out.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::case::Kind;
use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::note::Note;

/// A drill (45 CFR 164.308(a)(6), 164.308(a)(7)(ii)(D)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// When.
    pub on: Date,
    /// What was played.
    pub kind: Kind,
    /// Who led it.
    pub by: Word,
    /// What was learned.
    pub learned: Note,
    /// Notes or a list of who was there.
    pub document: Option<Document>,
}

impl Record for Drill {
    const SUBJECT: &'static str = "drill";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        match self.on > today {
            true => Err(OfficeError::Refused("a drill cannot lie in the future")),
            false => Ok(()),
        }
    }
}
