//! The settings that a request is decided with, held in memory and never stale.
//!
//! Each call asks the database for one number, the revision that every change of settings counts
//! up, so that a change made by another process counts at the very next request.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use anteroom_audit::Hash;

use crate::db::on;
use crate::error::StoreError;
use crate::{ApiKey, Connection, Practice, Store};

/// The settings as they were at one revision.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Counts up with every change.
    pub revision: i64,
    /// The practice, once it is set up.
    pub practice: Option<Practice>,
    /// All connections with their approvals, withdrawn ones too.
    pub connections: Vec<Connection>,
    keys: HashMap<Hash, ApiKey>,
}

impl Snapshot {
    /// The key that `secret` is, unless it is unknown or was withdrawn.
    #[must_use]
    pub fn key(&self, secret: &str) -> Option<&ApiKey> {
        self.keys
            .get(&Hash::of(secret.as_bytes()))
            .filter(|key| key.revoked_at.is_none())
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
        let mut revision = self.revision().await?;
        if let Some(known) = self.known().filter(|known| known.revision == revision) {
            return Ok(known);
        }
        loop {
            let fresh = self.read_snapshot(revision).await?;
            let after = self.revision().await?;
            if after == revision {
                let fresh = Arc::new(fresh);
                let mut known = self
                    .inner
                    .snapshot
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                *known = Some(Arc::clone(&fresh));
                return Ok(fresh);
            }
            // Something changed while reading: what was read may be of two minds.
            revision = after;
        }
    }

    fn known(&self) -> Option<Arc<Snapshot>> {
        self.inner
            .snapshot
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn revision(&self) -> Result<i64, StoreError> {
        Ok(on!(&self.inner.db, |pool| {
            sqlx::query_scalar("select n from revision where id = 1")
                .fetch_one(pool)
                .await?
        }))
    }

    async fn read_snapshot(&self, revision: i64) -> Result<Snapshot, StoreError> {
        let keys = self
            .keys()
            .await?
            .into_iter()
            .map(|key| (key.hash, key))
            .collect();
        let (practice, connections) = (self.practice().await?, self.connections().await?);
        Ok(Snapshot {
            revision,
            practice,
            connections,
            keys,
        })
    }
}
