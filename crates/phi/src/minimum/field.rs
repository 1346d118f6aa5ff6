//! The fields of a chart: what people call them, and which kinds of identifiers each one needs.
//!
//! The codes are those of `crates/policy/use_cases.toml`, and beside them the fields that no use case lists, so that they
//! are known when somebody sends them. Labels are in plain form: lower case, words parted by one space. A label may name
//! several fields; it is listed when one of them is.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::kind::Kind;

/// A field of a chart.
pub(super) struct Field {
    /// Its code.
    pub(super) code: &'static str,
    /// What charts, forms, FHIR and programs call it.
    labels: &'static [&'static str],
    /// The identifiers that it needs.
    pub(super) kinds: &'static [Kind],
    /// Whether it says who the patient is, and not how they are.
    pub(super) is_identity: bool,
}

const fn clinical(
    code: &'static str,
    labels: &'static [&'static str],
    kinds: &'static [Kind],
) -> Field {
    Field {
        code,
        labels,
        kinds,
        is_identity: false,
    }
}

const fn identity(
    code: &'static str,
    labels: &'static [&'static str],
    kinds: &'static [Kind],
) -> Field {
    Field {
        code,
        labels,
        kinds,
        is_identity: true,
    }
}

/// Dates and ages, in which a course of illness is told.
const DAYS: &[Kind] = &[Kind::Age, Kind::Date];

/// Every field, by code.
#[rustfmt::skip] // One field a line.
pub(super) const FIELDS: &[Field] = &[
    identity("account", &["account", "account number", "acct", "guarantor", "guarantor name", "responsible party"], &[Kind::Account]),
    identity("address", &["address", "home address", "mailing address", "street", "street address", "city", "county", "zip", "zip code", "postal code"], &[Kind::Geo]),
    clinical("advance_directive", &["advance directive", "code status"], &[]),
    clinical("allergies", &["allergies", "allergy", "allergy list", "allergy intolerance", "drug allergies", "nkda"], &[]),
    identity("appointment_time", &["appointment", "appointment date", "appointment time", "appt", "next appointment"], DAYS),
    clinical("assessment", &["assessment", "assessment and plan", "a p", "impression", "clinical impression"], &[]),
    clinical("billing", &["billing", "charges", "balance", "claim", "claim number"], &[]),
    identity("date_of_birth", &["birth date", "birthdate", "birthday", "date of birth", "dob"], DAYS),
    identity("date_of_service", &["date of service", "dos", "encounter date", "service date", "visit date", "date of visit"], DAYS),
    identity("dates", &["dates", "absence dates", "dates of absence", "off work from", "off work until"], DAYS),
    clinical("denial_reason", &["denial reason", "reason for denial", "denial"], &[]),
    clinical("diagnosis", &["diagnosis", "diagnoses", "dx", "icd 10", "icd10", "icd 10 cm", "icd code", "diagnosis code", "condition", "primary diagnosis", "secondary diagnosis", "admitting diagnosis", "discharge diagnosis"], &[]),
    clinical("drug", &["drug", "drug name", "drug requested", "requested drug", "requested medication", "medication requested"], &[]),
    identity("email", &["email", "e mail", "email address"], &[Kind::Email]),
    identity("emergency_contact", &["emergency contact", "next of kin", "nok", "contact person"], &[]),
    identity("employer", &["employer", "employer name", "occupation", "job title", "school"], &[]),
    clinical("exam", &["exam", "examination", "physical exam", "physical examination", "objective", "pe", "mental status exam"], &[]),
    clinical("family_history", &["family history", "family hx", "fh", "fhx", "family member history"], &[]),
    identity("first_name", &["first name", "given", "given name", "preferred name", "goes by", "nickname"], &[Kind::Name]),
    clinical("follow_up", &["follow up", "followup", "f u", "return visit", "return to clinic", "rtc"], DAYS),
    clinical("goals", &["goal", "goals", "treatment goals"], &[]),
    clinical("history", &["history", "hx", "hpi", "history of present illness", "interval history", "past medical history", "pmh", "medical history", "past surgical history", "psh", "surgical history", "subjective", "clinical course", "hospital course"], DAYS),
    clinical("immunizations", &["immunization", "immunizations", "vaccines", "vaccinations"], &[]),
    identity("insurance", &["insurance", "insurer", "insurance company", "coverage", "payer", "payor", "plan name"], &[]),
    identity("location", &["location", "clinic location", "place of visit", "site"], &[Kind::Geo]),
    identity("marital_status", &["marital status", "religion", "language", "preferred language"], &[]),
    clinical("medications", &["medications", "medication", "meds", "medication list", "current medications", "home medications", "discharge medications", "medication request", "medication statement", "rx", "prescriptions"], &[]),
    clinical("message", &["message", "patient message", "question"], &[]),
    identity("mrn", &["mrn", "medical record number", "chart number", "chart no", "patient id", "record number", "identifier"], &[Kind::Mrn]),
    identity("name", &["name", "patient", "patient name", "pt name", "full name", "first name", "last name", "middle name", "surname", "given", "given name", "family", "family name", "subject"], &[Kind::Name]),
    clinical("note", &["note", "notes", "clinical note", "visit note", "progress note", "comments", "narrative"], DAYS),
    identity("phone", &["phone", "phone number", "telephone", "cell", "cell phone", "mobile", "home phone", "work phone", "fax", "telecom"], &[Kind::Fax, Kind::Phone]),
    identity("photo", &["photo", "photograph", "image"], &[Kind::Photo]),
    clinical("plan", &["plan", "treatment plan", "care plan", "plan of care", "assessment and plan", "a p", "recommendations"], &[]),
    identity("plan_id", &["plan id", "health plan id", "insurance id", "member id", "member number", "member no", "subscriber id", "policy number", "group number", "medicare number", "medicaid number", "medicaid id", "mbi"], &[Kind::HealthPlan]),
    clinical("problem", &["problem", "chief complaint", "cc", "presenting problem"], &[]),
    clinical("problems", &["problems", "problem list", "active problems", "condition"], &[]),
    clinical("procedure", &["procedure", "procedures", "procedure code", "cpt", "cpt code", "hcpcs"], &[]),
    identity("provider", &["provider", "attending", "pcp", "performer", "ordering provider", "referring provider", "npi"], &[]),
    identity("race", &["race", "ethnicity", "sex", "gender", "gender identity", "sexual orientation", "pronouns"], &[]),
    clinical("reason", &["reason", "reason for referral", "referral reason"], &[]),
    clinical("reason_for_visit", &["reason for visit", "chief complaint", "cc"], &[]),
    clinical("recent_visits", &["recent visits", "last visit", "visits", "encounter", "encounters"], DAYS),
    identity("record_range", &["record range", "records from", "records requested", "date range"], DAYS),
    clinical("restrictions", &["restrictions", "work restrictions", "activity restrictions", "limitations"], &[]),
    clinical("result", &["result", "test result"], DAYS),
    clinical("results", &["results", "result", "labs", "lab results", "laboratory", "imaging", "radiology", "test results", "studies", "observation", "diagnostic report"], DAYS),
    clinical("review_of_systems", &["review of systems", "ros"], &[]),
    clinical("service", &["service", "requested service", "service requested", "service request", "equipment requested"], &[]),
    clinical("sexual_history", &["sexual history", "reproductive history", "obstetric history", "ob history", "gyn history"], &[]),
    clinical("social_history", &["social history", "social hx", "sh", "shx", "lifestyle", "living situation"], &[]),
    identity("ssn", &["ssn", "social security", "social security number", "soc sec"], &[Kind::Ssn]),
    clinical("substance_use", &["substance use", "substance use history", "alcohol", "alcohol use", "tobacco", "tobacco use", "drug use", "smoking status"], &[]),
    clinical("text", &["text"], &[]),
    clinical("tried_therapies", &["tried therapies", "tried and failed", "tried", "failed therapies", "prior therapies", "prior treatments", "previous treatments", "step therapy"], DAYS),
    clinical("vitals", &["vitals", "vital signs", "blood pressure", "bp", "weight", "height", "bmi"], &[]),
];

/// Labels that programs use for other things too: alone they make no record, and under a clinical field they are part of it.
const GENERIC: &[&str] = &[
    "account",
    "address",
    "balance",
    "billing",
    "cell",
    "charges",
    "city",
    "claim",
    "comments",
    "condition",
    "coverage",
    "dates",
    "denial",
    "email",
    "family",
    "given",
    "goal",
    "goals",
    "height",
    "history",
    "image",
    "job title",
    "language",
    "location",
    "message",
    "mobile",
    "name",
    "narrative",
    "note",
    "notes",
    "observation",
    "phone",
    "photo",
    "plan",
    "problem",
    "provider",
    "question",
    "reason",
    "result",
    "results",
    "school",
    "service",
    "site",
    "street",
    "studies",
    "text",
    "tried",
    "weight",
    "zip",
];

/// Fields by label.
static LABELS: LazyLock<HashMap<&'static str, Vec<&'static Field>>> = LazyLock::new(|| {
    let mut labels: HashMap<_, Vec<_>> = HashMap::new();
    for field in FIELDS {
        for label in field.labels {
            labels.entry(*label).or_default().push(field);
        }
    }
    labels
});

/// The fields that a label names; none when it is no field of a chart.
pub(super) fn named(label: &str) -> Option<&'static [&'static Field]> {
    LABELS.get(plain(label).as_str()).map(Vec::as_slice)
}

/// Whether programs use a label for other things too.
pub(super) fn is_generic(label: &str) -> bool {
    GENERIC.contains(&plain(label).as_str())
}

/// The field of this code.
pub(super) fn of(code: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.code == code)
}

/// A label in plain form.
fn plain(label: &str) -> String {
    let plain = crate::field::plain(label);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_labels_are_plain() {
        assert!(FIELDS.is_sorted_by_key(|field| field.code) && GENERIC.is_sorted());
        assert!(GENERIC.iter().all(|label| named(label).is_some()));
        for field in FIELDS {
            for label in field.labels {
                assert_eq!(plain(label), *label, "{}", field.code);
            }
        }
    }

    #[test]
    fn a_label_is_read_however_it_is_written() {
        for (label, code) in [
            ("Social Hx", "social_history"),
            ("birthDate", "date_of_birth"),
            ("MEMBER_ID", "plan_id"),
            ("tried/failed", ""),
            ("get_weather", ""),
        ] {
            let found = named(label).and_then(|fields| fields.first());
            assert_eq!(found.map_or("", |field| field.code), code, "{label}");
        }
    }
}
