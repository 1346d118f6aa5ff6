//! Reads the further facts of a scenario.
//!
//! A flag is a yes or a no, or a word that means one; most set one circumstance of the errand, and the table says which,
//! with the names under which people write it. The others are in `flags/other.rs`. A flag that nobody knows is named.

mod other;

use serde_json::Value;

use super::part::{Part, Unknown, answer};
use crate::errand::{Circumstances, Errand};
use crate::facts::Facts;
use crate::words::plain;

/// The place of a circumstance.
type Field = fn(&mut Circumstances) -> &mut bool;

/// Circumstances with the names of their flags.
const FLAGS: &[(Field, &str)] = &[
    (
        |it| &mut it.ai_disclosure_given,
        "ai_disclosure_given ai_disclosure prior_ai_disclosure disclosure_given ai_disclosed disclosed_ai disclosure_shown \
         prior_disclosure disclosure_provided ai_disclosure_provided ai_disclosure_shown ai_disclosure_made",
    ),
    (
        |it| &mut it.autonomous,
        "autonomous no_human_review fully_automated no_human_in_loop unsupervised automated_final_decision \
         without_human_review no_human_in_the_loop autonomous_decision acts_alone",
    ),
    (
        |it| &mut it.consequential_decision,
        "consequential_decision automated_decision admt adm adm_consequential automated_decision_tool consequential \
         materially_influences adm_tool affects_access_to_care admt_consequential adm_consequential_decision",
    ),
    (
        |it| &mut it.data_use_agreement,
        "data_use_agreement dua dua_on_file dua_status data_use_agreement_on_file dua_signed",
    ),
    (
        |it| &mut it.diagnostic_use,
        "diagnostic_use diagnostic ai_diagnostic diagnostic_purpose used_for_diagnosis diagnostic_ai diagnostic_purposes",
    ),
    (
        |it| &mut it.emergency,
        "emergency emergency_care emergency_service is_emergency medical_emergency emergency_treatment",
    ),
    (
        |it| &mut it.high_risk_interaction,
        "high_risk_interaction high_risk high_risk_ai_interaction individualized_advice high_risk_ai",
    ),
    (
        |it| &mut it.in_state_recipient,
        "in_state_recipient in_state_vendor vendor_in_state recipient_in_state in_state in_state_party \
         same_state_recipient in_state_host",
    ),
    (
        |it| &mut it.marketing_authorization,
        "marketing_authorization marketing_authorization_on_file testimonial_authorization marketing_auth",
    ),
    (
        |it| &mut it.marketing_use,
        "marketing_use marketing is_marketing marketing_purpose promotional testimonial",
    ),
    (
        |it| &mut it.medicaid,
        "medicaid medicaid_participation medicaid_participant medicaid_provider bills_medicaid ahcccs \
         ahcccs_participant ahcccs_provider accepts_medicaid ahcccs_contract medicaid_contract ahcccs_participation \
         medicaid_plan_contract",
    ),
    (
        |it| &mut it.medicaid_allows_region,
        "medicaid_allows_region medicaid_contract_allows_region medicaid_region_attestation medicaid_offshore_allowed \
         medicaid_contract_allows_offshore medicaid_offshore_attestation offshore_attestation \
         medicaid_region_attested medicaid_attestation",
    ),
    (
        |it| &mut it.medicaid_bars_offshore,
        "medicaid_bars_offshore medicaid_contract_bars_offshore medicaid_offshore_barred medicaid_offshore_prohibited \
         medicaid_contract_no_offshore medicaid_offshore_ban medicaid_contract_offshore_ban medicaid_no_offshore \
         medicaid_offshore_restriction medicaid_offshore_clause medicaid_offshore_contract",
    ),
    (
        |it| &mut it.more_than_necessary,
        "more_than_necessary minimum_necessary_exceeded exceeds_minimum_necessary exceeds_protocol extra_fields \
         fields_outside_protocol extra_phi_fields excess_fields unneeded_fields fields_exceed_protocol \
         outside_protocol over_protocol fields_beyond_protocol extra_phi minimum_necessary",
    ),
    (
        |it| &mut it.outside_access,
        "outside_access third_party_access it_contractor_access remote_support_access remote_support it_firm_access \
         contractor_access telemetry telemetry_enabled telemetry_on egress vendor_remote_access cloud_backup \
         crash_reports outside_support third_party_support",
    ),
    (
        |it| &mut it.part2_checked,
        "part2_checked part2_use_checked part2_disclosure_checked part2_human_check",
    ),
    (
        |it| &mut it.part2_consent,
        "part2_consent sud_consent part2_tpo_consent tpo_consent part2_consent_on_file part_2_consent",
    ),
    (
        |it| &mut it.part2_program,
        "part2_program part2 sud_program holds_part2_records part2_records part2_holder part_2_program",
    ),
    (
        |it| &mut it.protected_trait,
        "protected_trait protected_trait_input uses_protected_trait protected_traits protected_trait_inputs \
         protected_class_input race_input uses_race tool_uses_protected_trait protected_traits_used \
         clinical_tool_protected_trait protected_trait_used tool_inputs_protected_trait uses_protected_traits",
    ),
    (
        |it| &mut it.psychotherapy_authorization,
        "psychotherapy_authorization psychotherapy_notes_authorization psychotherapy_auth \
         authorization_psychotherapy_notes psychotherapy_note_authorization",
    ),
    (
        |it| &mut it.psychotherapy_originator,
        "psychotherapy_originator originator_treatment originator_treatment_use originator_use originator \
         notes_originator originator_own_treatment psychotherapy_originator_treatment originator_own_use",
    ),
    (
        |it| &mut it.recording_consent,
        "recording_consent session_recording_consent written_consent ai_consent client_consent \
         written_recording_consent consent_recording therapy_recording_consent recording_consent_written \
         written_ai_consent client_written_consent patient_recording_consent recorded_session_consent \
         session_consent written_informed_consent ai_recording_consent consent_to_record transcription_consent \
         written_consent_ai client_ai_consent therapy_ai_consent written_consent_on_file",
    ),
    (
        |it| &mut it.routine_text,
        "routine_text non_critical noncritical_text non_critical_text",
    ),
    (
        |it| &mut it.sensitive_authorization,
        "sensitive_authorization disclosure_authorization ab352_authorization abortion_disclosure_authorization \
         sensitive_services_authorization",
    ),
    (
        |it| &mut it.session_recorded,
        "session_recorded recorded_session recording recorded is_recorded session_recording transcribed_session \
         session_transcribed therapy_session_recorded recorded_or_transcribed audio_recorded visit_recorded \
         transcript session_transcript recorded_therapy_session therapy_recording",
    ),
    (
        |it| &mut it.sud_counseling_consent,
        "sud_counseling_consent sud_counseling_notes_consent counseling_notes_consent part2_counseling_consent \
         part2_counseling_notes_consent",
    ),
    (
        |it| &mut it.therapeutic_contact,
        "therapeutic_contact therapeutic_communication client_interaction direct_care ai_direct_care \
         direct_to_patient direct_client_interaction interacts_with_client therapeutic ai_talks_to_client \
         emotion_detection detects_emotion detect_emotions direct_patient_care direct_mental_health_care",
    ),
    (
        |it| &mut it.trait_risk_mitigated,
        "trait_risk_mitigated mitigation_documented bias_mitigation mitigation_note trait_mitigation mitigation \
         bias_mitigation_documented protected_trait_mitigation discrimination_mitigation",
    ),
    (
        |it| &mut it.translator_reviewed,
        "translator_reviewed qualified_translator_review translator_review qualified_translator \
         human_translator_review translation_reviewed qualified_human_translator qualified_translator_reviewed",
    ),
    (
        |it| &mut it.used_in_care,
        "used_in_care ai_in_care care_related ai_used_in_care used_in_treatment",
    ),
    (
        |it| &mut it.whole_record,
        "whole_record entire_record whole_chart full_chart full_record entire_chart entire_medical_record \
         full_chart_paste entire_record_requested",
    ),
    (
        |it| &mut it.whole_record_justified,
        "whole_record_justified entire_record_justification record_justification justification \
         whole_record_justification entire_record_justified specific_justification full_record_justification \
         entire_record_justification_on_file record_justified",
    ),
];

/// Circumstances with the names of flags that say the opposite.
const OPPOSITES: &[(Field, &str)] = &[
    (
        |it| &mut it.autonomous,
        "human_in_loop human_in_the_loop human_oversight human_decides",
    ),
    (
        |it| &mut it.in_state_recipient,
        "out_of_state_recipient out_of_state out_of_state_vendor recipient_out_of_state out_of_state_party",
    ),
    (
        |it| &mut it.routine_text,
        "critical_text critical text_critical translation_critical",
    ),
];

/// Reads every flag into the facts.
pub(super) fn read(mut part: Part, facts: &mut Facts, errand: &mut Errand, unknown: &mut Unknown) {
    for (name, value) in part.rest() {
        one(&part.place(&name), &value, facts, errand, unknown);
    }
}

/// Reads the flag at this place.
fn one(place: &str, value: &Value, facts: &mut Facts, errand: &mut Errand, unknown: &mut Unknown) {
    let name = plain(place.rsplit('.').next().unwrap_or(place));
    let understood = circumstance(&name, value, &mut errand.circumstances)
        || other::read(&name, value, facts, errand);
    if !understood {
        unknown.add(place);
    }
}

/// Sets the circumstance that a flag is about; says whether there is one.
fn circumstance(name: &str, value: &Value, all: &mut Circumstances) -> bool {
    let Some(yes) = yes(value) else { return false };
    let named = |table: &'static [(Field, &str)]| {
        let has = |names: &str| names.split_whitespace().any(|known| known == name);
        table
            .iter()
            .find(|(_, names)| has(names))
            .map(|(field, _)| field)
    };
    let (field, yes) = match (named(FLAGS), named(OPPOSITES)) {
        (Some(field), _) => (field, yes),
        (None, Some(field)) => (field, !yes),
        (None, None) => return false,
    };
    *field(all) = yes;
    all.session_recorded |= named_recording_consent(name);
    true
}

/// Whoever speaks of consent to a recording has one.
fn named_recording_consent(name: &str) -> bool {
    name.contains("consent") && (name.contains("record") || name.contains("session"))
}

/// Whether a flag's value says yes: a word for it, or a list that is not empty.
fn yes(value: &Value) -> Option<bool> {
    match value {
        Value::Array(list) => Some(!list.is_empty()),
        other => answer(other),
    }
}

/// A licensed person's review of a translation is read as a translator's: the scenario has one word for both.
pub(super) fn implied(errand: &mut Errand) {
    use crate::words::content::Nature::Translation;
    use crate::words::output::Reviewed::Done;
    let translation = errand.task.use_case.natures().contains(&Translation);
    errand.circumstances.translator_reviewed |= translation && errand.output.review == Done;
}
