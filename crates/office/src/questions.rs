//! Whether people may ask free questions: off until the compliance officer switches it on.

use anteroom_store::Store;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, Kept, Record};
use crate::error::OfficeError;
use crate::id::Id;
use crate::shelf::Shelf;

/// Whether people may ask free questions; one record, of which each change is a revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// Whether they may.
    pub allowed: bool,
}

impl Questions {
    /// Whether people may ask now.
    ///
    /// # Errors
    /// When it cannot be read; then nobody may.
    pub async fn are_allowed(store: &Store) -> Result<bool, OfficeError> {
        // Nothing in it depends on the day.
        let shelf = Shelf::new(store.snapshot().await?, Date::MIN);
        let newest = shelf.all::<Questions>()?.pop();
        Ok(newest.is_some_and(|kept| kept.record.allowed))
    }

    /// The switch as it was set last; none where nobody ever touched it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn last_set(desk: &Desk) -> Result<Option<Kept<Questions>>, OfficeError> {
        Ok(desk.history(&id()?).await?.pop())
    }

    /// Sets the switch, from the next page on. Nothing is written where it stands so already.
    ///
    /// # Errors
    /// When somebody else was first, or it cannot be written.
    pub async fn set(self, desk: &Desk) -> Result<(), OfficeError> {
        let now = Questions::are_allowed(desk.store()).await?;
        match now == self.allowed {
            true => Ok(()),
            false => desk.switch(&id()?, &self).await,
        }
    }
}

fn id() -> Result<Id, OfficeError> {
    Ok("practice".parse()?)
}

impl Record for Questions {
    const SUBJECT: &'static str = "free_questions";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        Ok(())
    }
}
