//! Several visits or several patients in one text: that is a chart, not a note.

use std::collections::BTreeSet;

use crate::tokens;

pub(super) const SAYS: &str = "This looks like several visits or several patients. Paste the note of one visit of one patient.";

/// Words after which a note says its day.
const HEADS: &[&str] = &[
    "date of encounter",
    "date of service",
    "date of visit",
    "dos",
    "encounter date",
    "service date",
    "visit date",
];

/// Words after which a note says whose it is.
const PATIENTS: &[&str] = &["patient", "patient name", "pt", "pt name"];

pub(super) fn stops(text: &str) -> bool {
    let is_patient = |found: &&str| found.starts_with("[PATIENT_");
    let patients = tokens::placeholders(text).into_iter().filter(is_patient);
    days(text).len() > 1 || patients.count() > 1 || are_several(&names(text)) || numbers(text) > 1
}

/// The days that a text says as those of its visits, wherever on a line.
fn days(text: &str) -> BTreeSet<String> {
    let lower = text.to_ascii_lowercase();
    let after = HEADS.iter().flat_map(|head| values(&lower, head));
    after.filter_map(day).collect()
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
    lower.match_indices(head).filter_map(move |(at, _)| {
        let before = lower.get(..at)?.chars().next_back();
        let rest = lower
            .get(at + head.len()..)?
            .trim_start_matches([' ', '\t']);
        let value = rest.strip_prefix(':')?;
        (!before.is_some_and(char::is_alphanumeric)).then(|| value.trim_start_matches([' ', '\t']))
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
        ] {
            assert!(stops(text), "{text}");
        }
        for text in [
            "Date of service: 11/16/2026. Cough. Date of service: 11/16/2026.",
            "Date of service: as above. Next visit 12/1/2026.",
            "Dosage: 5 mg daily. Kudos: 2 nurses.",
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
