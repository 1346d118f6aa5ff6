//! What is the same for every way out: the gates, the risk analysis, what patients are told.

use anteroom_policy::{Evidence, RiskAnalysis, RiskStatus, Standing, Terms, TrainingUse};

use super::agreement;

use crate::error::OfficeError;
use crate::gate::{GateKind, Gates, Status};
use crate::notice::{Disclaimer, PatientNotice};
use crate::shelf::Shelf;

/// The practice's own papers.
#[derive(Clone, Debug)]
pub(super) struct Practice {
    pub(super) disclaimer: Option<Disclaimer>,
    /// Everything that is the same for every service; of the services themselves nothing.
    pub(super) evidence: Evidence,
}

impl Practice {
    pub(super) fn of(shelf: &Shelf, gates: &Gates) -> Result<Practice, OfficeError> {
        let today = shelf.today();
        let disclaimers = shelf.all::<Disclaimer>()?.into_iter();
        let mut disclaimers = disclaimers.map(|kept| kept.record);
        let disclaimer = disclaimers.find(|one| one.is_in_use(today));
        let notices = shelf.all::<PatientNotice>()?;
        let status = |gate| Ok::<_, OfficeError>(gates.one(gate)?.status);
        let mut evidence = nothing();
        evidence.access_policy = standing(status(GateKind::Access)?);
        evidence.disclaimer_templates = disclaimer.is_some();
        evidence.incident_plan_covers_ai = status(GateKind::IncidentPlan)?.is_settled();
        evidence.patient_notice_on_file = notices.iter().any(|kept| kept.record.is_in_use(today));
        evidence.risk_analysis.status = risk(status(GateKind::Risk)?);
        let mut gates = gates.views()?.into_iter();
        evidence.compliance_reviewed = gates.all(|view| view.status.is_settled());
        Ok(Practice {
            disclaimer,
            evidence,
        })
    }
}

/// Nothing on file.
pub(super) fn nothing() -> Evidence {
    Evidence {
        access_policy: Standing::Missing,
        baa: agreement::none(),
        compliance_reviewed: false,
        data_flow_map: Standing::Missing,
        deployment_approval: Standing::Missing,
        disclaimer_templates: false,
        incident_plan_covers_ai: false,
        patient_notice_on_file: false,
        risk_analysis: RiskAnalysis {
            addresses_offshore: false,
            includes_ai_tool: false,
            status: RiskStatus::Missing,
        },
        terms: Terms {
            retention_days: None,
            training_use: TrainingUse::Unknown,
            verified: false,
            verified_on: None,
        },
    }
}

fn standing(status: Status) -> Standing {
    match status {
        Status::Ready => Standing::Approved,
        Status::NeedsRenewal => Standing::Stale,
        Status::InProgress | Status::NotApplicable | Status::NotStarted => Standing::Missing,
    }
}

fn risk(status: Status) -> RiskStatus {
    match standing(status) {
        Standing::Approved => RiskStatus::Current,
        Standing::Stale => RiskStatus::Stale,
        Standing::ApprovedOtherEndpoint | Standing::Missing => RiskStatus::Missing,
    }
}
