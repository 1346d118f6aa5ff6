//! Finds, replaces and restores patient information in text; pure.
//!
//! [`Engine::inspect`] takes the texts of a request and says where something identifying stands ([`Findings`]). How:
//! `text` folds and tokenizes, `recognize` and `field` propose candidates, `lexicon` knows words, `resolve` settles
//! overlaps. Nothing in this crate reads a clock, a disk, a network or the environment, and nothing that holds
//! patient text prints it.

#![deny(missing_docs)]

mod addresses;
mod again;
pub mod base64;
mod encoded;
mod engine;
mod explain;
mod field;
mod find;
mod interval;
mod kind;
pub mod lexicon;
mod mapping;
mod minimum;
mod other;
mod people;
mod placeholder;
mod public;
mod reason;
mod recognize;
mod replace;
mod resolve;
mod restore;
mod seam;
mod segment;
mod settings;
mod span;
pub mod tagger;
mod text;
mod version;
pub mod visit;

pub use engine::{Engine, EngineError, InspectError, Studied};
pub use explain::{Answer, Explanation, Explanations, Missed, Outweighed, Place, Voice};
pub use field::tells;
pub use find::{Confidence, Find, Findings, PersonId, Role, Why};
pub use kind::{Group, Kind};
pub use mapping::{Mapping, MappingError};
pub use minimum::{Judged, Masked, Minimum, Trimmed};
pub use reason::{Check, Dropped, Ground, Layer, LostBy, Need, Sight};
pub use recognize::{Recognizer, is_street, is_surname, recognizers};
pub use replace::{
    Mode, Rare, Replaced, Report, Row, Seed, VerifyError, hard_values, placeholders, replace,
    verify,
};
pub use restore::{Escape, Restorer, restore};
pub use segment::{Join, Segment};
pub use settings::{Known, Roster, Settings};
pub use span::{Span, to_code_points};
