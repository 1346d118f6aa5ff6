//! Purging: placeholder maps, drafts, results and answers that were held go when they have been kept for long enough, at the
//! start of the server and each day. What nobody answered or released by then is closed first, on record.

use std::time::Duration;

use anteroom_audit::{Actor, Micros};
use anteroom_office::{exceptions, held, work};
use anteroom_store::{By, Store};
use tokio::task::AbortHandle;

use crate::config::Retention;
use crate::wiring::Office;

const DAY: Duration = Duration::from_hours(24);

/// Purges as long as it is held.
pub(crate) struct Purging(AbortHandle);

impl Purging {
    /// Purges now, in the background, and each day from now on. What fails is tried again the next day.
    pub(crate) fn start(office: &Office, retention: &Retention) -> Purging {
        let (store, clock) = (office.store.clone(), office.clock.clone());
        let retention = retention.clone();
        let task = tokio::spawn(async move {
            let mut day = tokio::time::interval(DAY);
            loop {
                day.tick().await;
                let now = Micros(clock.now().as_microsecond());
                purge_mappings(&store, now, retention.mappings_days).await;
                purge_work(&store, now, retention.work_days).await;
            }
        });
        Purging(task.abort_handle())
    }
}

async fn purge_mappings(store: &Store, now: Micros, days: u32) {
    let actor = Actor::System;
    let by = By { actor, at: now };
    match store.purge_mappings(&by, before(now, days)).await {
        Ok(0) => {}
        Ok(mappings) => tracing::info!(mappings, "old placeholder maps are purged"),
        Err(error) => tracing::error!(%error, "old placeholder maps could not be purged"),
    }
}

async fn purge_work(store: &Store, now: Micros, days: u32) {
    expire_held(store, now, days).await;
    match store.purge_held(before(now, days)).await {
        Ok(0) => {}
        Ok(held) => tracing::info!(held, "old answers that were held are purged"),
        Err(error) => tracing::error!(%error, "old answers that were held could not be purged"),
    }
    expire_requests(store, now, days).await;
    let thrown = before(now, work::TAKE_BACK_DAYS);
    match store.purge_runs(before(now, days), thrown).await {
        Ok(0) => {}
        Ok(work) => tracing::info!(work, "old drafts and results are purged"),
        Err(error) => tracing::error!(%error, "old drafts and results could not be purged"),
    }
}

async fn expire_held(store: &Store, now: Micros, days: u32) {
    let actor = Actor::System;
    let by = By { actor, at: now };
    match held::expire(store, &by, before(now, days)).await {
        Ok(0) => {}
        Ok(held) => tracing::info!(held, "answers that nobody released are closed"),
        Err(error) => tracing::error!(%error, "old answers that were held could not be closed"),
    }
}

async fn expire_requests(store: &Store, now: Micros, days: u32) {
    let actor = Actor::System;
    let by = By { actor, at: now };
    match exceptions::expire(store, &by, before(now, days)).await {
        Ok(0) => {}
        Ok(requests) => tracing::info!(requests, "requests that nobody answered are closed"),
        Err(error) => tracing::error!(%error, "old requests could not be closed"),
    }
}

/// So many days ago.
fn before(now: Micros, days: u32) -> Micros {
    Micros(now.0 - i64::from(days) * 24 * 60 * 60 * 1_000_000)
}

impl Drop for Purging {
    fn drop(&mut self) {
        self.0.abort();
    }
}
