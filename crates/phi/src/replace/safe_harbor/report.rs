//! What was done under Safe Harbor, in counts and paragraphs; never a word of the text.

use super::{Stand, zip};
use crate::kind::Kind;
use crate::placeholder::Tag;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a Safe Harbor removal did and on what it rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The rule.
    pub rule: &'static str,
    /// The census by which ZIP codes are kept to three digits or written 000.
    pub census_year: u16,
    /// What was done, one row a kind; kinds that were not found are absent.
    pub rows: Vec<Row>,
    /// What the program does not settle and a person has to.
    pub notes: [&'static str; 4],
}

/// What was done with one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The kind.
    pub kind: Kind,
    /// The paragraph that lists it: `45 CFR 164.514(b)(2)(i)(A)`.
    pub rule: String,
    /// How many were removed.
    pub removed: usize,
    /// How many were made as coarse as the rule asks: a year, "90 or older", a state, three digits of a ZIP code.
    pub generalized: usize,
}

const RULE: &str = "45 CFR 164.514(b)(2)";

const NOTES: [&str; 4] = [
    "Weekdays, times of day and phrases such as \"3 days later\" stay: read whether they tell a date.",
    "Years stay unless they lie 90 or more years back; ages below 90 stay.",
    "Names of staff are removed like those of patients, although the rule does not list them.",
    "Nobody may know that what is left could identify somebody, 164.514(b)(2)(ii): no program can check that.",
];

impl Report {
    pub(super) fn of<'s>(done: impl Iterator<Item = (Tag, &'s Stand)>) -> Self {
        let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
        for (tag, stand) in done {
            let (removed, generalized) = counts.entry(tag.kind()).or_default();
            *(if stand.coarse { generalized } else { removed }) += 1;
        }
        Self {
            rule: RULE,
            census_year: zip::CENSUS_YEAR,
            rows: counts.into_iter().map(row).collect(),
            notes: NOTES,
        }
    }

    /// Adds what was done in a further look, or in another text.
    pub fn join(&mut self, further: Report) {
        for new in further.rows {
            match self.rows.iter_mut().find(|row| row.kind == new.kind) {
                Some(row) => {
                    row.removed += new.removed;
                    row.generalized += new.generalized;
                }
                None => self.rows.push(new),
            }
        }
        self.rows.sort_by_key(|row| row.kind);
    }
}

impl Default for Report {
    /// The report of a text in which nothing was found.
    fn default() -> Self {
        Self::of(std::iter::empty())
    }
}

fn row((kind, (removed, generalized)): (Kind, (usize, usize))) -> Row {
    Row {
        kind,
        rule: format!("{RULE}(i)({})", kind.safe_harbor()),
        removed,
        generalized,
    }
}
