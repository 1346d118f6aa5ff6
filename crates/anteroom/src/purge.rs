//! Purging: placeholder maps that have been kept for long enough go, at the start of the server and each day.

use std::time::Duration;

use anteroom_audit::{Actor, Micros};
use anteroom_store::By;
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
        let keep = i64::from(retention.mappings_days) * 24 * 60 * 60 * 1_000_000;
        let task = tokio::spawn(async move {
            let mut day = tokio::time::interval(DAY);
            loop {
                day.tick().await;
                let at = Micros(clock.now().as_microsecond());
                let actor = Actor::System;
                match store
                    .purge_mappings(&By { actor, at }, Micros(at.0 - keep))
                    .await
                {
                    Ok(0) => {}
                    Ok(mappings) => tracing::info!(mappings, "old placeholder maps are purged"),
                    Err(error) => {
                        tracing::error!(%error, "old placeholder maps could not be purged")
                    }
                }
            }
        });
        Purging(task.abort_handle())
    }
}

impl Drop for Purging {
    fn drop(&mut self) {
        self.0.abort();
    }
}
