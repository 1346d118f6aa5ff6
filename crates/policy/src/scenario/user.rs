//! Reads who asks.

use std::collections::BTreeSet;

use super::detected::SENSITIVE;
use super::part::{Part, Unknown, among, plain};
use crate::errand::User;
use crate::words::people::{Lane, Role, Training};

const ROLES: [(Role, &str); 10] = [
    (Role::Auditor, "auditor external_auditor"),
    (
        Role::Biller,
        "biller coder billing billing_specialist medical_coder certified_coder biller_coder billing_coder \
         billing_staff billing_manager medical_biller",
    ),
    (
        Role::ComplianceOfficer,
        "compliance_officer privacy_officer security_officer compliance compliance_lead",
    ),
    (
        Role::FrontDesk,
        "front_desk receptionist scheduler scheduling intake_coordinator patient_coordinator front_office \
         patient_access",
    ),
    (
        Role::LicensedClinician,
        "physician doctor md do nurse_practitioner np physician_assistant pa nurse registered_nurse rn lpn \
         pharmacist dentist midwife clinician provider licensed_clinician licensed_provider specialist \
         medical_director surgeon pediatrician optometrist podiatrist chiropractor resident dietitian \
         physical_therapist hygienist practitioner triage_nurse",
    ),
    (
        Role::ItPartner,
        "it_partner it it_admin it_contractor it_support system_admin sysadmin it_staff",
    ),
    (
        Role::Manager,
        "practice_manager office_manager manager administrator owner practice_administrator \
         operations_manager practice_owner",
    ),
    (
        Role::MedicalAssistant,
        "medical_assistant ma scribe medical_scribe care_coordinator referral_coordinator interpreter \
         prior_auth_coordinator prior_auth_specialist quality_coordinator case_manager health_coach nurse_aide \
         care_manager quality_lead quality_nurse quality_manager",
    ),
    (
        Role::Other,
        "other staff marketing marketing_coordinator marketing_staff volunteer student intern contractor temp \
         temporary_staff trainer employee researcher research_coordinator analyst data_analyst",
    ),
    (
        Role::Therapist,
        "therapist psychologist psychiatrist counselor social_worker lcsw licensed_therapist \
         licensed_counselor clinical_social_worker psychotherapist mental_health_counselor",
    ),
];

const TRAININGS: [(Training, &str); 3] = [
    (Training::Current, "current done complete completed"),
    (Training::Expired, "expired stale overdue outdated"),
    (Training::None, "none missing"),
];

/// Whether somebody in this role is licensed or certified to give care.
pub(super) fn licensed(role: &str) -> Option<bool> {
    let role = among(&ROLES, &plain(role))?;
    Some(matches!(role, Role::LicensedClinician | Role::Therapist))
}

/// The person who asks.
pub(super) fn read(mut part: Part, unknown: &mut Unknown) -> User {
    let role = part.word("role", unknown, |word| among(&ROLES, word));
    let training = part.word("training", unknown, |word| among(&TRAININGS, word));
    let lanes = part.texts("lanes").unwrap_or_default();
    let known: BTreeSet<_> = lanes.iter().filter_map(|lane| Lane::named(lane)).collect();
    if known.len() != lanes.len() {
        unknown.add(part.place("lanes"));
    }
    let categories = part.texts("phi_categories").map(|words| {
        let read = words.iter().filter_map(|word| among(&SENSITIVE, word));
        read.collect()
    });
    let user = User {
        categories,
        lanes: known,
        role: role.unwrap_or(Role::Other),
        training: training.unwrap_or(Training::None),
        unique_login: part.truth("unique_login").unwrap_or(false),
    };
    part.ignore(&["id", "name"]);
    part.finish(unknown);
    user
}
