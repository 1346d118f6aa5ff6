//! Work that its owner shared with a colleague, as the log tells of it. Nothing of what it holds stands here.

use serde::{Deserialize, Serialize};

use crate::Word;

/// Somebody shares a piece of their own work with one colleague, who may read it (45 CFR 164.312(b): activity is recorded).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkShared {
    /// The id of the piece of work.
    pub work: Word,
    /// The task that it belongs to.
    pub task: Word,
    /// With whom, by their id on the practice's roster.
    pub with: Word,
}

/// A piece of work is shared no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareEnded {
    /// The id of the piece of work.
    pub work: Word,
    /// With whom it was shared.
    pub with: Word,
    /// Why: `taken_back`, `thrown_away`.
    pub why: Word,
}

/// Somebody opened a piece of work that its owner shares with them; written before they see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedWorkRead {
    /// The id of the piece of work.
    pub work: Word,
    /// The task that it belongs to.
    pub task: Word,
    /// Whose it is, by their id on the practice's roster.
    pub owner: Word,
    /// What they did: `read`, or `copied` where they took its form for a draft of their own.
    pub did: Word,
}
