//! What finds identifiers, told what the practice's records say of itself.
//!
//! The phone number for patients is the practice's own and nobody's: it is never marked. A change of it counts at the next
//! request. What the file `practice.toml` says is in the engine from the start.

use std::sync::{Arc, Mutex, PoisonError};

use anteroom_office::{Profile, Shelf};
use anteroom_phi::Engine;
use anteroom_store::Snapshot;
use jiff::civil::Date;

use crate::refusal::Cause;

/// The engine, and what it is under the newest settings that were asked about.
pub(crate) struct Finder {
    engine: Arc<Engine>,
    newest: Mutex<Option<Told>>,
}

/// The engine as one revision of the settings makes it: read once, not at every request.
struct Told {
    revision: i64,
    details: Vec<String>,
    engine: Arc<Engine>,
}

impl Finder {
    pub(crate) fn new(engine: Arc<Engine>) -> Finder {
        Finder {
            engine,
            newest: Mutex::default(),
        }
    }

    /// The engine under these settings.
    ///
    /// # Errors
    /// [`Cause::CheckFailed`] when the practice's record cannot be read.
    pub(crate) fn engine(&self, settings: &Arc<Snapshot>) -> Result<Arc<Engine>, Cause> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let known = newest.as_ref();
        if let Some(known) = known.filter(|known| known.revision == settings.revision) {
            return Ok(Arc::clone(&known.engine));
        }
        let details = details(settings)?;
        let engine = match known {
            _ if details.is_empty() => Arc::clone(&self.engine),
            Some(known) if known.details == details => Arc::clone(&known.engine),
            _ => self.sparing(&details)?,
        };
        *newest = Some(Told {
            revision: settings.revision,
            details,
            engine: Arc::clone(&engine),
        });
        Ok(engine)
    }

    fn sparing(&self, details: &[String]) -> Result<Arc<Engine>, Cause> {
        let engine = self.engine.also_sparing(details);
        engine.map(Arc::new).map_err(|_| Cause::CheckFailed)
    }
}

/// The practice's own details on record.
fn details(settings: &Arc<Snapshot>) -> Result<Vec<String>, Cause> {
    // Nothing in a profile depends on the day.
    let shelf = Shelf::new(Arc::clone(settings), Date::MIN);
    let profile = Profile::of(&shelf).map_err(|_| Cause::CheckFailed)?;
    Ok(profile.public_details())
}
