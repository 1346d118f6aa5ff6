//! The laws that a practice watches: what each asks, since when, what it changes here, and how surely it was read.
//!
//! They are dated data in `law/acts/`, one file a state; the clocks of breach notices in `law/breach/` are listed beside
//! them. Nothing here decides: what a law forbids stands in a Cedar rule, which an act names, or in a clock. So a
//! [`LawUpdate`] can bring news and never open anything. Nothing here looks at a clock: the day is an argument. None of
//! this is legal advice.

mod act;
mod list;
#[cfg(test)]
mod tests;
mod update;

pub use act::{Act, Enactment, Enforcement, Family, LawStatus};
pub use list::Laws;
pub use update::{LawUpdate, UpdateError};

/// What stands under every list of laws.
pub const VERIFY_WITH_COUNSEL: &str = "Not legal advice. Each entry is as last checked on its day; have your attorney \
     confirm it before you rely on it.";
