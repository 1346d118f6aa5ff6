//! What tests of the whole need: the real app on a temporary database, a scripted upstream, invented patients, the
//! canary. Never shipped.

mod installed;
mod patients;

pub mod leak;
pub mod models;
pub mod upstream;

pub use installed::{Installed, Server};
pub use patients::Patient;
pub use upstream::{Cut, Script, Style, Upstream};
