//! What others did in an incident, as flags: the vendor at which it happened, and law enforcement.

use anteroom_policy::deadline::{BusinessAssociate, Hold};
use clap::Args;
use jiff::civil::Date;

/// The part of a vendor at which it happened.
#[derive(Debug, Args)]
pub(super) struct Vendor {
    /// It happened at a vendor (business associate), which discovered it on this day.
    #[arg(long, value_name = "DATE")]
    vendor_discovered: Option<Date>,
    /// The vendor told you on this day.
    #[arg(long, value_name = "DATE", requires = "vendor_discovered")]
    vendor_told: Option<Date>,
    /// The vendor is your agent: what it knows counts as known to you.
    #[arg(long, requires = "vendor_discovered")]
    vendor_is_agent: bool,
}

impl Vendor {
    /// Its part, if it had one.
    pub(super) fn part(&self) -> Option<BusinessAssociate> {
        Some(BusinessAssociate {
            discovered: self.vendor_discovered?,
            told_practice: self.vendor_told,
            is_agent: self.vendor_is_agent,
        })
    }
}

/// What law enforcement asked for.
#[derive(Debug, Args)]
pub(super) struct LawEnforcement {
    /// Law enforcement asked in writing to hold notices back until this day.
    #[arg(long, value_name = "DATE", conflicts_with = "held_orally_on")]
    held_until: Option<Date>,
    /// Law enforcement asked orally, on this day, to hold notices back.
    #[arg(long, value_name = "DATE")]
    held_orally_on: Option<Date>,
}

impl LawEnforcement {
    /// The hold, if one was asked for.
    pub(super) fn hold(&self) -> Option<Hold> {
        let written = self.held_until.map(|until| Hold::Written { until });
        written.or_else(|| self.held_orally_on.map(|stated| Hold::Oral { stated }))
    }
}
