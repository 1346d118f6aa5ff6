//! What a recognizer proposes.

use crate::find::{Confidence, PersonId, Role, Why};
use crate::kind::Kind;
use crate::span::Span;

/// A possible find, in offsets of the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) confidence: Confidence,
    pub(crate) hard: bool,
    pub(crate) recognizer: &'static str,
    pub(crate) role: Option<Role>,
    pub(crate) person: Option<PersonId>,
    pub(crate) why: Why,
    pub(crate) weight: Weight,
}

/// What a candidate rests on: where two overlap, the later of these wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// A word list or a vague form alone.
    Guess,
    /// A form that is rarely anything else.
    Pattern,
    /// A form and a word nearby.
    Context,
    /// A label says what it is.
    Field,
    /// A form and a check that confirms it.
    Proven,
}

impl Candidate {
    /// A fairly sure, soft candidate that rests on its form; change what differs.
    pub(crate) fn new(recognizer: &'static str, kind: Kind, span: Span) -> Self {
        Self {
            span,
            kind,
            confidence: Confidence::Fair,
            hard: false,
            recognizer,
            role: None,
            person: None,
            why: Why::PATTERN,
            weight: Weight::Pattern,
        }
    }

    /// Somebody's name, which a word nearby tells.
    pub(crate) fn told_name(span: Span, role: Role) -> Self {
        let found = Self::new("name", Kind::Name, span);
        Self {
            role: Some(role),
            ..found.because(Weight::Context, Why::CONTEXT)
        }
    }

    /// The same, as something a sender may never wave through.
    pub(crate) fn hard(self) -> Self {
        Self { hard: true, ..self }
    }

    /// The same, with this confidence.
    pub(crate) fn with(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// The same, resting on this as well; confidence follows the weight.
    pub(crate) fn because(self, weight: Weight, why: Why) -> Self {
        let confidence = match weight {
            Weight::Guess => Confidence::Check,
            Weight::Pattern | Weight::Context => Confidence::Fair,
            Weight::Field | Weight::Proven => Confidence::Sure,
        };
        Self {
            weight,
            confidence,
            why: self.why | why,
            ..self
        }
    }
}
