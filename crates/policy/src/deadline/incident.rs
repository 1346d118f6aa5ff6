//! What is known about an incident, and the day from which its clocks run.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::Finding;
use super::jurisdiction::Jurisdiction;

/// The facts of an incident that move its clocks. No patient information.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Incident {
    /// The practice's state.
    pub practice_state: Jurisdiction,
    /// What kind of practice it is, such as `dermatology`; some clocks run for licensed facilities only.
    pub practice_type: String,
    /// First day on which it was known, or would have been known with reasonable diligence, to anybody in the
    /// workforce but the wrongdoer (45 CFR 164.404(a)(2)).
    pub discovered: Date,
    /// Day on which the practice concluded that it is a reportable breach. While it has not, statutes that count from
    /// there are counted from discovery, which is earlier.
    pub determined: Option<Date>,
    /// People affected, by the state in which they live; empty while nobody has counted them. A known 0 is an entry.
    pub affected: BTreeMap<Jurisdiction, u32>,
    /// Encrypted as the federal guidance says, and the keys were not exposed.
    pub secured: bool,
    /// The business associate at which it happened, if it did not happen at the practice.
    pub business_associate: Option<BusinessAssociate>,
    /// What the risk assessment concluded.
    pub finding: Finding,
    /// A statement of law enforcement that notices would do harm.
    pub hold: Option<Hold>,
    /// Day on which the people affected were told, if they were.
    pub individuals_told: Option<Date>,
    /// Day on which the federal department was told, if it was.
    pub hhs_told: Option<Date>,
}

/// A business associate's part in an incident.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BusinessAssociate {
    /// Day on which it discovered the breach.
    pub discovered: Date,
    /// Day on which it told the practice, if it has.
    pub told_practice: Option<Date>,
    /// Whether it is the practice's agent under federal common law: then what it knows, the practice knows.
    pub is_agent: bool,
}

/// Law enforcement asked to hold notices back (45 CFR 164.412).
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Hold {
    /// In writing, for the time stated: no notice before this day.
    Written {
        /// Last day of the time stated.
        until: Date,
    },
    /// Orally: it is documented, and holds for a limited time.
    Oral {
        /// Day of the statement.
        stated: Date,
    },
}

/// The dates of an incident cannot all be right.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum IncidentError {
    /// `US` is no state in which people live.
    #[error("people affected are counted by state, not for the whole US")]
    Country,
    /// Determined before it was discovered.
    #[error("it cannot be determined before it is discovered")]
    Determined,
    /// Told before it was discovered.
    #[error("nobody can be told before it is discovered")]
    Told,
}

impl Incident {
    /// The day on which the practice is treated as having discovered the breach: the earliest of what it knew itself,
    /// what its agent knew, and what it was told.
    #[must_use]
    pub fn clock_start(&self) -> Date {
        let known = self.business_associate.and_then(|ba| match ba.is_agent {
            true => Some(ba.discovered),
            false => ba.told_practice,
        });
        known.map_or(self.discovered, |known| known.min(self.discovered))
    }

    /// The day from which statutes count that run from determination.
    pub(crate) fn determination(&self) -> Date {
        self.determined.unwrap_or_else(|| self.clock_start())
    }

    /// All people affected.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.affected.values().copied().map(u64::from).sum()
    }

    /// Whether anybody has counted the people affected, be it to 0.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        !self.affected.is_empty()
    }

    /// Checks that the dates can all be right.
    pub(crate) fn check(&self) -> Result<(), IncidentError> {
        let start = self.clock_start();
        let is_before = |day: Option<Date>| day.is_some_and(|day| day < start);
        let ba_told_early = self
            .business_associate
            .is_some_and(|ba| ba.told_practice.is_some_and(|told| told < ba.discovered));
        if self.affected.contains_key(&Jurisdiction::US) {
            return Err(IncidentError::Country);
        }
        if is_before(self.determined) {
            return Err(IncidentError::Determined);
        }
        if is_before(self.individuals_told) || is_before(self.hhs_told) || ba_told_early {
            return Err(IncidentError::Told);
        }
        Ok(())
    }
}
