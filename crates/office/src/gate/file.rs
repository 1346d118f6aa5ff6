//! The record of a gate: who sees to it, what was attached, who approved it.

use std::collections::BTreeSet;

use anteroom_audit::{Hash, Word};
use anteroom_policy::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::note::Note;

/// What people did at a gate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateFile {
    /// Who sees to it.
    pub owner: Option<Word>,
    /// By when it should be ready.
    pub due: Option<Date>,
    /// Roles of which somebody must have signed, beside the approval.
    #[serde(default)]
    pub signers: BTreeSet<Role>,
    /// What was attached.
    pub exhibits: Vec<Exhibit>,
    /// The newest approval.
    pub approval: Option<Approval>,
    /// The written reason why it does not apply.
    pub waiver: Option<Waiver>,
}

/// Something that was attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// The file.
    pub document: Document,
    /// When it was attached.
    pub on: Date,
    /// What it shows.
    pub note: Option<Note>,
}

/// Somebody approved the gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who.
    pub by: Word,
    /// When.
    pub on: Date,
    /// Last day on which it is good.
    pub until: Date,
    /// A hash of the settings that were approved, where a change of them asks for a new approval.
    pub settings: Option<Hash>,
}

/// The gate does not apply here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Who decided.
    pub by: Word,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Note,
}

impl Record for GateFile {
    const SUBJECT: &'static str = "gate";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        let Some(approval) = &self.approval else {
            return Ok(());
        };
        if approval.on > today {
            return Err(OfficeError::Refused("an approval cannot lie in the future"));
        }
        match approval.until < approval.on {
            true => Err(OfficeError::Refused(
                "an approval cannot end before it begins",
            )),
            false => Ok(()),
        }
    }
}
