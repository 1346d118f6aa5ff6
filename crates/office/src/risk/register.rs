//! The risk analysis as it stands today.

use anteroom_audit::Word;
use anteroom_policy::deadline::{Evidence, Freshness, Kind as Renewing, Renewals};
use anteroom_policy::{RiskAnalysis, RiskStatus};
use jiff::civil::Date;
use serde::Serialize;

use super::asset::{Asset, Grade, Threat};
use super::safeguard::{Safeguard, SecurityRule, Specification};
use super::signature::Signature;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::renewal::renewal;
use crate::shelf::Shelf;

/// Everything on file about risks.
pub struct RiskRegister {
    /// The Security Rule.
    pub rule: SecurityRule,
    assets: Vec<Kept<Asset>>,
    threats: Vec<Kept<Threat>>,
    safeguards: Vec<Kept<Safeguard>>,
    signatures: Vec<Kept<Signature>>,
    renewals: Renewals,
    today: Date,
}

/// One entry of the rule, and what was decided on it.
#[derive(Serialize)]
pub struct RuleView<'r> {
    /// The entry.
    #[serde(flatten)]
    pub specification: &'r Specification,
    /// The decision; none when there is none yet.
    pub safeguard: Option<&'r Safeguard>,
    /// Last day before the decision is to be looked at again.
    pub good_through: Option<Date>,
    /// Whether it was decided, and not too long ago.
    pub is_current: bool,
}

/// One threat, and how far it matters.
#[derive(Serialize)]
pub struct ThreatView<'r> {
    /// Its id.
    pub id: &'r Id,
    /// The risk.
    pub risk: Grade,
    /// What could happen.
    #[serde(flatten)]
    pub threat: &'r Threat,
}

impl RiskRegister {
    /// Reads everything.
    ///
    /// # Errors
    /// When a record, or the data in the program, cannot be read.
    pub async fn read(desk: &Desk) -> Result<RiskRegister, OfficeError> {
        RiskRegister::of(&desk.shelf().await?)
    }

    /// What is on file there.
    ///
    /// # Errors
    /// As [`RiskRegister::read`].
    pub fn of(shelf: &Shelf) -> Result<RiskRegister, OfficeError> {
        Ok(RiskRegister {
            rule: SecurityRule::shipped()?,
            assets: shelf.all()?,
            threats: shelf.all()?,
            safeguards: shelf.all()?,
            signatures: shelf.all()?,
            renewals: Renewals::shipped()?,
            today: shelf.today(),
        })
    }

    /// What is in use.
    pub fn assets(&self) -> impl Iterator<Item = &Kept<Asset>> {
        let in_use = |kept: &&Kept<Asset>| kept.record.is_in_use(self.today);
        self.assets.iter().filter(in_use)
    }

    /// What could still happen, the worst first.
    #[must_use]
    pub fn threats(&self) -> Vec<ThreatView<'_>> {
        let open = self
            .threats
            .iter()
            .filter(|kept| kept.record.is_open(self.today));
        let view = open.map(|Kept { id, record, .. }| ThreatView {
            id,
            risk: record.risk(),
            threat: record,
        });
        let mut threats: Vec<_> = view.collect();
        threats.sort_by_key(|one| std::cmp::Reverse(one.risk));
        threats
    }

    /// Every entry of the rule in its order.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn rules(&self) -> Result<Vec<RuleView<'_>>, OfficeError> {
        let evidence = renewal(&self.renewals, Renewing::RiskAnalysis)?;
        let all = self.rule.all.iter();
        Ok(all.map(|one| self.rule_view(one, evidence)).collect())
    }

    fn rule_view<'r>(
        &'r self,
        specification: &'r Specification,
        evidence: &Evidence,
    ) -> RuleView<'r> {
        let mut decided = self.safeguards.iter().map(|kept| &kept.record);
        let safeguard = decided.find(|one| one.specification == specification.id);
        let day = safeguard.map(|one| one.decided_on);
        RuleView {
            specification,
            safeguard,
            good_through: day.map(|day| evidence.good_through(day)),
            is_current: day.is_some_and(|day| self.is_fresh(evidence, day)),
        }
    }

    /// The newest signature, and whether it is still good.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn signed(&self) -> Result<Option<(&Signature, bool)>, OfficeError> {
        let evidence = renewal(&self.renewals, Renewing::RiskAnalysis)?;
        let newest = self
            .signatures
            .iter()
            .map(|kept| &kept.record)
            .max_by_key(|one| one.on);
        Ok(newest.map(|one| (one, self.is_fresh(evidence, one.on))))
    }

    /// Assets that have patient information and of which nobody has said what could happen.
    pub fn unexamined(&self) -> impl Iterator<Item = &Kept<Asset>> {
        let examined = |id: &Id| self.threats.iter().any(|kept| kept.record.asset == *id);
        self.assets()
            .filter(move |kept| kept.record.has_patient_information && !examined(&kept.id))
    }

    /// What the analysis says of the AI service that a connection leads to. It names the service once somebody has said
    /// what could happen there.
    #[must_use]
    pub fn about(&self, connection: &Word, status: RiskStatus) -> RiskAnalysis {
        let is_it = |kept: &&Kept<Asset>| kept.record.connection.as_ref() == Some(connection);
        let assets: Vec<_> = self.assets().filter(is_it).collect();
        let on_it = |threat: &&Threat| assets.iter().any(|asset| asset.id == threat.asset);
        let threats: Vec<_> = self
            .threats
            .iter()
            .map(|kept| &kept.record)
            .filter(on_it)
            .collect();
        RiskAnalysis {
            addresses_offshore: threats.iter().any(|threat| threat.offshore),
            includes_ai_tool: !threats.is_empty(),
            status,
        }
    }

    /// Plans whose day is over.
    pub fn overdue(&self) -> impl Iterator<Item = &Kept<Threat>> {
        let late = |threat: &Threat| {
            threat
                .plan
                .as_ref()
                .is_some_and(|plan| plan.due < self.today)
        };
        self.threats
            .iter()
            .filter(move |kept| kept.record.is_open(self.today) && late(&kept.record))
    }

    fn is_fresh(&self, evidence: &Evidence, day: Date) -> bool {
        evidence.freshness(day, self.today) != Freshness::Expired
    }
}
