//! Somebody signed the risk analysis as it stood on a day.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;

/// A signature. A newer one is a newer review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Who.
    pub by: Word,
    /// When.
    pub on: Date,
    /// The signed paper.
    pub document: Option<Document>,
}

impl Record for Signature {
    const SUBJECT: &'static str = "risk_analysis";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        match self.on > today {
            true => Err(OfficeError::Refused("nobody signs in the future")),
            false => Ok(()),
        }
    }
}
