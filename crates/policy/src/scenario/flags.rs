//! Reads the further facts of a scenario.
//!
//! A flag is a yes or a no, or a word that means one; most set one circumstance of the errand, and the table says which,
//! with the names under which people write it. The others are in `flags/other.rs`. A flag that nobody knows is named.

mod other;

use serde_json::Value;

use super::part::{Part, Unknown, answer, has};
use super::user;
use crate::errand::{Circumstances, Errand};
use crate::facts::Facts;
use crate::words::plain;

/// The place of a circumstance.
type Field = fn(&mut Circumstances) -> &mut bool;

/// A circumstance, and the flags that speak of it.
struct Flag {
    field: Field,
    names: &'static str,
    /// Names that say the opposite.
    opposite: &'static str,
    /// Whether it opens something: then each flag that speaks of it must say yes. Else one that says yes is enough.
    opens: bool,
}

impl Flag {
    /// A circumstance that makes a decision stricter.
    const fn shuts(field: Field, names: &'static str) -> Flag {
        Flag {
            field,
            names,
            opposite: "",
            opens: false,
        }
    }

    /// A circumstance that opens something.
    const fn opens(field: Field, names: &'static str) -> Flag {
        Flag {
            field,
            names,
            opposite: "",
            opens: true,
        }
    }

    /// The same with names that say the opposite.
    const fn unless(self, opposite: &'static str) -> Flag {
        Flag { opposite, ..self }
    }

    /// What a flag of this name says of the circumstance; none where it speaks of something else.
    fn says(&self, name: &str, value: &Value) -> Option<bool> {
        let among = |names: &str| names.split_whitespace().any(|known| known == name);
        if among(self.names) {
            yes(value, self.opens)
        } else if among(self.opposite) {
            yes(value, !self.opens).map(|yes| !yes)
        } else {
            None
        }
    }
}

/// Circumstances with the names of their flags.
const FLAGS: &[Flag] = &[
    Flag::opens(
        |it| &mut it.ai_disclosure_given,
        "ai_disclosure_given ai_disclosure prior_ai_disclosure disclosure_given ai_disclosed disclosed_ai disclosure_shown \
         prior_disclosure disclosure_provided ai_disclosure_provided ai_disclosure_shown ai_disclosure_made",
    ),
    Flag::shuts(
        |it| &mut it.autonomous,
        "autonomous no_human_review fully_automated no_human_in_loop unsupervised automated_final_decision \
         without_human_review no_human_in_the_loop autonomous_decision acts_alone",
    )
    .unless("human_in_loop human_in_the_loop human_oversight human_decides"),
    Flag::shuts(
        |it| &mut it.consequential_decision,
        "consequential_decision automated_decision admt adm adm_consequential automated_decision_tool consequential \
         materially_influences adm_tool affects_access_to_care admt_consequential adm_consequential_decision",
    ),
    Flag::opens(
        |it| &mut it.data_use_agreement,
        "data_use_agreement dua dua_on_file dua_status data_use_agreement_on_file dua_signed",
    ),
    Flag::shuts(
        |it| &mut it.diagnostic_use,
        "diagnostic_use diagnostic ai_diagnostic diagnostic_purpose used_for_diagnosis diagnostic_ai diagnostic_purposes",
    ),
    Flag::opens(
        |it| &mut it.emergency,
        "emergency emergency_care emergency_service is_emergency medical_emergency emergency_treatment",
    ),
    Flag::shuts(
        |it| &mut it.high_risk_interaction,
        "high_risk_interaction high_risk high_risk_ai_interaction individualized_advice high_risk_ai",
    ),
    Flag::opens(
        |it| &mut it.in_state_recipient,
        "in_state_recipient in_state_vendor vendor_in_state recipient_in_state in_state in_state_party \
         same_state_recipient in_state_host",
    )
    .unless("out_of_state_recipient out_of_state out_of_state_vendor recipient_out_of_state out_of_state_party"),
    Flag::opens(
        |it| &mut it.marketing_authorization,
        "marketing_authorization marketing_authorization_on_file testimonial_authorization marketing_auth",
    ),
    Flag::shuts(
        |it| &mut it.marketing_use,
        "marketing_use marketing is_marketing marketing_purpose promotional testimonial",
    ),
    Flag::shuts(
        |it| &mut it.medicaid,
        "medicaid medicaid_participation medicaid_participant medicaid_provider bills_medicaid ahcccs \
         ahcccs_participant ahcccs_provider accepts_medicaid ahcccs_contract medicaid_contract ahcccs_participation \
         medicaid_plan_contract",
    ),
    Flag::opens(
        |it| &mut it.medicaid_allows_region,
        "medicaid_allows_region medicaid_contract_allows_region medicaid_region_attestation medicaid_offshore_allowed \
         medicaid_contract_allows_offshore medicaid_offshore_attestation offshore_attestation \
         medicaid_region_attested medicaid_attestation",
    ),
    Flag::shuts(
        |it| &mut it.medicaid_bars_offshore,
        "medicaid_bars_offshore medicaid_contract_bars_offshore medicaid_offshore_barred medicaid_offshore_prohibited \
         medicaid_contract_no_offshore medicaid_offshore_ban medicaid_contract_offshore_ban medicaid_no_offshore \
         medicaid_offshore_restriction medicaid_offshore_clause medicaid_offshore_contract",
    ),
    Flag::shuts(
        |it| &mut it.more_than_necessary,
        "more_than_necessary minimum_necessary_exceeded exceeds_minimum_necessary exceeds_protocol extra_fields \
         fields_outside_protocol extra_phi_fields excess_fields unneeded_fields fields_exceed_protocol \
         outside_protocol over_protocol fields_beyond_protocol extra_phi minimum_necessary",
    ),
    Flag::shuts(
        |it| &mut it.outside_access,
        "outside_access third_party_access telemetry telemetry_enabled telemetry_on egress vendor_remote_access cloud_backup \
         crash_reports outside_support third_party_support",
    ),
    Flag::opens(
        |it| &mut it.part2_checked,
        "part2_checked part2_use_checked part2_disclosure_checked part2_human_check",
    ),
    Flag::opens(
        |it| &mut it.part2_consent,
        "part2_consent sud_consent part2_tpo_consent tpo_consent part2_consent_on_file part_2_consent",
    ),
    Flag::shuts(
        |it| &mut it.part2_program,
        "part2_program part2 sud_program holds_part2_records part2_records part2_holder part_2_program",
    ),
    Flag::shuts(
        |it| &mut it.protected_trait,
        "protected_trait protected_trait_input uses_protected_trait protected_traits protected_trait_inputs \
         protected_class_input race_input uses_race tool_uses_protected_trait protected_traits_used \
         clinical_tool_protected_trait protected_trait_used tool_inputs_protected_trait uses_protected_traits",
    ),
    Flag::opens(
        |it| &mut it.psychotherapy_authorization,
        "psychotherapy_authorization psychotherapy_authorization_id psychotherapy_notes_authorization psychotherapy_auth \
         authorization_psychotherapy_notes psychotherapy_note_authorization",
    ),
    Flag::opens(
        |it| &mut it.psychotherapy_originator,
        "psychotherapy_originator originator_treatment originator_treatment_use originator_use originator \
         notes_originator originator_own_treatment psychotherapy_originator_treatment originator_own_use",
    ),
    Flag::opens(
        |it| &mut it.recording_consent,
        "recording_consent session_recording_consent written_consent ai_consent client_consent \
         written_recording_consent consent_recording therapy_recording_consent recording_consent_written \
         written_ai_consent client_written_consent patient_recording_consent recorded_session_consent \
         session_consent written_informed_consent ai_recording_consent consent_to_record transcription_consent \
         written_consent_ai client_ai_consent therapy_ai_consent written_consent_on_file",
    ),
    Flag::opens(
        |it| &mut it.routine_text,
        "routine_text non_critical noncritical_text non_critical_text",
    )
    .unless("critical_text critical text_critical translation_critical"),
    Flag::opens(
        |it| &mut it.sensitive_authorization,
        "sensitive_authorization disclosure_authorization ab352_authorization abortion_disclosure_authorization \
         sensitive_services_authorization",
    ),
    Flag::shuts(
        |it| &mut it.session_recorded,
        "session_recorded recorded_session recording recorded is_recorded session_recording transcribed_session \
         session_transcribed therapy_session_recorded recorded_or_transcribed audio_recorded visit_recorded \
         transcript session_transcript recorded_therapy_session therapy_recording",
    ),
    Flag::opens(
        |it| &mut it.sud_counseling_consent,
        "sud_counseling_consent sud_counseling_notes_consent counseling_notes_consent part2_counseling_consent \
         part2_counseling_notes_consent",
    ),
    Flag::shuts(
        |it| &mut it.therapeutic_contact,
        "therapeutic_contact therapeutic_communication client_interaction direct_care ai_direct_care \
         direct_to_patient direct_client_interaction interacts_with_client therapeutic ai_talks_to_client \
         emotion_detection detects_emotion detect_emotions direct_patient_care direct_mental_health_care",
    ),
    Flag::opens(
        |it| &mut it.trait_risk_mitigated,
        "trait_risk_mitigated mitigation_documented bias_mitigation mitigation_note trait_mitigation mitigation \
         bias_mitigation_documented protected_trait_mitigation discrimination_mitigation",
    ),
    Flag::opens(
        |it| &mut it.translator_reviewed,
        "translator_reviewed qualified_translator_review translator_review qualified_translator \
         human_translator_review translation_reviewed qualified_human_translator qualified_translator_reviewed",
    ),
    Flag::shuts(
        |it| &mut it.used_in_care,
        "used_in_care ai_in_care care_related ai_used_in_care used_in_treatment",
    ),
    Flag::shuts(
        |it| &mut it.whole_record,
        "whole_record entire_record whole_chart full_chart full_record entire_chart entire_medical_record \
         full_chart_paste entire_record_requested",
    ),
    Flag::opens(
        |it| &mut it.whole_record_justified,
        "whole_record_justified entire_record_justification record_justification justification \
         whole_record_justification entire_record_justified specific_justification full_record_justification \
         entire_record_justification_on_file record_justified",
    ),
];

/// What the flags of a scenario say of one circumstance after the other; none where they say nothing.
#[derive(Default)]
pub(super) struct Said(Vec<Option<bool>>);

impl Said {
    /// Notes what a flag says of a circumstance; says whether it speaks of one.
    fn note(&mut self, name: &str, value: &Value) -> bool {
        let found = FLAGS
            .iter()
            .enumerate()
            .find_map(|(at, flag)| flag.says(name, value).map(|yes| (at, flag.opens, yes)));
        let Some((at, opens, yes)) = found else {
            return false;
        };
        self.0.resize(FLAGS.len(), None);
        if let Some(said) = self.0.get_mut(at) {
            let before = said.unwrap_or(opens);
            *said = Some(if opens { before && yes } else { before || yes });
        }
        true
    }

    /// Sets what was said.
    pub(super) fn settle(self, all: &mut Circumstances) {
        for (flag, said) in FLAGS.iter().zip(self.0) {
            if let Some(yes) = said {
                *(flag.field)(all) = yes;
            }
        }
    }
}

/// Reads every flag into the facts; those about one circumstance are noted, because several may speak of the same one.
pub(super) fn read(
    mut part: Part,
    said: &mut Said,
    facts: &mut Facts,
    errand: &mut Errand,
    unknown: &mut Unknown,
) {
    for (name, value) in part.rest() {
        let place = part.place(&name);
        let name = plain(&name);
        let noted = said.note(&name, &value);
        errand.circumstances.session_recorded |= noted && named_recording_consent(&name);
        if !noted && !other::read(&name, &value, facts, errand) {
            unknown.add(place);
        }
    }
}

/// Whoever speaks of consent to a recording has one.
fn named_recording_consent(name: &str) -> bool {
    name.contains("consent") && (name.contains("record") || name.contains("session"))
}

/// Whether a flag's value says yes: a word for it, a list that is not empty, or, of what somebody must have, the number or
/// the words of a paper.
fn yes(value: &Value, opens: bool) -> Option<bool> {
    match value {
        Value::Array(list) => Some(!list.is_empty()),
        Value::String(text) if opens => has(value).or_else(|| is_paper(text).then_some(true)),
        other if opens => has(other),
        other => answer(other).or_else(|| is_trait(other).then_some(true)),
    }
}

/// Whether a text names a paper on file, such as `AUTH-2026-114`, or gives a reason in several words.
fn is_paper(text: &str) -> bool {
    const PAPERS: &str = "auth authorization consent doc document file form id rec record ref";
    let word = plain(text);
    let mut parts = word.split('_');
    let named = parts
        .next()
        .is_some_and(|first| PAPERS.split(' ').any(|one| one == first));
    let numbered = parts.any(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let denies = |word: &str| {
        matches!(
            word,
            "no" | "not" | "none" | "without" | "missing" | "never"
        )
    };
    let told =
        text.split_whitespace().count() > 3 && !text.to_lowercase().split_whitespace().any(denies);
    (named && numbered) || told
}

/// Whether a value names a trait that the law protects (45 CFR 92.210).
fn is_trait(value: &Value) -> bool {
    const TRAITS: &str = "race color ethnicity national_origin sex gender age disability";
    let word = value.as_str().map(plain).unwrap_or_default();
    TRAITS.split(' ').any(|one| one == word)
}

/// What the words about a review come to. Where nobody says who reviewed a translation, it was a translator: the scenario
/// has one word for both.
pub(super) fn reviewed(errand: &mut Errand, reviewer: Option<&str>) {
    use crate::words::content::Nature::Translation;
    use crate::words::output::Reviewed::{Done, None as Not};
    let is_translation = errand.task.use_case.natures().contains(&Translation);
    let is_done = errand.output.review == Done;
    let is_translator = reviewer.map(|role| plain(role).contains("translator"));
    errand.circumstances.translator_reviewed |=
        is_translation && is_done && is_translator.unwrap_or(true);
    // A review counts when a licensed or certified person made it (Cal. Health & Safety Code 1339.75(b)).
    if reviewer.is_some_and(|role| user::licensed(role) != Some(true)) {
        errand.output.review = Not;
    }
}
