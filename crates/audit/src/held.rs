//! Answers that were held for somebody to review, and what became of each.
//!
//! Neither the answer nor what a reviewer wrote about it stands here.

use serde::{Deserialize, Serialize};

use crate::Word;

/// An answer came and is held: whoever asked gets it only once somebody has released it. Or its owner has it, and wants it approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerHeld {
    /// Whose review it needs: `clinician`, `manager`.
    pub reviewer: Word,
    /// Why, in codes: obligations of the decision, or `task` for the task's own review.
    pub why: Vec<Word>,
    /// Which time it is held: more than the first where its owner changed it after somebody decided on it.
    #[serde(skip_serializing_if = "is_first", default = "first")]
    pub round: u32,
}

/// Somebody decided on an answer that was held, or nobody did in time. The first such entry of a receipt and round is the only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldEnded {
    /// What became of it: `released`, `returned`, `refused`, `expired`.
    pub end: Word,
    /// Who decided, by their id on the practice's roster; the program where nobody did.
    pub person: Word,
    /// Whether they had asked for it themselves, being the only one in the practice who may release it.
    pub own: bool,
    /// Which time it was held.
    #[serde(skip_serializing_if = "is_first", default = "first")]
    pub round: u32,
}

/// The round of what is held once, as most is; entries without a word of it are of that one.
fn first() -> u32 {
    1
}

/// Serde asks by reference.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that serde calls"
)]
fn is_first(round: &u32) -> bool {
    *round == first()
}
