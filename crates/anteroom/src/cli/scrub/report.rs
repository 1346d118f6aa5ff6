//! What `scrub --mode safe-harbor` did, for the person at the terminal and in a file.

use std::path::Path;

use anteroom_gateway::Replacing;
use anteroom_phi::{Report, Row};
use anyhow::Context as _;
use serde::Serialize;

use super::Scrub;
use crate::exit::Failure;
use crate::terminal;

/// The report over many documents.
#[derive(Serialize)]
pub(super) struct Merged {
    /// Documents that it speaks of.
    pub(super) documents: u64,
    /// Documents that could not be done: it says nothing of them.
    pub(super) failed: u64,
    #[serde(flatten)]
    pub(super) report: Report,
}

/// Whether a report was asked for that can be made and written.
pub(super) fn check(asked: &Scrub) -> Result<(), Failure> {
    let Some(file) = &asked.report else {
        return Ok(());
    };
    match () {
        () if asked.way() != Replacing::SafeHarbor => Err(Failure::usage(
            "only --mode safe-harbor makes a report; leave --report out",
        )),
        () if file.exists() => Err(Failure::usage(format_args!(
            "{} is there already; name a new file for the report",
            file.display()
        ))),
        () => Ok(()),
    }
}

/// Writes a report, of one document or of many.
pub(super) fn write(file: &Path, report: &impl Serialize) -> anyhow::Result<()> {
    let bytes = serde_json::to_vec_pretty(report).context("the report cannot be written")?;
    super::write_new(file, &bytes)
}

/// Tells the person at the terminal what Safe Harbor did.
pub(super) fn tell(report: &Report) {
    let (rule, census) = (report.rule, report.census_year);
    terminal::note(format_args!(
        "Removed under {rule}; ZIP codes by the {census} Census."
    ));
    for row in &report.rows {
        terminal::note(format_args!("  {}", line(row)));
    }
    for note in report.notes {
        terminal::note(format_args!("Check: {note}"));
    }
}

fn line(row: &Row) -> String {
    let count = row.removed + row.generalized;
    let (one, many) = row.kind.plain();
    let (kind, letter) = (if count == 1 { one } else { many }, row.kind.safe_harbor());
    match row.generalized {
        0 => format!("({letter}) {count} {kind}"),
        some => format!("({letter}) {count} {kind}, {some} of them made coarse"),
    }
}
