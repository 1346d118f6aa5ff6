//! The settings that a request is decided with, held in memory and never stale.
//!
//! Every change of settings counts up a revision in its own transaction. A call looks at what
//! `revision_file` says, or on PostgreSQL asks the database for that number, so that a change made
//! by another process counts at the very next request.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use anteroom_audit::Hash;

use crate::db::{Db, on};
use crate::error::StoreError;
use crate::evidence::Shelf;
use crate::{ApiKey, Connection, Evidence, Practice, Store};

/// The settings as they were at one revision.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Counts up with every change.
    pub revision: i64,
    /// The practice, once it is set up.
    pub practice: Option<Practice>,
    /// All connections with their approvals, withdrawn ones too.
    pub connections: Vec<Connection>,
    /// Whether a record, such as an open incident, says that nothing may be sent.
    pub held: bool,
    /// The newest records of the rules that the practice added, by name.
    pub rules: Vec<Evidence>,
    keys: HashMap<Hash, ApiKey>,
    shelf: Shelf,
}

/// The settings in memory, and when the database was last asked about them.
#[derive(Clone)]
pub(crate) struct Known {
    snapshot: Arc<Snapshot>,
    asked: Instant,
}

/// The kind of record that holds a rule.
const RULE: &str = "rule";

/// The file beside the database is believed for so long; then the database is asked again.
const ASK_AGAIN: Duration = Duration::from_secs(1);

impl Snapshot {
    /// The key that `secret` is, unless it is unknown or was withdrawn.
    #[must_use]
    pub fn key(&self, secret: &str) -> Option<&ApiKey> {
        self.keys
            .get(&Hash::of(secret.as_bytes()))
            .filter(|key| key.revoked_at.is_none())
    }

    /// The keys that were not withdrawn, oldest first.
    #[must_use]
    pub fn live_keys(&self) -> Vec<&ApiKey> {
        let all = self.keys.values();
        let mut live: Vec<_> = all.filter(|key| key.revoked_at.is_none()).collect();
        live.sort_by_key(|key| (key.created_at, key.id.as_str()));
        live
    }

    /// The newest record of each subject of a kind, by the subject's id.
    ///
    /// # Errors
    /// When one does not open.
    pub fn evidence(&self, subject: &str) -> Result<Vec<Evidence>, StoreError> {
        self.shelf.open(subject)
    }

    /// The connections that were not withdrawn, by name.
    pub fn live(&self) -> impl Iterator<Item = &Connection> {
        self.connections
            .iter()
            .filter(|connection| connection.revoked_at.is_none())
    }

    /// The connection of that name, unless it was withdrawn.
    #[must_use]
    pub fn connection(&self, name: &str) -> Option<&Connection> {
        self.live()
            .find(|connection| connection.name.as_str() == name)
    }
}

impl Store {
    /// The settings as they are now.
    ///
    /// # Errors
    /// When they cannot be read; then nothing may be sent.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, StoreError> {
        let known = self.known();
        if let Some(known) = &known
            && known.asked.elapsed() < ASK_AGAIN
            && self.settled_at(known.snapshot.revision)
        {
            return Ok(Arc::clone(&known.snapshot));
        }
        let asked = Instant::now();
        let mut revision = revision(&self.inner.db).await?;
        if let Some(Known { snapshot, .. }) = known.filter(|k| k.snapshot.revision == revision) {
            return Ok(self.know(snapshot, asked));
        }
        loop {
            let fresh = self.read_snapshot(revision).await?;
            let after = self::revision(&self.inner.db).await?;
            if after == revision {
                return Ok(self.know(Arc::new(fresh), asked));
            }
            // Something changed while reading: what was read may be of two minds.
            revision = after;
        }
    }

    fn settled_at(&self, revision: i64) -> bool {
        self.inner
            .revision_file
            .as_ref()
            .is_some_and(|file| file.settled_at(revision))
    }

    fn known(&self) -> Option<Known> {
        self.inner
            .snapshot
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn know(&self, snapshot: Arc<Snapshot>, asked: Instant) -> Arc<Snapshot> {
        let known = Known {
            snapshot: Arc::clone(&snapshot),
            asked,
        };
        *self
            .inner
            .snapshot
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(known);
        snapshot
    }

    async fn read_snapshot(&self, revision: i64) -> Result<Snapshot, StoreError> {
        let keys = self
            .keys()
            .await?
            .into_iter()
            .map(|key| (key.hash, key))
            .collect();
        let (practice, connections) = (self.practice().await?, self.connections().await?);
        let (held, rules) = (self.is_held().await?, self.evidence(RULE).await?);
        let shelf = self.shelf().await?;
        Ok(Snapshot {
            revision,
            practice,
            connections,
            held,
            rules,
            keys,
            shelf,
        })
    }
}

/// The revision of the settings, by the database.
pub(crate) async fn revision(db: &Db) -> Result<i64, StoreError> {
    Ok(on!(db, |pool| {
        sqlx::query_scalar("select n from revision where id = 1")
            .fetch_one(pool)
            .await?
    }))
}
