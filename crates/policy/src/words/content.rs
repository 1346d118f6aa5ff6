//! Words for what a text is about, and what is asked to be done with it.

use serde::{Deserialize, Serialize};

words! {
    /// What a use case is like; the rules ask for this, the catalogue of use cases says it.
    pub enum Nature {
        /// Writes bills, codes or claims.
        Billing = "billing",
        /// Part of health care: what a patient is told or what is written about care.
        Care = "care",
        /// Weighs heavily on what a person gets, such as access to care.
        Consequential = "consequential",
        /// Proposes something for one patient: a treatment, an urgency, a risk.
        Decision = "decision",
        /// Runs on de-identified text only.
        DeidentifiedOnly = "deidentified_only",
        /// Finds or proposes a diagnosis.
        Diagnosis = "diagnosis",
        /// Reads feelings from what a person says.
        Emotion = "emotion",
        /// Works on a raw export of the record system.
        Export = "export",
        /// Advertises.
        Marketing = "marketing",
        /// Talks with a patient directly.
        PatientChat = "patient_chat",
        /// Writes down a session or visit, or sums up what was written of them.
        SessionNote = "session_note",
        /// Counsels a client.
        Therapy = "therapy",
        /// Plans a therapy.
        TherapyPlan = "therapy_plan",
        /// Translates.
        Translation = "translation",
    }
}

words! {
    /// Information that a law guards more than the rest (`detected.sensitive` in the contract).
    pub enum Sensitive {
        /// Abortion and related care.
        Abortion = "abortion",
        /// Contraception.
        Contraception = "contraception",
        /// Gender-affirming care.
        GenderAffirmingCare = "gender_affirming_care",
        /// Genetic tests and family risk.
        Genetic = "genetic",
        /// HIV and other sexually transmitted infections.
        Hiv = "hiv",
        /// Mental health, as far as it is in the record.
        MentalHealth = "mental_health",
        /// Care that a minor may keep from parents.
        MinorConfidential = "minor_confidential",
        /// Record of a substance use disorder program (42 CFR Part 2).
        Part2Sud = "part2_sud",
        /// Notes of a mental health professional kept apart from the record (45 CFR 164.501).
        PsychotherapyNotes = "psychotherapy_notes",
        /// Reproductive health in general.
        ReproductiveHealth = "reproductive_health",
        /// Counseling notes of a substance use disorder program, kept apart (42 CFR 2.11).
        SudCounselingNotes = "sud_counseling_notes",
    }
}
