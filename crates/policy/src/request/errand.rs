//! Puts an errand and its evidence into Cedar's words.

use std::collections::BTreeSet;

use cedar_policy::RestrictedExpression;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{Pair, Types, Unaskable, moment, record, truth};
use crate::errand::{Agreement, Errand, Evidence, Output, Task, Terms, User};
use crate::facts::Facts;
use crate::zone::Zones;

/// How long a check of a vendor's terms counts, in days.
const TERMS_GOOD_FOR: i32 = 180;

/// Turns the practice's days into moments.
struct Clock<'z> {
    state: &'z str,
    zones: &'z Zones,
}

impl Clock<'_> {
    /// The moment after this day, or never.
    fn end_of(&self, day: Option<Date>) -> Timestamp {
        day.map_or(Timestamp::MAX, |day| self.zones.end_of_day(self.state, day))
    }
}

impl Types {
    pub(super) fn user(&self, facts: &Facts, errand: &Errand) -> Result<Vec<Pair>, Unaskable> {
        let user = &errand.user;
        Ok(vec![
            ("active", truth(facts.caller.active)),
            ("lanes", self.words(user.lanes.iter().copied())?),
            ("role", self.word(user.role)?),
            ("sees_too_much", truth(sees_too_much(user, errand))),
            ("training", self.word(user.training)?),
            ("unique_login", truth(user.unique_login)),
        ])
    }

    pub(super) fn errand(
        &self,
        facts: &Facts,
        errand: &Errand,
        zones: &Zones,
    ) -> Result<Vec<Pair>, Unaskable> {
        let clock = Clock {
            state: &facts.practice.state,
            zones,
        };
        Ok(vec![
            ("circumstances", circumstances(errand)?),
            ("deployment", self.deployment(facts.connection.deployment)?),
            ("evidence", self.evidence(&errand.evidence, &clock)?),
            ("found", self.found(facts, errand)?),
            ("output", self.output(&errand.output)?),
            ("paused", truth(facts.connection.paused)),
            ("place", self.place(facts, errand)?),
            ("practice_kind", self.word(errand.practice_kind)?),
            ("recipient_known", truth(facts.connection.recipient_known)),
            ("task", self.task(&errand.task)?),
        ])
    }

    fn evidence(
        &self,
        evidence: &Evidence,
        clock: &Clock<'_>,
    ) -> Result<RestrictedExpression, Unaskable> {
        let risk = &evidence.risk_analysis;
        record([
            ("access_policy", self.word(evidence.access_policy)?),
            ("baa", self.agreement(&evidence.baa, clock)?),
            ("compliance_reviewed", truth(evidence.compliance_reviewed)),
            ("data_flow_map", self.word(evidence.data_flow_map)?),
            (
                "deployment_approval",
                self.word(evidence.deployment_approval)?,
            ),
            ("disclaimer_templates", truth(evidence.disclaimer_templates)),
            (
                "incident_plan_covers_ai",
                truth(evidence.incident_plan_covers_ai),
            ),
            (
                "patient_notice_on_file",
                truth(evidence.patient_notice_on_file),
            ),
            (
                "risk_analysis",
                record([
                    ("addresses_offshore", truth(risk.addresses_offshore)),
                    ("includes_ai_tool", truth(risk.includes_ai_tool)),
                    ("status", self.word(risk.status)?),
                ])?,
            ),
            ("terms", self.terms(&evidence.terms, clock)?),
        ])
    }

    fn agreement(
        &self,
        agreement: &Agreement,
        clock: &Clock<'_>,
    ) -> Result<RestrictedExpression, Unaskable> {
        record([
            ("complete", truth(agreement.elements_missing.is_empty())),
            ("covers_endpoint", truth(agreement.covers_endpoint)),
            ("covers_party", truth(agreement.covers_party)),
            ("covers_region", truth(agreement.covers_region)),
            ("ends", moment(clock.end_of(agreement.ends))),
            ("status", self.word(agreement.status)?),
        ])
    }

    fn terms(&self, terms: &Terms, clock: &Clock<'_>) -> Result<RestrictedExpression, Unaskable> {
        let last = terms
            .verified_on
            .map(|day| day.saturating_add(TERMS_GOOD_FOR.days()));
        record([
            ("stale_from", moment(clock.end_of(last))),
            ("training_use", self.word(terms.training_use)?),
            // A check that names no day cannot grow stale, so it counts as none (45 CFR 164.316(b)).
            (
                "verified",
                truth(terms.verified && terms.verified_on.is_some()),
            ),
        ])
    }

    fn found(&self, facts: &Facts, errand: &Errand) -> Result<RestrictedExpression, Unaskable> {
        let found = &errand.found;
        record([
            ("age_over_89", truth(found.age_over_89)),
            ("claimed_deidentified", truth(found.claimed_deidentified)),
            ("derived_code", truth(found.derived_code)),
            ("identifiers", truth(facts.content.has_finds())),
            (
                "patient_records",
                RestrictedExpression::new_long(i64::from(found.patient_records)),
            ),
            ("sensitive", self.words(found.sensitive.iter().copied())?),
            ("small_zip", truth(found.small_zip)),
        ])
    }

    fn output(&self, output: &Output) -> Result<RestrictedExpression, Unaskable> {
        record([
            ("audience", self.word(output.audience)?),
            ("clinical_information", truth(output.clinical_information)),
            ("medium", self.word(output.medium)?),
            ("review", self.word(output.review)?),
        ])
    }

    fn place(&self, facts: &Facts, errand: &Errand) -> Result<RestrictedExpression, Unaskable> {
        let place = &errand.place;
        let third_party =
            facts.connection.deployment.third_party() || errand.circumstances.outside_access;
        record([
            ("enterprise_agreement", truth(place.enterprise_agreement)),
            ("path_approved", truth(place.path_approved())),
            ("region", self.word(place.region)?),
            ("third_party", truth(third_party)),
        ])
    }

    fn task(&self, task: &Task) -> Result<RestrictedExpression, Unaskable> {
        record([
            ("beyond_protocol", truth(beyond_protocol(task))),
            ("lane", self.word(task.use_case.lane())?),
            (
                "natures",
                self.words(task.use_case.natures().iter().copied())?,
            ),
            ("use_case", self.word(task.use_case)?),
        ])
    }
}

/// Whether the text touches something that the role has no business with.
fn sees_too_much(user: &User, errand: &Errand) -> bool {
    let beyond = |may: &BTreeSet<_>| !errand.found.sensitive.is_subset(may);
    user.categories.as_ref().is_some_and(beyond)
}

/// Whether a field is asked for that neither the practice's protocol nor, where it has none, the catalogue names.
fn beyond_protocol(task: &Task) -> bool {
    match &task.protocol {
        Some(protocol) => !task.fields.is_subset(protocol),
        None => !task.fields.is_subset(task.use_case.protocol()),
    }
}

fn circumstances(errand: &Errand) -> Result<RestrictedExpression, Unaskable> {
    let it = &errand.circumstances;
    record([
        ("ai_disclosure_given", truth(it.ai_disclosure_given)),
        ("autonomous", truth(it.autonomous)),
        ("consequential_decision", truth(it.consequential_decision)),
        ("data_use_agreement", truth(it.data_use_agreement)),
        ("diagnostic_use", truth(it.diagnostic_use)),
        ("emergency", truth(it.emergency)),
        ("high_risk_interaction", truth(it.high_risk_interaction)),
        ("in_state_recipient", truth(it.in_state_recipient)),
        ("licensed_title", truth(it.licensed_title)),
        ("marketing_authorization", truth(it.marketing_authorization)),
        ("marketing_use", truth(it.marketing_use)),
        ("medicaid", truth(it.medicaid)),
        ("medicaid_allows_region", truth(it.medicaid_allows_region)),
        ("medicaid_bars_offshore", truth(it.medicaid_bars_offshore)),
        ("medicaid_unsaid", truth(it.medicaid_unsaid)),
        ("more_than_necessary", truth(it.more_than_necessary)),
        ("outside_access", truth(it.outside_access)),
        ("part2_checked", truth(it.part2_checked)),
        ("part2_consent", truth(it.part2_consent)),
        ("part2_program", truth(it.part2_program)),
        ("protected_trait", truth(it.protected_trait)),
        (
            "psychotherapy_authorization",
            truth(it.psychotherapy_authorization),
        ),
        (
            "psychotherapy_originator",
            truth(it.psychotherapy_originator),
        ),
        ("recording_consent", truth(it.recording_consent)),
        ("routine_text", truth(it.routine_text)),
        ("sensitive_authorization", truth(it.sensitive_authorization)),
        ("session_recorded", truth(it.session_recorded)),
        ("sud_counseling_consent", truth(it.sud_counseling_consent)),
        ("therapeutic_contact", truth(it.therapeutic_contact)),
        ("trait_risk_mitigated", truth(it.trait_risk_mitigated)),
        ("translator_reviewed", truth(it.translator_reviewed)),
        ("unclear", truth(it.unclear)),
        ("used_in_care", truth(it.used_in_care)),
        ("whole_record", truth(it.whole_record)),
        ("whole_record_justified", truth(it.whole_record_justified)),
    ])
}
