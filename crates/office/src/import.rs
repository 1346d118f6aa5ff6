//! Importing: one file says what a practice has on file, and what differs is recorded, all of it or none.
//!
//! A section of the file is named after its kind of record, and each of its entries has the record's id and fields. What an
//! entry leaves out stays as it is on file. A second import of the same file therefore changes nothing.

mod fault;
mod merge;
mod plan;
mod setup;

pub use fault::Fault;
pub use plan::{Plan, Step};
pub use setup::{Entry, PracticeEntry, Setup};

/// Reads a file that an entry names, by its path as written there. The error says why it cannot.
pub type ReadFile<'f> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'f;
