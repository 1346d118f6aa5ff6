//! Which gates there are, and how they are explained.

use anteroom_policy::law::GATES;
use serde::{Deserialize, Serialize};

use crate::error::OfficeError;
use crate::id::Id;
use crate::risk::Grade;

/// A gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// Agreements with vendors.
    Baa,
    /// What vendors keep, and whether they train on it.
    VendorTerms,
    /// Services in use.
    Deployment,
    /// The map of where data goes.
    DataFlow,
    /// Training of staff.
    Training,
    /// Who has access.
    Access,
    /// The risk analysis.
    Risk,
    /// The incident plan.
    IncidentPlan,
}

/// A gate in the words that staff read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateText {
    /// Which gate.
    pub name: GateKind,
    /// What it is called.
    pub title: String,
    /// What good looks like.
    pub what: String,
    /// What to attach.
    pub attach: String,
    /// What to do while it is not ready.
    pub step: String,
    /// How much is at risk while it is open.
    pub stake: Grade,
    /// How many minutes its next step takes, about.
    pub minutes: u16,
    /// What it opens, with the others that are asked for the same.
    pub unlocks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    gate: Vec<GateText>,
}

impl GateKind {
    /// All gates in their order.
    pub const ALL: [GateKind; 8] = [
        GateKind::Baa,
        GateKind::VendorTerms,
        GateKind::Deployment,
        GateKind::DataFlow,
        GateKind::Training,
        GateKind::Access,
        GateKind::Risk,
        GateKind::IncidentPlan,
    ];

    /// Its name as commands take it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            GateKind::Baa => "baa",
            GateKind::VendorTerms => "vendor-terms",
            GateKind::Deployment => "deployment",
            GateKind::DataFlow => "data-flow",
            GateKind::Training => "training",
            GateKind::Access => "access",
            GateKind::Risk => "risk",
            GateKind::IncidentPlan => "incident-plan",
        }
    }

    /// The id of its record.
    ///
    /// # Errors
    /// None that can happen: the names are ids.
    pub fn id(self) -> Result<Id, OfficeError> {
        Ok(self.code().parse()?)
    }
}

/// All gates in their order.
pub(super) fn texts() -> Result<Vec<GateText>, OfficeError> {
    let texts: Result<Texts, _> = toml::from_str(GATES);
    texts
        .map(|texts| texts.gate)
        .map_err(|_| OfficeError::Unreadable("gate text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eight_and_each_has_an_id() {
        let texts = texts().unwrap();
        let mut ids: Vec<_> = texts.iter().map(|text| text.name.id().unwrap()).collect();
        assert_eq!(ids.len(), 8);
        assert!(texts.iter().map(|text| text.name).eq(GateKind::ALL));
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 8);
    }
}
