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
    #[error(
        "there is {} `{id}` already, or somebody has just changed it",
        one(subject)
    )]
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
    #[error("there is no {} `{id}`", subject.replace('_', " "))]
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

/// One of a kind, as people say it: `an account`, `a sign off`.
fn one(subject: &str) -> String {
    let article = match subject.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => "an",
        false => "a",
    };
    format!("{article} {}", subject.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_said_as_people_say_them() {
        let id: Id = "dana".parse().unwrap();
        for (subject, says) in [
            ("account", "there is an account `dana` already"),
            ("vendor", "there is a vendor `dana` already"),
            ("key_holder", "there is a key holder `dana` already"),
        ] {
            let id = id.clone();
            let error = OfficeError::Exists { subject, id }.to_string();
            assert!(error.starts_with(says), "{error}");
        }
        let subject = "part2_consent";
        let error = OfficeError::Missing { subject, id }.to_string();
        assert_eq!(error, "there is no part2 consent `dana`");
    }
}
