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

/// The engine, and the same with what the records add.
pub(crate) struct Finder {
    engine: Arc<Engine>,
    own: Mutex<Option<(Vec<String>, Arc<Engine>)>>,
}

impl Finder {
    pub(crate) fn new(engine: Arc<Engine>) -> Finder {
        Finder {
            engine,
            own: Mutex::default(),
        }
    }

    /// The engine under these settings.
    ///
    /// # Errors
    /// [`Cause::CheckFailed`] when the practice's record cannot be read.
    pub(crate) fn engine(&self, settings: &Arc<Snapshot>) -> Result<Arc<Engine>, Cause> {
        // Nothing in a profile depends on the day.
        let shelf = Shelf::new(Arc::clone(settings), Date::MIN);
        let profile = Profile::of(&shelf).map_err(|_| Cause::CheckFailed)?;
        let details = profile.public_details();
        if details.is_empty() {
            return Ok(Arc::clone(&self.engine));
        }
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, engine)) = own.as_ref().filter(|(known, _)| *known == details) {
            return Ok(Arc::clone(engine));
        }
        let engine = self.engine.also_sparing(&details);
        let engine = Arc::new(engine.map_err(|_| Cause::CheckFailed)?);
        *own = Some((details, Arc::clone(&engine)));
        Ok(engine)
    }
}
