//! Reading the audit log: page by page, one entry, a receipt's entries, and as an export.
//!
//! Nothing here changes the log, except that an export is itself recorded. Verifying is in
//! `verify`.

use std::path::PathBuf;

use anteroom_audit::{
    Broken, Entry, EntryNo, Event, Hash, LogExported, ReceiptId, What, canonical, export,
};

use crate::checkpoint_file::FileFault;
use crate::db::on;
use crate::error::StoreError;
use crate::verify::Ends;
use crate::{By, Store, Unlogged};

/// Entries that are read at a time.
pub(crate) const PAGE: i64 = 1000;

/// An entry, and the event in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The entry as it is stored.
    pub entry: Entry,
    /// Its event; none when only a later version knows its kind.
    pub event: Option<Event>,
}

/// Why a log could not be verified or exported.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The log is not as it was written.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The checkpoint that is kept in a file beside the log does not bear it out.
    #[error("the checkpoint file {path}: {fault}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// The file that it goes to could not be written.
    #[error("cannot write: {0}")]
    Output(std::io::ErrorKind),
    /// The settings are not as the log says.
    #[error(transparent)]
    Settings(#[from] Unlogged),
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LogError {
    /// Whether it says that something was changed, rather than that something could not be done.
    #[must_use]
    pub fn is_tampering(&self) -> bool {
        match self {
            LogError::Broken(_) | LogError::File { .. } | LogError::Settings(_) => true,
            LogError::Store(StoreError::Unreadable(_)) => true,
            LogError::Output(_) | LogError::Store(_) => false,
        }
    }
}

impl Store {
    /// Entries in their order, after the given one. `EntryNo(0)` begins at the first.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn log(&self, after: EntryNo, limit: u32) -> Result<Vec<LogLine>, StoreError> {
        let rows = on!(&self.inner.db, |pool| {
            sqlx::query_as(AFTER)
                .bind(number(after.0))
                .bind(i64::MAX)
                .bind(i64::from(limit))
                .fetch_all(pool)
                .await?
        });
        lines(rows)
    }

    /// One entry.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn log_entry(&self, no: EntryNo) -> Result<Option<LogLine>, StoreError> {
        let Some(before) = no.0.checked_sub(1) else {
            return Ok(None);
        };
        let found = self.log(EntryNo(before), 1).await?;
        Ok(found.into_iter().find(|line| line.entry.no == no))
    }

    /// The entries of one receipt.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn log_of(&self, receipt: ReceiptId) -> Result<Vec<LogLine>, StoreError> {
        let rows = on!(&self.inner.db, |pool| {
            sqlx::query_as(OF_RECEIPT)
                .bind(receipt.to_string())
                .fetch_all(pool)
                .await?
        });
        lines(rows)
    }

    /// How many entries the log has.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn log_size(&self) -> Result<u64, StoreError> {
        Ok(self.ends().await?.head.0)
    }

    /// Gives the whole log line by line, as a file that can be verified without the store, and
    /// records that. Gives the number of entries.
    ///
    /// # Errors
    /// When it cannot be read, or `write` fails.
    pub async fn export_log(
        &self,
        by: &By,
        mut write: impl FnMut(&str) -> std::io::Result<()>,
    ) -> Result<u64, LogError> {
        let mut put = |line: String| write(&line).map_err(|e| LogError::Output(e.kind()));
        let Ends {
            head, checkpoint, ..
        } = self.ends().await?;
        put(export::header(self.verifying_key()))?;
        for note in self.kept_checkpoints(head).await? {
            put(export::checkpoint(&note))?;
        }
        if head.0 > 0 {
            put(export::checkpoint(&checkpoint))?;
        }
        let mut after = EntryNo(0);
        while after < head {
            let rows = self.page(after, head).await?;
            for row in rows {
                let entry = row.read()?;
                after = entry.no;
                put(export::entry(&entry))?;
            }
        }
        let what = What::LogExported(LogExported { entries: head.0 });
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what,
        };
        self.inner
            .recorder
            .append(event)
            .await
            .map_err(StoreError::from)?;
        Ok(head.0)
    }

    /// Signed checkpoints that were kept, up to an entry.
    pub(crate) async fn kept_checkpoints(&self, to: EntryNo) -> Result<Vec<String>, StoreError> {
        Ok(on!(&self.inner.db, |pool| {
            sqlx::query_scalar(KEPT)
                .bind(number(to.0))
                .fetch_all(pool)
                .await?
        }))
    }

    /// A page that is empty before `to` is reached would be read for ever: it is an error.
    async fn page(&self, after: EntryNo, to: EntryNo) -> Result<Vec<Row>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(AFTER)
                .bind(number(after.0))
                .bind(number(to.0))
                .bind(PAGE)
                .fetch_all(pool)
                .await?
        });
        if rows.is_empty() {
            Err(UNREADABLE)
        } else {
            Ok(rows)
        }
    }
}

const AFTER: &str = "select no, prev, hash, body from audit_entry where no > $1 and no <= $2 \
     order by no limit $3";
const OF_RECEIPT: &str =
    "select no, prev, hash, body from audit_entry where receipt = $1 order by no";
const KEPT: &str = "select note from checkpoint where size <= $1 order by size";
const UNREADABLE: StoreError = StoreError::Unreadable("audit_entry");

#[derive(sqlx::FromRow)]
struct Row {
    no: i64,
    prev: Vec<u8>,
    hash: Vec<u8>,
    body: Vec<u8>,
}

impl Row {
    fn read(self) -> Result<Entry, StoreError> {
        Ok(Entry {
            no: EntryNo(u64::try_from(self.no).map_err(|_| UNREADABLE)?),
            prev: hash(&self.prev)?,
            hash: hash(&self.hash)?,
            body: self.body,
        })
    }
}

fn lines(rows: Vec<Row>) -> Result<Vec<LogLine>, StoreError> {
    let line = |row: Row| {
        let entry = row.read()?;
        let event = canonical::from_bytes(&entry.body).ok();
        Ok(LogLine { entry, event })
    };
    rows.into_iter().map(line).collect()
}

fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    Hash::try_from(bytes).map_err(|_| UNREADABLE)
}

/// SQL has no unsigned type.
pub(crate) fn number(no: u64) -> i64 {
    i64::try_from(no).unwrap_or(i64::MAX)
}
