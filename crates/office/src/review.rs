//! The readiness review: what the practice's records say today, for somebody who must judge it.
//!
//! [`Review::prepare`] reads the records and the log; [`page`] puts the same facts into a plain document. There is no
//! score and no verdict: it says what is open, what is missing, who sees to it, and what to do next.

mod activity;
mod beside;
mod gap;
mod page;
mod prepare;
mod rows;
#[cfg(test)]
mod tests;

pub use activity::{Activity, Tally};
pub use beside::{ApprovalRow, LoneAgreementRow};
pub use gap::Gap;
pub use page::page;
pub use prepare::{Review, Seen, next_step};
pub use rows::{
    AccessRow, AgreementRow, ConnectionRow, FlowRow, GateRow, IncidentRow, Known, OpenLane, Paper,
    PersonRow, RiskRow, Todo, WayRow,
};

/// What stands under every page of a review.
pub const NOTICE: &str = "Prepared from your settings and entries. Not legal advice; have your compliance officer or \
     attorney review.";
