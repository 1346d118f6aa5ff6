//! Words for the people who ask, and for the practice they work in.

use serde::{Deserialize, Serialize};

use super::{among, plain};

words! {
    /// The three lanes of use.
    pub enum Lane {
        /// Never.
        AlwaysAvoid = "always_avoid",
        /// With an agreement and every safeguard.
        BaaSafeguards = "baa_safeguards",
        /// Without patient information.
        NoPhi = "no_phi",
    }
}

words! {
    /// What kind of practice it is, as far as a rule asks.
    pub enum PracticeKind {
        /// Any other.
        General = "general",
        /// Mental or behavioral health.
        MentalHealth = "mental_health",
        /// A substance use disorder program (42 CFR 2.11).
        SudProgram = "sud_program",
        /// Nobody has said. Rules for mental health count until somebody does.
        Unknown = "unknown",
    }
}

words! {
    /// What a person does in the practice.
    pub enum Role {
        /// Checks what happened, and holds no patient care role.
        Auditor = "auditor",
        /// Bills, codes and claims.
        Biller = "biller",
        /// Compliance, privacy or security officer.
        ComplianceOfficer = "compliance_officer",
        /// Front desk and scheduling.
        FrontDesk = "front_desk",
        /// Runs the machines.
        ItPartner = "it_partner",
        /// Licensed or certified to give care.
        LicensedClinician = "licensed_clinician",
        /// Runs the practice.
        Manager = "manager",
        /// Helps with care without a license to give it.
        MedicalAssistant = "medical_assistant",
        /// Somebody else.
        Other = "other",
        /// Licensed or certified in mental health.
        Therapist = "therapist",
    }
}

words! {
    /// Whether a person was trained on patient information and this tool.
    pub enum Training {
        /// Trained, and in date.
        Current = "current",
        /// Trained too long ago.
        Expired = "expired",
        /// No training on record.
        None = "none",
    }
}

/// Roles, with the words people use for them.
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
         physical_therapist hygienist practitioner triage_nurse locum locum_physician",
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

impl Role {
    /// The role that people call so, in any spelling of its words: `front desk`, `Front-desk`, `receptionist`.
    #[must_use]
    pub fn called(name: &str) -> Option<Role> {
        among(&ROLES, &plain(name))
    }

    /// Whether somebody in this role is licensed or certified to give care.
    #[must_use]
    pub fn is_licensed(self) -> bool {
        matches!(self, Role::LicensedClinician | Role::Therapist)
    }
}
