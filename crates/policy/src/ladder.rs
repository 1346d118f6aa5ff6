//! The ladder of actions: what may be done with a text, from loosest to strictest.
//!
//! Each step is an action that the rules permit or forbid. The outcome is the first step that they allow, and when
//! they allow none, nothing leaves.

use serde::{Deserialize, Serialize};

use crate::decision::{Form, Outcome, Permit};

/// One step of the ladder.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The text leaves unchanged.
    SendAsWritten,
    /// The text leaves with its identifiers replaced.
    SendDeidentified,
    /// A person releases the text first.
    SendReviewed,
}

impl Action {
    /// The ladder, loosest first.
    pub const LADDER: [Action; 3] = [
        Action::SendAsWritten,
        Action::SendDeidentified,
        Action::SendReviewed,
    ];

    /// The action's name in the rules.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Action::SendAsWritten => "send_as_written",
            Action::SendDeidentified => "send_deidentified",
            Action::SendReviewed => "send_reviewed",
        }
    }

    /// The outcome when this is the loosest step that the rules allow. The only place that makes a permit.
    pub(crate) fn outcome(self) -> Outcome {
        match self {
            Action::SendAsWritten => Outcome::Allow(Permit::new(Form::AsWritten)),
            Action::SendDeidentified => Outcome::AllowDeidentified(Permit::new(Form::Deidentified)),
            Action::SendReviewed => Outcome::RequireReview,
        }
    }
}
