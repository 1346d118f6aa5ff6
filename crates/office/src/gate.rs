//! The eight gates: what must be in place before patient information may leave as it was written.
//!
//! A gate is ready when every condition under it holds at this second; most conditions are read from the records and the
//! settings, the rest is a person's approval. There is no score: only what holds and what is missing.

mod act;
mod condition;
mod file;
mod ground;
mod kind;
mod view;

pub use act::{approve, attach, change, set_aside};
pub use condition::{Condition, Place};
pub use file::{Approval, Exhibit, GateFile, Waiver};
pub use kind::{GateKind, GateText};
pub use view::{GateView, Gates, Status};
