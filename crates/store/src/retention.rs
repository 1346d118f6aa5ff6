//! Forgetting: the sealed placeholder maps of requests are kept for a while, then purged.
//!
//! Each purge is an entry of the log. What it leaves is the receipt, which holds no text. On SQLite
//! the freed bytes are overwritten (`dialect`).

use anteroom_audit::{Event, MappingsPurged, Micros, What};

use crate::db::on;
use crate::error::StoreError;
use crate::script::{Arg, Statement};
use crate::{By, Store};

/// Maps that are purged in one transaction, so that requests do not wait behind it.
const CHUNK: usize = 1000;

impl Store {
    /// Purges the placeholder maps of requests that began before `before` and have ended. Gives
    /// their number; where there are none, nothing is recorded.
    ///
    /// # Errors
    /// When they cannot be read or written. What was purged until then is recorded.
    pub async fn purge_mappings(&self, by: &By, before: Micros) -> Result<u64, StoreError> {
        let mut purged = 0;
        loop {
            let ids = self.kept_mappings(before).await?;
            let count = ids.len();
            let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
                return Ok(purged);
            };
            self.purge(by, before, count as u64, [first, last]).await?;
            purged += count as u64;
            if count < CHUNK {
                return Ok(purged);
            }
        }
    }

    /// Receipts in the order of their ids that still have a map, one chunk.
    async fn kept_mappings(&self, before: Micros) -> Result<Vec<String>, StoreError> {
        Ok(on!(&self.inner.db, |pool| {
            sqlx::query_scalar(KEPT)
                .bind(before.0)
                .bind(i64::try_from(CHUNK).unwrap_or(i64::MAX))
                .fetch_all(pool)
                .await?
        }))
    }

    async fn purge(
        &self,
        by: &By,
        before: Micros,
        mappings: u64,
        [first, last]: [&String; 2],
    ) -> Result<(), StoreError> {
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what: What::MappingsPurged(MappingsPurged { mappings, before }),
        };
        let args = vec![Arg::text(first), Arg::text(last), Arg::int(before.0)];
        let statement = Statement::new(PURGE, args);
        self.inner
            .recorder
            .change(&[event], vec![statement])
            .await?;
        Ok(())
    }
}

const KEPT: &str = "select id from receipt where mapping is not null and state <> 'open' \
     and opened_at < $1 order by id limit $2";
const PURGE: &str = "update receipt set mapping = null where id >= ? and id <= ? \
     and mapping is not null and state <> 'open' and opened_at < ?";
