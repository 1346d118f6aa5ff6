//! What the practice has on file, as it is at this very second.
//!
//! Reading records costs far more than deciding, so what they say is kept for as long as nothing changed: until the next
//! revision of the settings, by whichever process, or until the practice's next calendar day.

use std::sync::{Arc, Mutex, PoisonError};

use anteroom_office::standing::Standings;
use anteroom_office::{OfficeError, Shelf};
use anteroom_store::Snapshot;
use jiff::civil::Date;

/// The newest reading of the records.
#[derive(Default)]
pub(crate) struct Evidence(Mutex<Option<Reading>>);

struct Reading {
    day: Date,
    revision: i64,
    standings: Arc<Standings>,
}

impl Evidence {
    /// What is on file in these settings, judged for a day.
    ///
    /// # Errors
    /// When a record cannot be read; then nothing is known.
    pub(crate) fn standings(
        &self,
        settings: &Arc<Snapshot>,
        day: Date,
    ) -> Result<Arc<Standings>, OfficeError> {
        if let Some(known) = self.known(settings.revision, day) {
            return Ok(known);
        }
        let shelf = Shelf::new(Arc::clone(settings), day);
        let standings = Arc::new(Standings::of(&shelf)?);
        let reading = Reading {
            day,
            revision: settings.revision,
            standings: Arc::clone(&standings),
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
        Ok(standings)
    }

    fn known(&self, revision: i64, day: Date) -> Option<Arc<Standings>> {
        let reading = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &&Reading| (known.revision, known.day) == (revision, day);
        reading
            .as_ref()
            .filter(same)
            .map(|known| Arc::clone(&known.standings))
    }
}
