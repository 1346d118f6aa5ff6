//! Days that must not be missed: the clocks of a breach, what individuals may ask for, and evidence that runs out.
//!
//! The law is dated data in `law/`, one entry a duty with its source; the code here only counts days and says which
//! entries speak. Nothing here looks at a clock: dates are arguments. A date that is due is the last day on which the
//! duty can still be met. "Without unreasonable delay" stands beside every outer limit and is usually sooner. None of
//! this is legal advice.

mod assessment;
mod breach;
mod clock;
mod count;
mod duty;
mod evidence;
mod incident;
mod jurisdiction;
mod law;
mod scenario;
#[cfg(test)]
mod tests;

pub use assessment::{Assessment, Exception, Factor, Finding, Risk, Undecided};
pub use clock::{Clock, Clocks, NoNotice, Standing};
pub use count::Limit;
pub use duty::{Duties, Duty};
pub use evidence::{Evidence, Freshness, Kind, Renewals};
pub use incident::{BusinessAssociate, Hold, Incident, IncidentError};
pub use jurisdiction::{Jurisdiction, UnknownJurisdiction};
pub use law::{Anchor, BreachLaw, Confidence, LawError, Recipient};
pub(crate) use law::{Entry, read};
pub use scenario::{SCHEMA, ScenarioError, Tried, try_scenarios};

/// What every list of deadlines says at its end.
pub const NOT_LEGAL_ADVICE: &str = "Not legal advice. Each date comes from the law cited beside it, as last checked; \
     confirm it with your compliance officer or attorney.";
