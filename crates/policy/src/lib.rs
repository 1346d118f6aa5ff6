//! Decides what may leave, from facts and dated rules; pure.
//!
//! [`Rules::shipped`] reads the Cedar rules that are part of the program; [`Rules::decide`] asks them about one
//! request's [`Facts`] at one moment. The rules live in `rules/`, one file each with its law, its plain words and its
//! cases; what they may look at is `schema.cedarschema`. This crate has no clock, no disk and no network: the time is
//! an argument. What cannot be decided is blocked.
#![deny(missing_docs)]

mod book;
mod case;
pub mod deadline;
mod decide;
mod decision;
mod docket;
mod errand;
mod explain;
mod facts;
mod hearing;
mod ladder;
pub mod law;
pub mod laws;
mod local_time;
pub mod offerings;
mod own;
mod plain_day;
mod reason;
mod release;
mod request;
mod rule;
mod rules;
mod scenario;
#[cfg(test)]
mod tests;
mod told;
mod words;
mod zone;

pub use book::{Book, STATEMENTS};
pub use case::{Bases, Case, CaseError};
pub use decision::{Decision, Form, Obligation, Outcome, Permit, RuleSetId, Verdict};
pub use docket::Docket;
pub use errand::{
    Agreement, Circumstances, Errand, Evidence, Found, Output, Place, RiskAnalysis, Task, Terms,
    UseCase, User,
};
pub use explain::{Explanation, Step};
pub use facts::{Approval, Caller, Connection, Content, Deployment, Facts, Practice};
pub use ladder::Action;
pub use local_time::{CLOCKS, LocalTime, UnknownZone};
pub use own::OwnRule;
pub use plain_day::{plain_day, plain_days};
pub use reason::Reason;
pub use rule::{Rule, Subject};
pub use rules::{RuleError, Rules};
pub use scenario::{Difference, Expect, Finder, Scenario, ScenarioError, Sighting};
pub use told::Told;
pub use words::content::{Nature, Sensitive};
pub use words::evidence::{BaaStatus, Region, RiskStatus, Standing};
pub use words::output::{Audience, Medium, Reviewed};
pub use words::people::{Lane, PracticeKind, Role, Training};
pub use words::{ApprovedFor, DeploymentKind, Export, Host, Phi, TrainingUse};
