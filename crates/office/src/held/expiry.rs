//! Answers that nobody decided on in time.
//!
//! An answer holds clinical text, which is kept no longer than other texts. One that still waits by then is closed on record:
//! its text is gone, and whoever asked and whoever could have released it see for as long again that it was there.

use anteroom_audit::Micros;
use anteroom_store::{By, HeldLine, RecordError, Store, StoreError};

use super::{Held, LISTED};
use crate::account::Account;
use crate::error::OfficeError;

/// Closes the answers that have waited since before this; gives how many.
///
/// # Errors
/// When they cannot be read, or that they are closed cannot be written: then they wait on, and nothing of them is purged.
pub async fn expire(store: &Store, by: &By, before: Micros) -> Result<u64, OfficeError> {
    let mut closed = 0;
    loop {
        let waiting = store.held_waiting(LISTED).await?;
        let old = waiting.iter().filter(|line| line.held_at < before);
        let old: Vec<&HeldLine> = old.collect();
        if old.is_empty() {
            return Ok(closed);
        }
        for line in old {
            closed += u64::from(close(store, by, line).await?);
        }
    }
}

/// Closes one; somebody may have decided on it meanwhile.
async fn close(store: &Store, by: &By, line: &HeldLine) -> Result<bool, OfficeError> {
    match store.expire_held(by, line.id).await {
        Err(StoreError::Record(RecordError::Exists)) => Ok(false),
        done => Ok(done.map(|()| true)?),
    }
}

/// Answers that expired and that this account could have released, the last first.
///
/// # Errors
/// When they cannot be read.
pub async fn expired_for(store: &Store, account: &Account) -> Result<Vec<Held>, OfficeError> {
    let lines = store.held_expired(LISTED).await?.into_iter();
    let all = lines.map(Held::read).collect::<Result<Vec<_>, _>>()?;
    let could = |held: &Held| account.may(held.reviewer.right());
    Ok(all.into_iter().filter(could).collect())
}
