//! The store: opened once, cheap to clone.
//!
//! Its methods are spread over one file a subject: `practice`, `connection`, `key`, `evidence`,
//! `snapshot`, `receipt`, `log`.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use anteroom_audit::{Actor, Closing, Event, Micros, ReceiptId, VerifyingKey, What};
use tokio::sync::{mpsc, oneshot};

use crate::checkpoint_file::CheckpointFile;
use crate::db::{Db, Options, on};
use crate::error::StoreError;
use crate::folder;
use crate::job::Job;
use crate::recorder::Closes;
use crate::revision_file::RevisionFile;
use crate::script::Statement;
use crate::seal;
use crate::snapshot::{Known, revision};
use crate::traffic;
use crate::transaction::Log;
use crate::writer::Writer;
use crate::{Config, KeyRing, Place, Recorder};

/// Everything that the practice's Anteroom remembers.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub db: Db,
    pub ring: KeyRing,
    pub key: VerifyingKey,
    pub checkpoint_file: Option<std::path::PathBuf>,
    pub recorder: Recorder,
    pub revision_file: Option<Arc<RevisionFile>>,
    pub snapshot: Mutex<Option<Known>>,
    /// Hears when the writer has ended.
    writer: Mutex<Option<oneshot::Receiver<()>>>,
}

/// Who makes a change, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// When.
    pub at: Micros,
}

impl Store {
    /// Opens the database, brings its tables up to date and starts the writer.
    ///
    /// # Errors
    /// When the database cannot be opened, or was used with other sealing keys.
    pub async fn open(config: Config) -> Result<Store, StoreError> {
        let Config {
            place,
            ring,
            signer,
            checkpoint_file,
            now,
            limits,
        } = config;
        let options = Options::new(&place, &limits)?;
        if let Place::Sqlite(path) = &place {
            folder::make_private(path)?;
        }
        let db = options.pool(limits.lock_wait).await?;
        know_keys(&db, &ring, now()).await?;
        traffic::count_when_missing(&db, &options).await?;
        let revision_file = match &place {
            Place::Postgres(_) => None,
            Place::Sqlite(path) => Some(RevisionFile::open(path)?),
        };
        if let Some(file) = &revision_file {
            settle(&db, file).await?;
        }
        let (sender, queue) = mpsc::channel(limits.queue);
        let closes = Arc::new(Closes::new(now));
        let key = signer.verifying_key();
        let file = CheckpointFile::new(checkpoint_file.clone(), signer.clone());
        let log = Log::new(
            options,
            signer,
            file,
            revision_file.clone(),
            limits.lock_wait,
        );
        let (closes_too, linger) = (Arc::clone(&closes), limits.linger);
        let writer = Writer {
            log,
            queue,
            closes: closes_too,
            linger,
            failed: false,
            waited: 0,
        };
        let writer = Mutex::new(Some(writer.start()?));
        let recorder = Recorder {
            queue: sender,
            closes,
            ring: ring.clone(),
            wait: limits.record_wait,
        };
        let snapshot = Mutex::new(None);
        let inner = Inner {
            db,
            ring,
            key,
            checkpoint_file,
            recorder,
            revision_file,
            snapshot,
            writer,
        };
        Ok(Store {
            inner: Arc::new(inner),
        })
    }

    /// What appends to the audit log.
    #[must_use]
    pub fn recorder(&self) -> Recorder {
        self.inner.recorder.clone()
    }

    /// The keys that seal values, also ones that others keep for us.
    #[must_use]
    pub fn ring(&self) -> &KeyRing {
        &self.inner.ring
    }

    /// The key that the log's checkpoints are checked with.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.inner.key
    }

    /// Closes the receipts that a dead process left open, as interrupted. Only the process that
    /// holds the folder's server lock may call this, and before it serves. Gives their number.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub async fn recover(&self, at: Micros) -> Result<u64, StoreError> {
        let open: Vec<String> = on!(&self.inner.db, |pool| {
            sqlx::query_scalar("select id from receipt where state = 'open' order by id")
                .fetch_all(pool)
                .await?
        });
        for id in &open {
            let id: ReceiptId = id.parse().map_err(|_| StoreError::Unreadable("receipt"))?;
            self.inner.recorder.close(id, at, Closing::Interrupted);
        }
        self.inner.recorder.flush().await?;
        Ok(open.len() as u64)
    }

    /// Writes what still waits and closes the connections. Recorders that are still around get an
    /// error from then on.
    pub async fn close(self) {
        let _ = self.inner.recorder.queue.send(Job::Stop).await;
        let writer = self
            .inner
            .writer
            .lock()
            .map(|mut writer| writer.take())
            .ok()
            .flatten();
        if let Some(writer) = writer {
            let _ = writer.await;
        }
        on!(&self.inner.db, |pool| pool.close().await);
    }

    /// Records a change of settings: the statements, the entry and the new revision in one
    /// transaction, so that every process sees it at its next request.
    pub(crate) async fn change(
        &self,
        by: &By,
        what: What,
        statements: Vec<Statement>,
    ) -> Result<(), StoreError> {
        self.change_all(by, vec![what], statements).await
    }

    /// Records several changes of settings, all or none.
    pub(crate) async fn change_all(
        &self,
        by: &By,
        whats: Vec<What>,
        mut statements: Vec<Statement>,
    ) -> Result<(), StoreError> {
        statements.push(Statement::new(
            "update revision set n = n + 1 where id = 1",
            Vec::new(),
        ));
        let events = whats.into_iter().map(|what| Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what,
        });
        let events: Vec<Event> = events.collect();
        self.inner.recorder.change(&events, statements).await?;
        Ok(())
    }
}

/// A process that died in the middle of a change left the revision unsettled.
async fn settle(db: &Db, file: &RevisionFile) -> Result<(), StoreError> {
    // Busy: somebody is changing settings right now, and will settle it.
    let Ok(moving) = file.begin(Duration::ZERO).await else {
        return Ok(());
    };
    moving.settle(revision(db).await?)?;
    Ok(())
}

/// A new receipt for a text that no request stands behind, such as a letter that was filled in here.
///
/// # Errors
/// When there is no randomness.
pub fn new_receipt(at: Micros) -> Result<ReceiptId, StoreError> {
    let id = new_id(at)?.parse();
    id.map_err(|_| StoreError::Unreadable("receipt"))
}

/// A new id: a UUIDv7 of the given time.
pub(crate) fn new_id(at: Micros) -> Result<String, StoreError> {
    let millis = u64::try_from(at.0 / 1000).unwrap_or(0);
    let random = seal::random::<10>()?;
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    Ok(id.hyphenated().to_string())
}

/// Refuses keys that this database was never used with, and remembers new ones.
async fn know_keys(db: &Db, ring: &KeyRing, at: Micros) -> Result<(), StoreError> {
    let known: Vec<String> = on!(db, |pool| {
        sqlx::query_scalar("select id from seal_key")
            .fetch_all(pool)
            .await?
    });
    let ids = ring.ids();
    if !known.is_empty() && !ids.iter().any(|id| known.contains(id)) {
        return Err(StoreError::WrongKey);
    }
    for id in ids.iter().filter(|id| !known.contains(id)) {
        on!(db, |pool| {
            sqlx::query(
                "insert into seal_key (id, first_used_at) values ($1, $2) on conflict do nothing",
            )
            .bind(id)
            .bind(at.0)
            .execute(pool)
            .await?;
        });
    }
    Ok(())
}
