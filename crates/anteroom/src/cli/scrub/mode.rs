//! `scrub --mode`: what is put in the place of patient information, and the report of what Safe Harbor did.

use anteroom_gateway::Clock;
use anteroom_phi::{Findings, Mode, Replaced, Report, Row, Seed, Segment, replace};
use anyhow::anyhow;
use clap::ValueEnum;
use jiff::tz::TimeZone;
use zeroize::Zeroizing;

use crate::terminal;

/// What stands in the place of what was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    /// `[PATIENT_1]`, `[DATE_2]`; `--map` brings the values back.
    #[default]
    Placeholders,
    /// Another name, date and number of the same shape; `--map` brings the values back.
    Surrogates,
    /// Years, states, ZIP codes of three digits, "90 or older", else `[NAME]`; for good (45 CFR 164.514(b)(2)).
    SafeHarbor,
    /// Blocks that do not show how long a value was; for good.
    Redact,
}

impl Choice {
    /// Whether the values can be put back.
    pub(super) fn is_reversible(self) -> bool {
        matches!(self, Self::Placeholders | Self::Surrogates)
    }

    /// The text in this mode, with what the mode needs from outside: chance, the current year.
    pub(super) fn replace(
        self,
        segments: &[Segment<'_>],
        findings: &Findings,
    ) -> anyhow::Result<Replaced> {
        let with = |mode| replace(mode, segments, findings);
        Ok(match self {
            Self::Placeholders => with(Mode::Placeholders),
            Self::Surrogates => with(Mode::Surrogates(&seed()?)),
            Self::SafeHarbor => with(Mode::SafeHarbor { year: this_year() }),
            Self::Redact => with(Mode::Redact),
        })
    }
}

/// A seed for this text alone, from the operating system. Nobody keeps it: the map is the way back.
fn seed() -> anyhow::Result<Seed> {
    let mut bytes = Zeroizing::new([0; 32]);
    #[expect(
        clippy::disallowed_methods,
        reason = "scrub needs no data folder, so it draws its own seed"
    )]
    let drawn = getrandom::fill(&mut *bytes);
    drawn.map_err(|_| anyhow!("the operating system gives no randomness; nothing was written"))?;
    Ok(Seed::new(*bytes))
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
