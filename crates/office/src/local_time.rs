//! By which clock the practice lives, for what people read.

use std::sync::Arc;

use anteroom_policy::LocalTime;
use anteroom_store::Snapshot;
use jiff::civil::Date;

use crate::profile::Profile;
use crate::shelf::Shelf;

/// The practice's clock: as it said on record, else as its file says, else as most people of its state live. What cannot be
/// read was not said: nothing is decided by it.
#[must_use]
pub fn local_time(settings: &Arc<Snapshot>, file: Option<&LocalTime>) -> LocalTime {
    let shelf = Shelf::new(Arc::clone(settings), Date::default());
    let said = Profile::of(&shelf).ok().and_then(|profile| profile.zone);
    let said = said.and_then(|name| LocalTime::named(name.as_str()).ok());
    let state = settings.practice.as_ref().map(|practice| &practice.state);
    said.or_else(|| file.cloned())
        .unwrap_or_else(|| LocalTime::of_state(state.map_or("", |state| state.as_str())))
}
