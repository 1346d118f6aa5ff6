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
         billing_staff billing_manager medical_biller coding_specialist claims_specialist appeals_specialist \
         revenue_cycle_manager revenue_cycle_specialist collections charge_entry billing_lead cpc",
    ),
    (
        Role::ComplianceOfficer,
        "compliance_officer privacy_officer security_officer compliance compliance_lead compliance_manager \
         hipaa_officer hipaa_privacy_officer hipaa_security_officer risk_manager",
    ),
    (
        Role::FrontDesk,
        "front_desk receptionist scheduler scheduling intake_coordinator patient_coordinator front_office \
         patient_access front_desk_staff front_office_staff registrar call_center call_center_agent operator \
         records_clerk medical_records medical_records_clerk unit_clerk ward_clerk secretary medical_secretary \
         patient_navigator greeter",
    ),
    (
        Role::LicensedClinician,
        "physician doctor md do nurse_practitioner np physician_assistant pa nurse registered_nurse rn lpn \
         pharmacist dentist midwife clinician provider licensed_clinician licensed_provider specialist \
         medical_director surgeon pediatrician optometrist podiatrist chiropractor resident dietitian \
         physical_therapist hygienist practitioner triage_nurse locum locum_physician dental_hygienist \
         occupational_therapist speech_therapist speech_language_pathologist audiologist respiratory_therapist \
         nutritionist registered_dietitian clinical_pharmacist nurse_midwife nurse_anesthetist crna nurse_manager \
         charge_nurse school_nurse home_health_nurse hospice_nurse wound_nurse infusion_nurse lvn \
         attending attending_physician fellow hospitalist internist family_physician primary_care_physician pcp \
         cardiologist dermatologist endocrinologist gastroenterologist gynecologist neurologist obstetrician \
         oncologist ophthalmologist orthopedist otolaryngologist pathologist pulmonologist radiologist \
         rheumatologist urologist nephrologist anesthesiologist geriatrician orthodontist oral_surgeon \
         acupuncturist genetic_counselor paramedic",
    ),
    (
        Role::ItPartner,
        "it_partner it it_admin it_contractor it_support system_admin sysadmin it_staff it_manager it_consultant \
         it_vendor msp emr_administrator ehr_administrator developer",
    ),
    (
        Role::Manager,
        "practice_manager office_manager manager administrator owner practice_administrator \
         operations_manager practice_owner clinic_manager clinic_director practice_director executive_director \
         office_administrator clinical_manager ceo coo",
    ),
    (
        Role::MedicalAssistant,
        "medical_assistant ma scribe medical_scribe care_coordinator referral_coordinator interpreter \
         prior_auth_coordinator prior_auth_specialist quality_coordinator case_manager health_coach nurse_aide \
         care_manager quality_lead quality_nurse quality_manager cma dental_assistant ophthalmic_technician \
         optometric_technician pharmacy_technician patient_care_technician cna phlebotomist surgical_technologist \
         radiology_technologist radiologic_technologist sonographer lab_technician laboratory_technician \
         community_health_worker doula physical_therapist_assistant clinical_assistant \
         authorization_specialist referral_specialist medical_interpreter translator",
    ),
    (
        Role::Other,
        "other staff marketing marketing_coordinator marketing_staff volunteer student intern contractor temp \
         temporary_staff trainer employee researcher research_coordinator analyst data_analyst social_media_manager \
         credentialing_specialist hr human_resources outreach_coordinator",
    ),
    (
        Role::Therapist,
        "therapist psychologist psychiatrist counselor social_worker lcsw licensed_therapist \
         licensed_counselor clinical_social_worker psychotherapist mental_health_counselor lmft lpc lmhc lpcc \
         marriage_and_family_therapist clinical_psychologist licensed_psychologist neuropsychologist \
         licensed_clinical_social_worker mental_health_therapist behavioral_health_clinician addiction_counselor \
         substance_use_counselor psychiatric_nurse_practitioner pmhnp behavior_analyst",
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
