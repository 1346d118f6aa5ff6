//! Requests to allow words that were found and are nobody's, as the log tells of them. The words do not stand here.

use serde::{Deserialize, Serialize};

use crate::Word;

/// Somebody asks that words be allowed that cannot be kept by their sender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExceptionAsked {
    /// The id of the request.
    pub request: Word,
    /// The task whose form they stand in.
    pub task: Word,
    /// The code of the kind that was found.
    pub found: Word,
}

/// Somebody decided on a request, or nobody did in time. The first such entry of a request is the only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExceptionAnswered {
    /// The id of the request.
    pub request: Word,
    /// The code of the kind that was found.
    pub found: Word,
    /// What was decided: `allowed`, `refused`; `expired` where nobody decided as long as its words may be kept.
    pub answer: Word,
}
