//! Reads the practice: its state, its kind and its evidence.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::Value;

use super::part::{Part, Unknown};
use crate::errand::{Agreement, Evidence, RiskAnalysis, Terms};
use crate::words::TrainingUse;
use crate::words::evidence::{BaaStatus, RiskStatus, Standing};
use crate::words::people::PracticeKind;
use crate::words::{among, plain};
use crate::zone;

/// Kinds of practice, with the words people use for them.
const KINDS: [(PracticeKind, &str); 3] = [
    (
        PracticeKind::General,
        "primary_care family_medicine family_practice internal_medicine pediatrics specialty general obgyn ob_gyn \
         womens_health cardiology dermatology orthopedics oncology neurology urology surgery urgent_care dental \
         dentistry optometry ophthalmology physical_therapy chiropractic podiatry gastroenterology endocrinology \
         rheumatology allergy ent pulmonology nephrology clinic community_clinic fqhc rural_health_clinic hospital \
         group_practice multispecialty multi_specialty medical telehealth reproductive_health pain_management \
         infectious_disease geriatrics home_health pharmacy imaging radiology lab sports_medicine fertility \
         abortion_clinic planned_parenthood health_center federally_qualified_health_center sleep_medicine sleep \
         hospice palliative_care wound_care dialysis occupational_medicine occupational_health plastic_surgery \
         vascular hematology hematology_oncology radiation_oncology medical_oncology audiology speech_therapy \
         occupational_therapy eye_care vision oral_surgery orthodontics midwifery birth_center acupuncture \
         ambulatory_surgery_center surgery_center asc retail_clinic walk_in_clinic concierge direct_primary_care \
         nursing_home skilled_nursing long_term_care assisted_living school_based_health_center student_health \
         free_clinic critical_access_hospital genetics integrative_medicine naturopathy interventional_radiology \
         general_surgery neurosurgery thoracic_surgery cardiac_surgery pediatric_dentistry endodontics periodontics \
         rural_health physical_medicine rehabilitation anesthesia anesthesiology pathology dme solo_practice",
    ),
    (
        PracticeKind::MentalHealth,
        "mental_health behavioral_health psychiatry psychology psychotherapy therapy counseling therapy_practice \
         mental_health_practice behavioral_health_clinic behavioral mental_health_clinic counseling_practice \
         therapist psychology_practice psychotherapy_practice mental_behavioral_health psychiatric \
         psychiatry_practice neuropsychology counseling_center community_mental_health aba_therapy autism_services \
         eating_disorder",
    ),
    (
        PracticeKind::SudProgram,
        "sud_program sud substance_use part2_program addiction_medicine addiction opioid_treatment_program otp \
         substance_use_program sud_clinic substance_use_disorder_program sud_treatment substance_use_treatment \
         methadone_clinic detox recovery_center addiction_treatment",
    ),
];

const STANDINGS: [(Standing, &str); 4] = [
    (Standing::Approved, "approved current"),
    (
        Standing::ApprovedOtherEndpoint,
        "approved_other_endpoint other_endpoint",
    ),
    (Standing::Missing, "missing none draft pending rejected"),
    (Standing::Stale, "stale expired outdated"),
];

const RISKS: [(RiskStatus, &str); 3] = [
    (RiskStatus::Current, "current approved"),
    (RiskStatus::Missing, "missing none"),
    (RiskStatus::Stale, "stale expired outdated"),
];

/// State, kind of practice, further states, and evidence.
pub(super) fn read(
    part: &mut Part,
    unknown: &mut Unknown,
) -> (String, PracticeKind, BTreeSet<String>, Evidence) {
    let state = part.word("state", unknown, |word| {
        zone::is_state(&word.to_uppercase()).then(|| word.to_uppercase())
    });
    // A kind that nobody knows is read the strict way, as one that was not said.
    let kind = part
        .text("type")
        .and_then(|word| among(&KINDS, &plain(&word)));
    let mut states = part.texts("license_states").unwrap_or_default();
    states.extend(part.texts("states").unwrap_or_default());
    let evidence = evidence(part.part("evidence"), unknown);
    part.ignore(&["id", "name", "size"]);
    (
        state.unwrap_or_default(),
        kind.unwrap_or(PracticeKind::Unknown),
        states,
        evidence,
    )
}

fn evidence(mut part: Part, unknown: &mut Unknown) -> Evidence {
    let mut standing = |part: &mut Part, key| {
        let read = part.word_if_any(key, unknown, |word| among(&STANDINGS, word));
        read.unwrap_or(Standing::Missing)
    };
    let access_policy = standing(&mut part, "access_policy");
    let data_flow_map = standing(&mut part, "data_flow_map");
    let deployment_approval = standing(&mut part, "deployment_approval");
    let evidence = Evidence {
        access_policy,
        baa: agreement(part.part("baa"), unknown),
        compliance_reviewed: truth(&mut part, "compliance_review", unknown),
        data_flow_map,
        deployment_approval,
        disclaimer_templates: truth(&mut part, "disclaimer_templates", unknown),
        incident_plan_covers_ai: truth(&mut part, "incident_plan", unknown),
        patient_notice_on_file: truth(&mut part, "patient_ai_notice", unknown),
        risk_analysis: risk(part.part("risk_analysis"), unknown),
        terms: terms(part.part("retention_terms"), unknown),
    };
    part.finish(unknown);
    evidence
}

fn agreement(mut part: Part, unknown: &mut Unknown) -> Agreement {
    let status = part.word_if_any("status", unknown, BaaStatus::named);
    let missing = part.texts("elements_missing");
    if missing.is_none() && matches!(status, Some(BaaStatus::Active | BaaStatus::Expiring)) {
        // Nobody says that its elements were checked.
        unknown.add(part.place("elements_missing"));
    }
    let agreement = Agreement {
        covers_endpoint: truth(&mut part, "covers_endpoint", unknown),
        covers_party: part.truth("covers_party").unwrap_or(true),
        covers_region: part.truth("covers_region").unwrap_or(true),
        elements_missing: lacking(missing.unwrap_or_default()),
        ends: date(&mut part, "expires", unknown),
        status: status.unwrap_or(BaaStatus::None),
    };
    part.finish(unknown);
    agreement
}

/// What the practice wants of an agreement besides what the law does, or the law wants in some only: an agreement without it
/// is complete (45 CFR 164.504(e)(2)).
const WISHES: [&str; 7] = [
    "BAA-15", "BAA-20", "BAA-21", "BAA-22", "BAA-23", "BAA-24", "BAA-25",
];

/// The elements without which an agreement is not complete.
fn lacking(mut elements: BTreeSet<String>) -> BTreeSet<String> {
    elements.retain(|element| !WISHES.contains(&element.as_str()));
    elements
}

fn terms(mut part: Part, unknown: &mut Unknown) -> Terms {
    let days = part.take("provider_retention_days");
    let training_use = part.word_if_any("training_use", unknown, TrainingUse::named);
    let terms = Terms {
        retention_days: days
            .as_ref()
            .and_then(Value::as_u64)
            .and_then(|days| u32::try_from(days).ok()),
        training_use: training_use.unwrap_or(TrainingUse::Unknown),
        verified: truth(&mut part, "verified", unknown),
        verified_on: date(&mut part, "verified_on", unknown),
    };
    part.finish(unknown);
    terms
}

fn risk(mut part: Part, unknown: &mut Unknown) -> RiskAnalysis {
    let status = part.word_if_any("status", unknown, |word| among(&RISKS, word));
    let risk = RiskAnalysis {
        addresses_offshore: part.truth("addresses_offshore").unwrap_or(false),
        includes_ai_tool: truth(&mut part, "includes_ai_tool", unknown),
        status: status.unwrap_or(RiskStatus::Missing),
    };
    part.finish(unknown);
    risk
}

/// A yes or no; what is missing counts as no, and so does what is not known, which is named.
fn truth(part: &mut Part, key: &str, unknown: &mut Unknown) -> bool {
    let truth = part.truth(key);
    if truth.is_none() && part.has(key) {
        unknown.add(part.place(key));
        part.ignore(&[key]);
    }
    truth.unwrap_or(false)
}

/// A day, if there is one; one that cannot be read is named, and long past.
fn date(part: &mut Part, key: &str, unknown: &mut Unknown) -> Option<Date> {
    let day = part.take(key)?;
    let read = day
        .as_str()
        .and_then(|day| plain(day).replace('_', "-").parse().ok());
    if read.is_none() {
        unknown.add(part.place(key));
    }
    Some(read.unwrap_or(Date::MIN))
}
