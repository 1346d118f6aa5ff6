//! Incidents: what happened, how it was assessed, who was told, and what is still to be done.
//!
//! The law's clocks are counted in `policy`; here they meet the notices that were given. An open incident may hold all
//! sending: the record says so, and every request asks.

mod case;
mod drill;
mod notice;
mod view;

pub use case::{Case, Closing, Conclusion, Judged, Kind, VendorPart};
pub use drill::Drill;
pub use notice::{How, Notice};
pub use view::{CaseView, Cases};
