//! The record of an approved map. Each approval is a new revision; the older ones stay.

use anteroom_audit::{Hash, Word};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::map::Map;
use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;

/// Somebody approved a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowApproval {
    /// The map as it was approved.
    pub map: Map,
    /// Its hash, by which a copy of it is recognized.
    pub hash: Hash,
    /// Who approved it.
    pub by: Word,
    /// When.
    pub on: Date,
    /// Last day on which the approval is good.
    pub until: Date,
}

impl FlowApproval {
    /// The id of its record: there is one map.
    ///
    /// # Errors
    /// None that can happen: the name is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok("practice".parse()?)
    }
}

impl Record for FlowApproval {
    const SUBJECT: &'static str = "flow_map";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        if self.map.hash()? != self.hash {
            return Err(OfficeError::Refused("the hash is not that of the map"));
        }
        match self.on <= today && self.on <= self.until {
            true => Ok(()),
            false => Err(OfficeError::Refused(
                "an approval cannot lie in the future, nor end before it begins",
            )),
        }
    }
}
