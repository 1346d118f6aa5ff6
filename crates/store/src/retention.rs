//! Forgetting: the sealed placeholder maps of requests, and what people typed, are kept for a while, then purged.
//!
//! Each purge of maps is an entry of the log. What it leaves is the receipt, which holds no text. Of a request for an exception
//! the words go once it is answered, and the rest when its answer has been kept as long again: none goes unanswered. On SQLite
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

    /// Throws away for good all work that was last changed before this, or was thrown away before `thrown`, the words that
    /// left of the former, with whom it was shared, the words of what was asked before this and is answered, and what was
    /// answered before this; gives how many pieces of work went.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn purge_runs(&self, before: Micros, thrown: Micros) -> Result<u64, StoreError> {
        for statement in OLD {
            on!(&self.inner.db, |pool| {
                sqlx::query(statement).bind(before.0).execute(pool).await?;
            });
        }
        let gone = on!(&self.inner.db, |pool| {
            sqlx::query("delete from run where changed_at < $1 or thrown_at < $2")
                .bind(before.0)
                .bind(thrown.0)
                .execute(pool)
                .await?
                .rows_affected()
        });
        on!(&self.inner.db, |pool| {
            sqlx::query(UNSHARED).execute(pool).await?;
        });
        Ok(gone)
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

/// What stands beside a piece of work and holds words of it, by its own time.
const OLD: [&str; 4] = [
    "delete from waived where made_at < $1",
    "update exception_asked set content = substr(content, 1, 0) where asked_at < $1 and length(content) > 0 \
     and exists (select 1 from exception_answer where exception_answer.request = exception_asked.id)",
    "delete from exception_asked where exists (select 1 from exception_answer \
     where exception_answer.request = exception_asked.id and exception_answer.answered_at < $1)",
    "delete from exception_answer where answered_at < $1",
];
/// Sharing of what is gone.
const UNSHARED: &str =
    "delete from share where not exists (select 1 from run where run.id = share.run)";
const KEPT: &str = "select id from receipt where mapping is not null and state <> 'open' \
     and opened_at < $1 order by id limit $2";
const PURGE: &str = "update receipt set mapping = null where id >= ? and id <= ? \
     and mapping is not null and state <> 'open' and opened_at < ?";
