//! The map of where data goes: drawn from settings, records and what was really sent, never by hand.
//!
//! Somebody approves the map as it is; from then on every difference is named in plain words. `standing` says of one
//! connection whether the approved map has it.

mod approval;
mod build;
mod change;
mod desk;
mod draw;
mod map;
mod outside;
mod seen;
mod standing;

pub use approval::FlowApproval;
pub use desk::Flow;
pub use draw::{mermaid, svg};
pub use map::{DataClass, Edge, Kind, Lane, Map, Node};
pub(crate) use outside::address;
pub use seen::Seen;
pub use standing::standing;
