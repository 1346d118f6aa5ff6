//! How a command ends: one number for scripts, one sentence for people.

use std::process::ExitCode;

use anteroom_office::OfficeError;
use anteroom_store::{RecordError, StoreError};

/// Exit codes of every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command did what was asked.
    Done = 0,
    /// The answer is "no": identifiers were found by a check, or nothing matched.
    No = 1,
    /// The arguments cannot be used.
    Usage = 2,
    /// The practice's rules stopped it.
    Policy = 3,
    /// Something outside is missing: not set up, unreachable, unwritable.
    Environment = 4,
    /// The log or a stored file is not what was written.
    Integrity = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command could not do its work: the sentence that is shown, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    error: anyhow::Error,
}

impl Failure {
    pub(crate) fn new(exit: Exit, error: impl Into<anyhow::Error>) -> Self {
        Self {
            exit,
            error: error.into(),
        }
    }

    /// The arguments cannot be used; `says` tells what to write instead.
    pub(crate) fn usage(says: impl std::fmt::Display) -> Self {
        Self::new(Exit::Usage, anyhow::anyhow!("{says}"))
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }
}

impl std::fmt::Display for Failure {
    /// The sentence and its causes, outermost first.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.error)
    }
}

/// Most failures of a command lie outside it: a file, the data folder, the network. A log that was tampered with does not.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        let damaged = StoreError::Record(RecordError::Damaged);
        let tampered = error
            .chain()
            .any(|cause| cause.downcast_ref() == Some(&damaged));
        let exit = if tampered {
            Exit::Integrity
        } else {
            Exit::Environment
        };
        Self::new(exit, error)
    }
}

/// A record that breaks a rule, or a name that is taken, can be written otherwise; for the rest nothing helps here.
impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        match error {
            OfficeError::Exists { .. }
            | OfficeError::Id(_)
            | OfficeError::Incident(_)
            | OfficeError::News(_)
            | OfficeError::Refused(_)
            | OfficeError::Rule(_)
            | OfficeError::Undecided(_) => Self::usage(error),
            error => anyhow::Error::new(error).into(),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(Exit::Environment, error)
    }
}

/// What every command returns.
pub(crate) type Outcome = Result<Exit, Failure>;
