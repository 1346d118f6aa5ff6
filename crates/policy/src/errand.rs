//! What is asked of a way out about which the practice keeps evidence: who asks, for what, on which evidence.
//!
//! Part of [`crate::Facts`] where the practice has an evidence snapshot; without one, a connection's approval speaks.
//! The words are those of the decision contract. Everything here is a code, a date or a name of a chart field, never
//! text of a request. A missing circumstance means "not applicable".

mod circumstances;
mod evidence;
mod use_case;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub use circumstances::Circumstances;
pub use evidence::{Agreement, Evidence, Place, RiskAnalysis, Terms};
pub use use_case::UseCase;

use crate::words::content::Sensitive;
use crate::words::output::{Audience, Medium, Reviewed};
use crate::words::people::{Lane, PracticeKind, Role, Training};

/// One thing to be done through one way out.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Errand {
    /// What else bears on it.
    pub circumstances: Circumstances,
    /// What the practice has on file.
    pub evidence: Evidence,
    /// What the detector says beyond the class of the text.
    pub found: Found,
    /// Where the result is going.
    pub output: Output,
    /// Where the text would go.
    pub place: Place,
    /// What kind of practice it is.
    pub practice_kind: PracticeKind,
    /// Further states whose law counts: other licenses, the patient's home.
    pub states: BTreeSet<String>,
    /// What is to be done.
    pub task: Task,
    /// Who asks.
    pub user: User,
}

/// What is to be done.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Names of the chart fields that are asked for.
    pub fields: BTreeSet<String>,
    /// Names of the fields that the practice's protocol allows; absent: those of the catalogue.
    pub protocol: Option<BTreeSet<String>>,
    /// The use case.
    pub use_case: UseCase,
}

/// What the detector says beyond the class of the text.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// An age above 89, or a date that gives one away (45 CFR 164.514(b)(2)(i)(C)).
    pub age_over_89: bool,
    /// Somebody says that the text was de-identified.
    pub claimed_deidentified: bool,
    /// A code that was made from information about the patient (45 CFR 164.514(c)).
    pub derived_code: bool,
    /// How many patients it is about, as far as counted.
    pub patient_records: u32,
    /// What it touches that a law guards more.
    pub sensitive: BTreeSet<Sensitive>,
    /// A ZIP code, or the first three digits of one, of an area with 20,000 people or fewer.
    pub small_zip: bool,
}

/// Where the result is going.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Who reads it.
    pub audience: Audience,
    /// Whether it speaks of a patient's health, not only of dates and bills.
    pub clinical_information: bool,
    /// How it reaches them.
    pub medium: Medium,
    /// Whether a licensed person reviewed it.
    pub review: Reviewed,
}

/// The person who asks.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// Kinds of guarded information that the role may see; absent: no such limit is on file.
    pub categories: Option<BTreeSet<Sensitive>>,
    /// Lanes that the role may use.
    pub lanes: BTreeSet<Lane>,
    /// The role.
    pub role: Role,
    /// Training on record.
    pub training: Training,
    /// Signs in as nobody else does (45 CFR 164.312(a)(2)(i)).
    pub unique_login: bool,
}
