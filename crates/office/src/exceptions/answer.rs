//! What becomes of a request for an exception: it is allowed, refused, or nobody answers it in time.
//!
//! A request holds words of a text, which are kept no longer than texts are. So one that waits that long is closed, and is not
//! just gone: the log says so, and whoever asked and whoever decides see it for as long again, without the words.

use anteroom_audit::{Micros, Word};
use anteroom_store::{By, ExceptionAnswer, ExceptionLine, RecordError, Store, StoreError};
use zeroize::Zeroizing;

use super::request::{LISTED, Request, UNREADABLE};
use crate::error::OfficeError;
use crate::note::Note;

/// The answer to a request.
pub struct Answer {
    /// What became of it.
    pub end: End,
    /// Who decided.
    pub by: Word,
    /// When.
    pub at: Micros,
    /// What they wrote; none where nothing.
    pub comment: Option<Note>,
    /// Whether whoever asked has read it.
    pub is_read: bool,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The words may stand in texts.
    Allowed,
    /// They may not.
    Refused,
    /// Nobody decided in time; they may not.
    Expired,
}

pub(super) const ALLOWED: &str = "allowed";
pub(super) const REFUSED: &str = "refused";
const EXPIRED: &str = "expired";

impl End {
    fn read(word: &str) -> Result<End, OfficeError> {
        match word {
            ALLOWED => Ok(End::Allowed),
            REFUSED => Ok(End::Refused),
            EXPIRED => Ok(End::Expired),
            _ => Err(UNREADABLE),
        }
    }
}

impl Answer {
    pub(super) fn read(answer: &ExceptionAnswer) -> Result<Answer, OfficeError> {
        let said = |bytes: &Zeroizing<Vec<u8>>| {
            let text = std::str::from_utf8(bytes).map_err(|_| UNREADABLE)?;
            text.parse::<Note>().map_err(|_| UNREADABLE)
        };
        Ok(Answer {
            end: End::read(answer.word.as_str())?,
            by: answer.by.clone(),
            at: answer.at,
            comment: answer.comment.as_ref().map(said).transpose()?,
            is_read: answer.is_read,
        })
    }
}

/// Closes the requests that were made before this and that nobody answered; gives how many.
///
/// # Errors
/// When they cannot be read, or that they are closed cannot be written: then they wait on, and nothing of them is purged.
pub async fn expire(store: &Store, by: &By, before: Micros) -> Result<u64, OfficeError> {
    let mut closed = 0;
    loop {
        let waiting = store.exceptions_waiting(LISTED).await?;
        let old = waiting.iter().filter(|line| line.asked_at < before);
        let old: Vec<&ExceptionLine> = old.collect();
        if old.is_empty() {
            return Ok(closed);
        }
        for line in old {
            closed += u64::from(close(store, by, line).await?);
        }
    }
}

/// Closes one; somebody may have answered it meanwhile.
async fn close(store: &Store, by: &By, line: &ExceptionLine) -> Result<bool, OfficeError> {
    let written = store.answer_exception(by, line, EXPIRED, None, None).await;
    match written {
        Err(StoreError::Record(RecordError::Exists)) => Ok(false),
        done => Ok(done.map(|()| true)?),
    }
}

/// Requests that nobody answered in time, the last ones first.
///
/// # Errors
/// When they cannot be read.
pub async fn expired(store: &Store) -> Result<Vec<Request>, OfficeError> {
    let lines = store.exceptions_answered(EXPIRED, LISTED).await?;
    lines.into_iter().map(Request::read).collect()
}
