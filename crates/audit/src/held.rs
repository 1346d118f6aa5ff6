//! Answers that were held for somebody to review, and what became of each.
//!
//! Neither the answer nor what a reviewer wrote about it stands here.

use serde::{Deserialize, Serialize};

use crate::Word;

/// An answer came and is held: whoever asked gets it only once somebody has released it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerHeld {
    /// Whose review it needs: `clinician`, `manager`.
    pub reviewer: Word,
    /// Why, in codes: obligations of the decision, or `task` for the task's own review.
    pub why: Vec<Word>,
}

/// Somebody decided on an answer that was held, or nobody did in time. The first such entry of a receipt is the only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldEnded {
    /// What became of it: `released`, `returned`, `refused`, `expired`.
    pub end: Word,
    /// Who decided, by their id on the practice's roster; the program where nobody did.
    pub person: Word,
    /// Whether they had asked for it themselves, being the only one in the practice who may release it.
    pub own: bool,
}
