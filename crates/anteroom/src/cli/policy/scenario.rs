//! Scenarios of a file, with the finder of this binary for texts of which the file does not say what is in them.

use std::cell::LazyCell;

use anteroom_gateway::describe;
use anteroom_phi::{Engine, Settings};
use anteroom_policy::{Scenario, Sighting};
use jiff::civil::Date;

use crate::exit::Failure;

/// Reads the scenarios in `text`, the file `name`. With `texts`, the finder looks at each, whatever is given.
pub(super) fn read(name: &str, text: &str, texts: bool) -> Result<Vec<Scenario>, Failure> {
    let engine = LazyCell::new(|| Engine::new(&Settings::default()).ok());
    let finder = |text: &str, day: Date| -> Option<Sighting> {
        describe(engine.as_ref()?, text, u32::from(day.year().unsigned_abs()))
    };
    let read = match texts {
        true => Scenario::read_texts(text, &finder),
        false => Scenario::read_with(text, &finder),
    };
    read.map_err(|fault| Failure::usage(format_args!("{name}: {fault}")))
}
