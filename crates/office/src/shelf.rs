//! Everything on file at one moment, for whoever judges it on a day.

use std::sync::Arc;

use anteroom_policy::deadline::Jurisdiction;
use anteroom_store::{ApiKey, Connection, Snapshot};
use jiff::civil::Date;

use crate::desk::{Kept, Record, read};
use crate::error::OfficeError;

/// The settings and the newest record of each subject, as they were at one revision.
#[derive(Clone)]
pub struct Shelf {
    snapshot: Arc<Snapshot>,
    today: Date,
}

impl Shelf {
    /// What this snapshot holds, on the practice's calendar day.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, today: Date) -> Shelf {
        Shelf { snapshot, today }
    }

    /// The practice's calendar day.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The newest record of each subject of a kind, by id.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn all<T: Record>(&self) -> Result<Vec<Kept<T>>, OfficeError> {
        let rows = self.snapshot.evidence(T::SUBJECT)?;
        rows.iter().map(read).collect()
    }

    /// The connections in use.
    pub(crate) fn connections(&self) -> Vec<Connection> {
        self.snapshot.live().cloned().collect()
    }

    /// The keys in use, oldest first.
    pub(crate) fn keys(&self) -> Vec<ApiKey> {
        self.snapshot.live_keys().into_iter().cloned().collect()
    }

    /// The practice's state, where one is set that the law knows.
    pub(crate) fn state(&self) -> Option<Jurisdiction> {
        let practice = self.snapshot.practice.as_ref();
        practice.and_then(|practice| practice.state.as_str().parse().ok())
    }
}
