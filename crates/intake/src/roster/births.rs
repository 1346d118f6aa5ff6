//! Birth dates of several people in one text: two patients are one too many for a question about one.
//!
//! People of one family are one patient's business: who is insured through whom, a mother and her newborn. So names
//! count that have no word in common, and none that a word of kin or of insurance stands before. Where no label says that a
//! day is a birth, one directly behind a name is taken for one when it lies years before the newest day of the text: visits and
//! signatures do not.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::day::Day;
use crate::scan;

/// Words that make somebody the patient's relative or the one who pays.
const KIN: [&str; 21] = [
    "baby",
    "brother",
    "child",
    "daughter",
    "dependent",
    "father",
    "guarantor",
    "guardian",
    "husband",
    "infant",
    "insured",
    "member",
    "mother",
    "newborn",
    "parent",
    "partner",
    "sister",
    "son",
    "spouse",
    "subscriber",
    "wife",
];

/// Days behind names lie at least so many years before the newest day when they are births.
const YEARS: u16 = 3;

/// How far before a name such a word is looked for, in bytes.
const REACH: usize = 48;

/// The people of one text whose births it says.
#[derive(Default)]
pub(super) struct Births {
    all: Vec<Birth>,
    /// The newest year of the text.
    newest: u16,
}

/// Somebody's birth.
struct Birth {
    /// The words of the name.
    name: BTreeSet<String>,
    day: Day,
    /// Whether a label says that it is one.
    told: bool,
}

impl Births {
    /// Takes any day of the text.
    pub(super) fn see(&mut self, day: Day) {
        self.newest = self.newest.max(day.year);
    }

    /// Takes the birth of the person whose name stands at `name`. `told` says that a label calls it so.
    pub(super) fn add(&mut self, text: &str, name: Range<usize>, day: Day, told: bool) {
        let before = words(tail(text.get(..name.start).unwrap_or_default()));
        let name = words(text.get(name).unwrap_or_default());
        if KIN.iter().all(|word| !before.contains(*word)) {
            self.all.push(Birth { name, day, told });
        }
    }

    /// Whether somebody of another family than the first, who is most often the patient, was born on another day.
    pub(super) fn are_several(&self) -> bool {
        let mut births = self.all.iter().filter(|birth| self.is_one(birth));
        births.next().is_some_and(|first| {
            births.any(|other| other.day != first.day && other.name.is_disjoint(&first.name))
        })
    }

    fn is_one(&self, birth: &Birth) -> bool {
        birth.told || birth.day.year.saturating_add(YEARS) <= self.newest
    }
}

/// The end of a line.
fn tail(before: &str) -> &str {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    scan::tail(line, REACH)
}

/// The words of a text in small letters; single letters are none.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let whole = words.filter(|word| word.chars().count() > 1);
    whole.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line is a name in brackets with a birth behind it; two blanks between them say that no label calls it so.
    fn several(text: &str) -> bool {
        let mut births = Births::default();
        for (at, _) in text.match_indices('[') {
            let (name, rest) = text.get(at + 1..).unwrap().split_once(']').unwrap();
            let day = Day::of(rest.lines().next().unwrap().trim()).unwrap();
            let (name, told) = (at + 1..at + 1 + name.len(), !rest.starts_with("  "));
            births.see(day);
            births.add(text, name, day, told);
        }
        births.are_several()
    }

    #[test]
    fn two_patients() {
        assert!(several(
            "[Harriet Lindgren] 3/14/1961\n[Omar Haddad] 2/4/1971"
        ));
        assert!(several(
            "[Lindgren, Harriet] 3/14/1961\n[H. Lindgren] 3/14/1961\npt [Omar Haddad] 2/4/1971"
        ));
        assert!(several(
            "[Harriet Lindgren]  3/14/1961\n[Omar Haddad]  2/4/1971\n[Bo Wu]  5/1/1980"
        ));
    }

    #[test]
    fn one_patient_and_kin() {
        for text in [
            "[Harriet Lindgren] 3/14/1961\n[LINDGREN, HARRIET] 3/14/1961",
            "[Harriet Lindgren] 3/14/1961\n[Omar Lindgren] 2/4/1971",
            "[Harriet Lindgren] 3/14/1961\nSubscriber: [Omar Haddad] 2/4/1971",
            "Mother of the newborn, [Harriet Lindgren] 3/14/1961\n[Omar Haddad] 2/4/2026",
            "[Harriet Lindgren] 3/14/1961\n[Omar Haddad] 3/14/1961",
            "[Harriet Lindgren]  3/14/2026\n[Omar Haddad]  2/4/2026",
            "[Harriet Lindgren] 3/14/1961\nsigned [Omar Haddad]  2/4/2026",
        ] {
            assert!(!several(text), "{text}");
        }
    }
}
