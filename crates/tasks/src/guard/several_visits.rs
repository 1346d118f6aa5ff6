//! Several visits or several patients in one text: that is a chart, not a note.

use std::collections::BTreeSet;

use crate::tokens;

pub(super) const SAYS: &str = "This looks like several visits or several patients. Paste the note of one visit of one patient.";

/// Heads of the line on which a note says its day.
const HEADS: &[&str] = &[
    "date of encounter",
    "date of service",
    "date of visit",
    "dos",
    "encounter date",
    "service date",
    "visit date",
];

pub(super) fn stops(text: &str) -> bool {
    let days: BTreeSet<String> = text.lines().filter_map(day).collect();
    let is_patient = |found: &&str| found.starts_with("[PATIENT_");
    let patients = tokens::placeholders(text).into_iter().filter(is_patient);
    days.len() > 1 || patients.count() > 1
}

/// The day of a line that says one.
fn day(line: &str) -> Option<String> {
    let (head, day) = line.split_once(':')?;
    let head = tokens::fold(head);
    HEADS.contains(&head.as_str()).then(|| tokens::fold(day))
}
