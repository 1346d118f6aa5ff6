//! Recognizers: one file a kind of identifier, and the list of them.
//!
//! A recognizer reads a [`Page`] and proposes candidates; it never decides between its own and another's (that is
//! `resolve`). Each file holds the pattern, the context words, the check, and beside them examples and near-misses,
//! which a test walks: a recognizer without them does not pass. To add one, write its file and its line in [`ALL`].

mod candidate;

pub(crate) use candidate::{Candidate, Weight};

use crate::kind::Kind;
use crate::text::Page;

/// One recognizer.
pub(crate) struct Recognizer {
    /// Its name in finds, in the log and in settings.
    pub(crate) id: &'static str,
    /// The kinds that it may propose.
    pub(crate) kinds: &'static [Kind],
    /// What it looks for, in a sentence for the people who review.
    pub(crate) about: &'static str,
    /// Proposes candidates.
    pub(crate) find: fn(&Page<'_>, &mut Vec<Candidate>),
    /// Texts, each with the part that must be found.
    pub(crate) examples: &'static [(&'static str, &'static str)],
    /// Texts in which it must find nothing.
    pub(crate) near_misses: &'static [&'static str],
}

/// Every recognizer.
pub(crate) const ALL: &[Recognizer] = &[];
