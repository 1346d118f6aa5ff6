//! Why something could not be recorded or read.

use anteroom_audit::NoteError;
use anteroom_policy::RuleError;
use anteroom_policy::deadline::{IncidentError, LawError, Undecided};
use anteroom_policy::laws::UpdateError;
use anteroom_store::StoreError;

use crate::id::{Id, NotAnId};

/// Why the office could not do what was asked. No variant holds what a record says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfficeError {
    /// There is a record of this id, or somebody else has changed it meanwhile.
    #[error("there is a {subject} `{id}` already, or somebody has just changed it")]
    Exists {
        /// What kind of record.
        subject: &'static str,
        /// Which one.
        id: Id,
    },
    /// The id would not be one.
    #[error(transparent)]
    Id(#[from] NotAnId),
    /// The dates of an incident cannot all be right.
    #[error(transparent)]
    Incident(#[from] IncidentError),
    /// The data in the program cannot be read.
    #[error(transparent)]
    Law(#[from] LawError),
    /// There is no such record.
    #[error("there is no {subject} `{id}`")]
    Missing {
        /// What kind of record.
        subject: &'static str,
        /// Which one.
        id: Id,
    },
    /// News of the law cannot be taken in.
    #[error(transparent)]
    News(#[from] UpdateError),
    /// A rule of the practice's own cannot be used.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The record breaks a rule; the sentence says which, and what to do.
    #[error("{0}")]
    Refused(&'static str),
    /// A signature does not fit.
    #[error(transparent)]
    Signature(#[from] NoteError),
    /// Reading or writing failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An assessment does not bear out its conclusion.
    #[error(transparent)]
    Undecided(#[from] Undecided),
    /// A record is not one that this version can read.
    #[error("a record of kind {0} cannot be read by this version")]
    Unreadable(&'static str),
}
