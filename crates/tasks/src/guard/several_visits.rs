//! Several visits or several patients in one text: that is a chart, not a note.
//!
//! A chart export is recognized by `intake` and refused everywhere; this is stricter, and asks for the same words.

use std::collections::BTreeSet;

use anteroom_intake::{VISIT_HEADS, VisitDay, is_of_another_visit};

use crate::tokens;

pub(super) const SAYS: &str = "This looks like several visits or several patients. Paste the note of one visit of one patient.";

/// Words after which a note says whose it is.
const PATIENTS: &[&str] = &["patient", "patient name", "pt", "pt name"];

pub(super) fn stops(text: &str) -> bool {
    let is_patient = |found: &&str| found.starts_with("[PATIENT_");
    let patients = tokens::placeholders(text).into_iter().filter(is_patient);
    are_visits(text) || patients.count() > 1 || are_several(&names(text)) || numbers(text) > 1
}

/// Whether a text says several days as those of its visits.
fn are_visits(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    said(&lower).len() > 1 || days(&lower).len() > 1
}

/// What stands where a text says that the day of its visit stands, wherever on a line, whether it can be read as a day or not.
fn said(lower: &str) -> BTreeSet<String> {
    let heads = VISIT_HEADS.iter().filter(|head| head.names_a_day);
    let after = heads.flat_map(|head| values(lower, head.words));
    after.filter_map(day).collect()
}

/// The day of a visit.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Visit<'t> {
    On(VisitDay),
    /// A day that is hidden.
    Hidden(&'t str),
}

impl Visit<'_> {
    /// The day that a text begins with.
    fn at_start(text: &str) -> Option<Visit<'_>> {
        let hidden = || {
            let end = text.strip_prefix("[date_").and_then(|_| text.find(']'))?;
            text.get(..end).map(Visit::Hidden)
        };
        VisitDay::at_start(text).map(Visit::On).or_else(hidden)
    }
}

/// The days behind all words that name a visit or its note, but for those of another visit, each once however it is written.
fn days(lower: &str) -> BTreeSet<Visit<'_>> {
    let all = VISIT_HEADS
        .iter()
        .flat_map(|head| labelled(lower, head.words));
    let own = all.filter(|(before, _)| !is_of_another_visit(before));
    own.filter_map(|(_, value)| Visit::at_start(value))
        .collect()
}

/// The day at the begin of a text: its first word with a figure in it, and what stands before.
fn day(text: &str) -> Option<String> {
    let mut words = text.split_whitespace().take(3);
    let mut day = String::new();
    for word in words.by_ref() {
        day.push_str(word.trim_end_matches([',', ';', '.']));
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return Some(day);
        }
    }
    None
}

/// The names that a text gives its patients, each as its words in small letters.
fn names(text: &str) -> Vec<BTreeSet<String>> {
    let lower = text.to_ascii_lowercase();
    let starts = PATIENTS.iter().flat_map(|head| {
        let values = values(&lower, head);
        values.map(|value| lower.len() - value.len())
    });
    let names = starts.filter_map(|at| text.get(at..)).map(name);
    names.filter(|name| !name.is_empty()).collect()
}

/// The words with capitals that a text begins with.
fn name(text: &str) -> BTreeSet<String> {
    let line = text.lines().next().unwrap_or_default();
    let words = line.split([' ', ',']).filter(|word| !word.is_empty());
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().count() > 1;
    let words = words.take_while(capital).take(3);
    words.map(|word| word.to_lowercase()).collect()
}

/// Whether two names have no word in common.
fn are_several(names: &[BTreeSet<String>]) -> bool {
    let first = names.first();
    first.is_some_and(|first| names.iter().any(|name| name.is_disjoint(first)))
}

/// How many patients a text counts: "Patient 1: ...", "Patient 2: ...".
fn numbers(text: &str) -> usize {
    let lower = text.to_ascii_lowercase();
    let number = |(at, word): (usize, &str)| {
        let rest = lower.get(at + word.len()..)?;
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let counts = rest.get(end..)?.starts_with([':', '.', ')']);
        rest.get(..end)
            .filter(|number| counts && !number.is_empty())
            .map(str::to_owned)
    };
    let found = lower.match_indices("patient ").filter_map(number);
    found.collect::<BTreeSet<_>>().len()
}

/// What follows a head and its colon, wherever the head stands as words of its own.
fn values<'t>(lower: &'t str, head: &'t str) -> impl Iterator<Item = &'t str> {
    labelled(lower, head).map(|(_, value)| value)
}

/// The same, each with what stands before the head.
fn labelled<'t>(lower: &'t str, head: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    lower.match_indices(head).filter_map(move |(at, _)| {
        let before = lower.get(..at)?;
        let rest = lower
            .get(at + head.len()..)?
            .trim_start_matches([' ', '\t']);
        let value = rest.strip_prefix(':')?.trim_start_matches([' ', '\t']);
        let is_own = !before.ends_with(char::is_alphanumeric);
        is_own.then_some((before, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_visits_are_told_by_their_days() {
        for text in [
            "VISIT NOTE  Date of service: 11/16/2026. Cough.\nVISIT NOTE  Date of service: 11/23/2026. Better.",
            "ENCOUNTER 1 DOS: Nov 3, 2026 knee\nENCOUNTER 2 DOS: Nov 9, 2026 knee",
            "Date of visit: Monday the 3rd\nDate of visit: Friday the 7th",
            "Progress note: March 3, 2026\nBetter.\nProgress note: April 7, 2026\nWell.",
            "Visit note: [DATE_1] cough. Encounter: [DATE_2] fever.",
            "Date of service: 11/16/2026 cough. Visit note: 11/23/2026 better.",
        ] {
            assert!(stops(text), "{text}");
        }
        for text in [
            "Date of service: 11/16/2026. Cough. Date of service: 11/16/2026.",
            "Date of service: as above. Next visit 12/1/2026.",
            "Dosage: 5 mg daily. Kudos: 2 nurses.",
            "Progress note: 45 yo woman. Encounter: 3 days of cough. Visit note: BP 120/80.",
            "Progress note: November 16, 2026\nDate of service: 11/16/2026. Cough.",
            "Visit note: 11/16/2026. Last encounter: 10/2/2026. Prior visit note: 9/1/2026.",
            "Visit note: [DATE_1] cough. Encounter: [DATE_1].",
        ] {
            assert!(!stops(text), "{text}");
        }
    }

    #[test]
    fn several_patients_are_told_by_their_names_and_numbers() {
        for text in [
            "Patient: Harriet Lindgren has a cough. Patient: Omar Haddad has a fever.",
            "Pt: Lindgren, Harriet\nPt name: Delgado, Rosa",
            "Patient 1: a man of 40. Patient 2: a woman of 50.",
        ] {
            assert!(stops(text), "{text}");
        }
        for text in [
            "Patient: Harriet Lindgren\nPatient name: LINDGREN, HARRIET",
            "Patient: Harriet Lindgren. Patient: reports a cough.",
            "The patient: she reports 2 falls. Patient 1st seen in May.",
        ] {
            assert!(!stops(text), "{text}");
        }
    }
}
