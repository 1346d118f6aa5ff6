//! The risk analysis (45 CFR 164.308(a)(1)(ii)(A)): what holds patient information, what could happen to it, and what the
//! practice decided on every standard and specification of the Security Rule.
//!
//! It covers everything that holds patient information, not only Anteroom. There is no score.

mod asset;
mod register;
mod safeguard;
mod signature;

pub use asset::{Asset, Grade, Plan, Threat};
pub use register::{RiskRegister, RuleView, ThreatView};
pub use safeguard::{Decision, Safeguard, SecurityRule, Specification, Strength};
pub use signature::Signature;
