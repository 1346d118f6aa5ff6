//! What the engine hands back: where something identifying stands, what it is, how sure we are and why.
//!
//! Nothing here holds a word of the text: a find is offsets and reasons, so that it can be shown, stored and
//! logged. The text itself stays with the caller.

use crate::kind::Kind;
use crate::span::Span;
use std::collections::BTreeMap;
use std::ops::{BitOr, BitOrAssign};

/// One identifier in one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// Which of the inspected segments, counted from 0.
    pub segment: usize,
    /// Where in that segment's text, in bytes, on character boundaries.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How sure we are.
    pub confidence: Confidence,
    /// Whether a sender may never wave it through.
    pub hard: bool,
    /// The recognizer that found it, by its id.
    pub recognizer: &'static str,
    /// Whose name it is, for names.
    pub role: Option<Role>,
    /// Which person it belongs to: equal ids are the same person within one inspection.
    pub person: Option<PersonId>,
    /// Which layers spoke for it and which checks it passed.
    pub why: Why,
}

/// How sure we are of a find. All of them are masked; the person who reviews sees the difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Please check: it may be nothing.
    Check,
    /// Fairly sure.
    Fair,
    /// Sure: a label, a check digit or an unmistakable form says so.
    Sure,
}

/// Whose name a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The patient.
    Patient,
    /// Somebody; we cannot tell who.
    Person,
    /// A relative, friend or contact of the patient.
    Relative,
    /// A clinician or another member of the workforce.
    Staff,
}

/// The same person within one inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// Which layers spoke for a find and which checks it passed: a small set, without text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Why(u16);

impl Why {
    /// A check digit, a published range or a calendar confirmed it.
    pub const CHECK: Self = Self(1);
    /// A word nearby says what it is.
    pub const CONTEXT: Self = Self(1 << 1);
    /// A label, column title or position says what it is.
    pub const FIELD: Self = Self(1 << 2);
    /// The name under which the text was sent says what it is (a JSON key).
    pub const KEY: Self = Self(1 << 3);
    /// A word list knows it.
    pub const LEXICON: Self = Self(1 << 4);
    /// The same value was found elsewhere in this conversation.
    pub const MEMORY: Self = Self(1 << 5);
    /// Its form is that of the kind.
    pub const PATTERN: Self = Self(1 << 6);
    /// The practice's roster names it.
    pub const ROSTER: Self = Self(1 << 7);
    /// It straddles two segments.
    pub const SEAM: Self = Self(1 << 8);
    /// The trained tagger reads it so.
    pub const TAGGER: Self = Self(1 << 9);

    /// Whether every reason of `other` is among these.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The reasons as short phrases, for the person who asks.
    pub fn phrases(self) -> impl Iterator<Item = &'static str> {
        PHRASES
            .into_iter()
            .filter(move |(reason, _)| self.contains(*reason))
            .map(|(_, phrase)| phrase)
    }
}

const PHRASES: [(Why, &str); 10] = [
    (Why::CHECK, "passes its check"),
    (Why::CONTEXT, "a word nearby says so"),
    (Why::FIELD, "its label says so"),
    (Why::KEY, "the field it was sent in says so"),
    (Why::LEXICON, "is in a word list"),
    (Why::MEMORY, "was found elsewhere in this text"),
    (Why::PATTERN, "has the form"),
    (Why::ROSTER, "is on the practice's list"),
    (Why::SEAM, "is split over two pieces of text"),
    (Why::TAGGER, "reads like one"),
];

impl BitOr for Why {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Why {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Everything found in one inspection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The finds, sorted by segment and start, never overlapping.
    pub finds: Vec<Find>,
}

impl Findings {
    /// How many of each kind; kinds that were not found are absent.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for find in &self.finds {
            *counts.entry(find.kind).or_default() += 1;
        }
        counts
    }

    /// Whether anything was found that a sender may never wave through.
    #[must_use]
    pub fn has_hard(&self) -> bool {
        self.finds.iter().any(|find| find.hard)
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.finds.is_empty()
    }

    /// The finds of one segment.
    #[must_use]
    pub fn of_segment(&self, segment: usize) -> &[Find] {
        let start = self.finds.partition_point(|find| find.segment < segment);
        let end = self.finds.partition_point(|find| find.segment <= segment);
        self.finds.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(segment: usize, start: usize, kind: Kind, hard: bool) -> Find {
        Find {
            segment,
            span: Span {
                start,
                end: start + 1,
            },
            kind,
            confidence: Confidence::Fair,
            hard,
            recognizer: "test",
            role: None,
            person: None,
            why: Why::PATTERN,
        }
    }

    #[test]
    fn counts_and_slices_by_segment() {
        let finds = vec![
            find(0, 0, Kind::Date, false),
            find(2, 0, Kind::Date, false),
            find(2, 5, Kind::Ssn, true),
        ];
        let findings = Findings { finds };
        assert_eq!(findings.counts().get(&Kind::Date), Some(&2));
        assert!(findings.has_hard());
        assert_eq!(findings.of_segment(1).len(), 0);
        assert_eq!(findings.of_segment(2).len(), 2);
    }

    #[test]
    fn reasons_add_up() {
        let why = Why::PATTERN | Why::CHECK;
        assert!(why.contains(Why::CHECK) && !why.contains(Why::FIELD));
        assert_eq!(
            why.phrases().collect::<Vec<_>>(),
            ["passes its check", "has the form"]
        );
    }

    #[test]
    fn confidence_is_ordered() {
        assert!(Confidence::Check < Confidence::Fair && Confidence::Fair < Confidence::Sure);
    }
}
