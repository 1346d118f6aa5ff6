//! Words for the people who ask, and for the practice they work in.

use serde::{Deserialize, Serialize};

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
