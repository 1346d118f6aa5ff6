//! What `scrub --mode safe-harbor` tells the person at the terminal about what it did.

use anteroom_phi::{Report, Row};

use crate::terminal;

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
