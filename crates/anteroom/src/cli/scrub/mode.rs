//! `scrub --mode`: what is put in the place of patient information, and the report of what Safe Harbor did.

use anteroom_gateway::Clock;
use anteroom_phi::{Mode, Report, Row};
use clap::ValueEnum;
use jiff::tz::TimeZone;

use crate::terminal;

/// What stands in the place of what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    /// `[PATIENT_1]`, `[DATE_2]`; `--map` brings the values back.
    #[default]
    Placeholders,
    /// Years, states, ZIP codes of three digits, "90 or older", else `[NAME]`; for good (45 CFR 164.514(b)(2)).
    SafeHarbor,
    /// Blocks that do not show how long a value was; for good.
    Redact,
}

impl Choice {
    /// The mode of the library, with what it needs from outside.
    pub(super) fn mode(self) -> Mode {
        match self {
            Self::Placeholders => Mode::Placeholders,
            Self::SafeHarbor => Mode::SafeHarbor { year: this_year() },
            Self::Redact => Mode::Redact,
        }
    }
}

fn this_year() -> u32 {
    let today = Clock::system().now().to_zoned(TimeZone::UTC);
    u32::from(today.year().unsigned_abs())
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
