//! What the practice has on file about a way out, at the moment of deciding.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::words::TrainingUse;
use crate::words::evidence::{BaaStatus, Region, RiskStatus, Standing};

/// The practice's compliance record for one way out.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Access policy (45 CFR 164.308(a)(4)).
    pub access_policy: Standing,
    /// The agreement with whoever receives the text.
    pub baa: Agreement,
    /// Whether the compliance review is done.
    pub compliance_reviewed: bool,
    /// Map of where data goes.
    pub data_flow_map: Standing,
    /// The way the model is run.
    pub deployment_approval: Standing,
    /// Whether texts for AI notices are set up.
    pub disclaimer_templates: bool,
    /// Whether the incident plan covers AI events.
    pub incident_plan_covers_ai: bool,
    /// Whether patients get the practice's notice on AI.
    pub patient_notice_on_file: bool,
    /// The risk analysis.
    pub risk_analysis: RiskAnalysis,
    /// Retention and training terms.
    pub terms: Terms,
}

/// A business associate agreement, or the determination that none is needed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Names the product and endpoint in use.
    pub covers_endpoint: bool,
    /// Is with the party that receives the text.
    pub covers_party: bool,
    /// Names the region in use.
    pub covers_region: bool,
    /// Ids of the elements that it must have and lacks (45 CFR 164.504(e)(2)).
    pub elements_missing: BTreeSet<String>,
    /// Its last day; absent where it has no end.
    pub ends: Option<Date>,
    /// How far it has come.
    pub status: BaaStatus,
}

/// What the vendor's terms say, and who checked.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Days that the vendor keeps what it is sent, where known.
    pub retention_days: Option<u32>,
    /// Whether the vendor may train on it.
    pub training_use: TrainingUse,
    /// Whether somebody checked the terms.
    pub verified: bool,
    /// When; a check counts for 180 days, and one without a day not at all.
    pub verified_on: Option<Date>,
}

/// The risk analysis, as far as it bears on an AI tool.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RiskAnalysis {
    /// Weighs processing outside the country.
    pub addresses_offshore: bool,
    /// Names the AI tool.
    pub includes_ai_tool: bool,
    /// Its state.
    pub status: RiskStatus,
}

/// Where the text would go. Who runs the machines is the connection's deployment.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Paths that the practice approved; absent where it keeps no list.
    pub approved_paths: Option<BTreeSet<String>>,
    /// The path that the request would use, where it matters.
    pub endpoint_path: Option<String>,
    /// Whether a signed enterprise contract exists.
    pub enterprise_agreement: bool,
    /// Where it is processed.
    pub region: Region,
}

impl Place {
    /// Whether the path, where it matters, is one that the practice approved.
    #[must_use]
    pub fn path_approved(&self) -> bool {
        match (&self.approved_paths, &self.endpoint_path) {
            (Some(approved), Some(path)) => approved.contains(path),
            (None, Some(_)) => false,
            (_, None) => true,
        }
    }
}
