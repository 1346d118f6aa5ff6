//! The facts of an incident, as flags.

use std::collections::BTreeMap;
use std::str::FromStr;

use anteroom_policy::deadline::{Finding, Incident, Jurisdiction};
use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;

use super::others::{LawEnforcement, Vendor};
use crate::exit::Failure;

/// What happened, without a word about any patient.
#[derive(Debug, Args)]
pub(super) struct Facts {
    /// First day on which it was known, or would have been known with reasonable diligence.
    #[arg(long, value_name = "DATE")]
    discovered: Date,
    /// Day on which you concluded that it is a reportable breach. Left out, such clocks count from discovery.
    #[arg(long, value_name = "DATE")]
    determined: Option<Date>,
    /// The practice's state, such as OH.
    #[arg(long, value_name = "ST")]
    pub(super) state: Jurisdiction,
    /// What kind of practice it is; some clocks run for licensed facilities only, such as surgical_clinic.
    #[arg(long, value_name = "TYPE", default_value = "office")]
    practice_type: String,
    /// How many people are affected in all. Left out, every clock is shown that some number would set running.
    #[arg(long, value_name = "N")]
    affected: Option<u32>,
    /// How many of them live in a state. Everybody else is taken to live in the practice's state.
    #[arg(long, value_name = "ST=N", requires = "affected")]
    residents: Vec<Residents>,
    /// It was encrypted as the federal guidance says, and the keys are safe.
    #[arg(long)]
    secured: bool,
    #[command(flatten)]
    vendor: Vendor,
    #[command(flatten)]
    law_enforcement: LawEnforcement,
    /// The people affected were told on this day.
    #[arg(long, value_name = "DATE")]
    people_told: Option<Date>,
    /// The federal health department was told on this day.
    #[arg(long, value_name = "DATE")]
    hhs_told: Option<Date>,
}

/// How `--residents` is written.
const RESIDENTS: &str = "write a state and a number, such as WA=130";

/// People in one state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Residents {
    state: Jurisdiction,
    count: u32,
}

impl FromStr for Residents {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (state, count) = text.split_once('=').context(RESIDENTS)?;
        Ok(Residents {
            state: state.parse()?,
            count: count.parse().context(RESIDENTS)?,
        })
    }
}

impl Facts {
    /// The incident that the flags describe. Nobody has assessed it, so it is presumed to be a breach.
    pub(super) fn incident(&self) -> Result<Incident, Failure> {
        let counted = |affected| by_state(self.state, affected, &self.residents);
        Ok(Incident {
            practice_state: self.state,
            practice_type: self.practice_type.clone(),
            discovered: self.discovered,
            determined: self.determined,
            affected: self.affected.map(counted).transpose()?.unwrap_or_default(),
            secured: self.secured,
            business_associate: self.vendor.part(),
            finding: Finding::Presumed,
            hold: self.law_enforcement.hold(),
            individuals_told: self.people_told,
            hhs_told: self.hhs_told,
        })
    }
}

/// People by state; those of whom nothing is said live in the practice's state.
pub(super) fn by_state(
    practice: Jurisdiction,
    affected: u32,
    residents: &[Residents],
) -> Result<BTreeMap<Jurisdiction, u32>, Failure> {
    let mut rest = affected;
    let mut by_state = BTreeMap::new();
    for named in residents {
        rest = rest
            .checked_sub(named.count)
            .ok_or_else(|| Failure::usage("--residents names more people than --affected"))?;
        *by_state.entry(named.state).or_default() += named.count;
    }
    *by_state.entry(practice).or_default() += rest;
    Ok(by_state)
}
