//! One entry as a line: its number, when, who, what.

use anteroom_audit::Event;
use anteroom_office::sentence::{actor, what};
use anteroom_store::LogLine;

use crate::cli::when;

/// The entry's number, time and sentence.
pub(crate) fn sentence(line: &LogLine) -> String {
    let no = line.entry.no;
    match &line.event {
        Some(event) => format!(
            "{no:>6}  {}  {} {}{}",
            when(event.at),
            actor(&event.actor),
            what(&event.what),
            receipt(event)
        ),
        None => format!("{no:>6}  an entry of a later version of Anteroom"),
    }
}

fn receipt(event: &Event) -> String {
    event
        .receipt
        .map(|id| format!(" Receipt {id}."))
        .unwrap_or_default()
}
