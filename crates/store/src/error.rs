//! What can go wrong when remembering, in terms that a caller can act on.
//!
//! The database's own message never passes through here: it may quote values. Only its code does.

use anteroom_audit::{CanonicalError, NoteError, Word};

use crate::folder::FolderError;
use crate::seal::SealError;

/// Why something could not be recorded. Nothing was written, and nothing may be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// Another program holds the database, or it is too slow to answer.
    #[error("the database is locked or too slow")]
    Busy,
    /// The log does not fit its own signed checkpoint; nothing is appended to such a log.
    #[error("the audit log does not fit its signed checkpoints; run: anteroom audit verify")]
    Damaged,
    /// The database refused, with this code of its own.
    #[error("the database refused (code {0})")]
    Database(String),
    /// The event has no canonical form.
    #[error(transparent)]
    Event(#[from] CanonicalError),
    /// The name is taken.
    #[error("the name is already taken")]
    Exists,
    /// The disk is full, or the database may not grow.
    #[error("the disk is full")]
    Full,
    /// Too much is waiting to be written.
    #[error("too many requests are waiting to be recorded")]
    Overloaded,
    /// The content could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The recorder has been shut down.
    #[error("the recorder has been shut down")]
    Stopped,
}

/// Why the store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The data folder is not usable.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// There is no such thing.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Another connection in use offers the model; a request names only the model.
    #[error(
        "model {model} is offered by connection {connection} already; a model goes through one connection"
    )]
    ModelTaken {
        /// The model.
        model: Word,
        /// The connection that offers it.
        connection: Word,
    },
    /// The log's signing key is not usable.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Reading or writing failed.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A sealed value does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A file is larger than what is kept.
    #[error("the file is larger than 25 MiB")]
    TooLarge,
    /// A row holds what this version cannot read.
    #[error("a row of table {0} cannot be read")]
    Unreadable(&'static str),
    /// The sealing keys are not those that this database was used with.
    #[error("the sealing key does not belong to this database")]
    WrongKey,
}

impl From<sqlx::Error> for RecordError {
    fn from(error: sqlx::Error) -> RecordError {
        match error {
            sqlx::Error::Database(error) => match error.code() {
                Some(code) => crate::dialect::meaning(&code),
                None => RecordError::Database("none".to_owned()),
            },
            sqlx::Error::Io(_) => RecordError::Database("io".to_owned()),
            sqlx::Error::PoolTimedOut => RecordError::Busy,
            sqlx::Error::PoolClosed => RecordError::Stopped,
            sqlx::Error::Migrate(_) => RecordError::Database("migration".to_owned()),
            sqlx::Error::WorkerCrashed => RecordError::Database("worker".to_owned()),
            _ => RecordError::Database("other".to_owned()),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        StoreError::Record(error.into())
    }
}
