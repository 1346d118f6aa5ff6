//! The catalogue of use cases: each with its lane, what it is like, and the chart fields that it needs.
//!
//! A table, because lanes and fields are data that people review row by row; what follows from a lane is a matter of the
//! rules. A code is stored with receipts and never changes. The other names are those under which people write the same
//! use case.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::words::Word;
use crate::words::content::Nature;
use crate::words::people::Lane;

/// A use case of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct UseCase(&'static Row);

#[derive(Debug)]
struct Row {
    code: &'static str,
    lane: Lane,
    natures: &'static [Nature],
    /// Names of the chart fields that it needs, with spaces between (45 CFR 164.514(d)(3)(i)).
    protocol: &'static str,
    /// Other names of it, with spaces between.
    also: &'static str,
}

impl Row {
    /// Its code, and the other names.
    fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.code).chain(self.also.split_whitespace())
    }
}

const CATALOGUE: &[Row] = &[
    Row {
        code: "after_visit_summary",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care],
        protocol: "reason_for_visit diagnosis plan medications follow_up",
        also: "visit_summary patient_visit_summary avs",
    },
    Row {
        code: "ambient_scribe",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::SessionNote],
        protocol: "",
        also: "visit_transcription ambient_documentation transcription session_transcription scribe dictation \
            ai_scribe visit_transcript session_transcript transcript_summary therapy_transcript \
            therapy_transcription recording_transcription transcribe_session session_recording \
            session_transcript_summary recorded_session_note therapy_session_transcription \
            progress_note_from_recording session_recording_summary recorded_session_summary \
            session_transcription_note",
    },
    Row {
        code: "appointment_message",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "first_name appointment_time location",
        also: "scheduling_message appointment_reminder scheduling scheduling_assistant reminder_message \
            appointment_scheduling no_show_follow_up recall_message therapy_scheduling schedule_message \
            appointment_confirmation",
    },
    Row {
        code: "appointment_reminder_template",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "reminder_template appointment_reminder_generic",
    },
    Row {
        code: "autonomous_clinical_decision",
        lane: Lane::AlwaysAvoid,
        natures: &[Nature::Care, Nature::Decision],
        protocol: "",
        also: "autonomous_diagnosis autonomous_treatment unsupervised_diagnosis autonomous_triage \
            unsupervised_clinical_decision automated_diagnosis final_diagnosis autonomous_prescribing \
            prescribing automated_prescribing unreviewed_clinical_decision direct_diagnosis \
            clinical_decision_without_review unsupervised_clinical_advice autonomous_order_entry \
            emergency_decision time_critical_decision diagnosis_without_review high_risk_clinical_decision \
            autonomous_treatment_decision unreviewed_diagnosis direct_treatment_decision autonomous_diagnostic \
            emergency_triage_autonomous",
    },
    Row {
        code: "billing_support",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Billing],
        protocol: "diagnosis procedure date_of_service plan_id",
        also: "billing_statement billing_question claim_scrubbing claims_review claim_draft billing billing_letter \
            billing_notes billing_review superbill billing_message claim_submission",
    },
    Row {
        code: "care_plan",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::Decision],
        protocol: "diagnosis problems medications goals",
        also: "care_plan_draft care_plan_drafting",
    },
    Row {
        code: "chart_note_draft",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::SessionNote],
        protocol: "reason_for_visit history exam assessment plan",
        also: "clinical_note clinical_note_draft visit_note progress_note soap_note note_draft session_note \
            session_notes therapy_note therapy_session_note therapy_session_summary session_summary \
            note_drafting clinical_documentation session_note_draft therapy_note_draft progress_note_draft \
            clinic_note visit_note_draft note_generation therapy_progress_note session_notes_draft \
            session_note_review session_note_summary therapy_documentation",
    },
    Row {
        code: "chart_summary",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care],
        protocol: "problems medications allergies recent_visits results",
        also: "patient_chart_summary record_summary pre_visit_summary patient_summary history_summary chart_review \
            chart_prep record_review intake_summary longitudinal_summary medical_history_summary \
            record_summarization chart_summarization",
    },
    Row {
        code: "clinical_decision_support",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::Decision],
        protocol: "problem history medications results",
        also: "treatment_recommendation treatment_suggestion treatment_options medication_recommendation \
            medication_review medication_dosing dosing dose_calculation drug_interaction_check \
            clinical_recommendation clinical_question clinical_decision treatment_decision clinical_risk_tool \
            clinical_tool clinical_support treatment_plan_recommendation medication_change_recommendation \
            treatment_support therapy_selection drug_dosing clinical_advice care_recommendation \
            dosing_recommendation medication_dose_recommendation",
    },
    Row {
        code: "coding_suggestion",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Billing, Nature::DeidentifiedOnly],
        protocol: "note",
        also: "coding_suggestions code_suggestion coding medical_coding icd10_suggestion cpt_suggestion \
            coding_support coding_review code_suggestions cpt_coding icd_coding coding_help coding_assist \
            diagnosis_coding",
    },
    Row {
        code: "denial_appeal",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "diagnosis denial_reason drug service tried_therapies plan_id",
        also: "appeal_letter appeal insurance_appeal denial_appeal_letter claim_appeal appeal_draft \
            prior_authorization_appeal claims_appeal appeal_letters prior_auth_appeal",
    },
    Row {
        code: "diagnostic_support",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::Decision, Nature::Diagnosis],
        protocol: "problem history exam results",
        also: "diagnosis_support differential_diagnosis diagnosis diagnosis_suggestion diagnostic_suggestion \
            diagnostic_assistance diagnostic_aid image_interpretation imaging_read diagnostic_ai \
            lab_interpretation diagnostic_interpretation diagnostic_recommendation diagnostic_support_tool \
            image_diagnosis diagnostic_imaging diagnosis_assist diagnosis_aid diagnostic_summary",
    },
    Row {
        code: "discharge_instructions",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care],
        protocol: "diagnosis plan medications follow_up",
        also: "patient_instructions aftercare_instructions care_instructions post_visit_instructions \
            medication_instructions home_care_instructions",
    },
    Row {
        code: "document_summary",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "policy_summary payer_policy_summary contract_summary summarize_document document_question \
            regulation_summary document_qa",
    },
    Row {
        code: "ehr_export_analysis",
        lane: Lane::AlwaysAvoid,
        natures: &[Nature::Export],
        protocol: "",
        also: "ehr_export raw_ehr_export bulk_export ehr_dump_analysis database_export chart_export full_ehr_export \
            raw_ehr_analysis bulk_record_analysis ehr_database_analysis patient_list_analysis full_chart_upload \
            ehr_data_export raw_ehr_upload ehr_bulk_analysis export_analysis raw_export full_ehr_analysis \
            bulk_chart_analysis",
    },
    Row {
        code: "eligibility_check",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "name date_of_birth plan_id",
        also: "insurance_verification benefits_check",
    },
    Row {
        code: "eligibility_decision",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Consequential],
        protocol: "",
        also: "access_decision care_access_decision automated_decision service_eligibility admission_decision \
            patient_selection consequential_decision coverage_decision program_eligibility \
            waitlist_prioritization patient_prioritization care_eligibility eligibility_determination \
            access_to_care_decision care_access_screening triage_access_decision automated_eligibility \
            access_screening program_admission",
    },
    Row {
        code: "emotion_detection",
        lane: Lane::AlwaysAvoid,
        natures: &[Nature::Emotion],
        protocol: "",
        also: "emotion_recognition client_emotion_detection sentiment_of_client mood_detection emotion_analysis \
            detect_emotion detect_emotions",
    },
    Row {
        code: "guideline_summary",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "clinical_guideline_summary guideline_summaries literature_summary research_summary literature_review \
            medical_literature_search guidelines_summary guideline_review evidence_summary",
    },
    Row {
        code: "intake_form",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "intake_form_design intake_form_template form_design form_template intake_forms",
    },
    Row {
        code: "job_description",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "job_posting hr_document interview_questions",
    },
    Row {
        code: "marketing",
        lane: Lane::NoPhi,
        natures: &[Nature::Marketing],
        protocol: "",
        also: "marketing_copy marketing_content marketing_email marketing_material advertising advertisement \
            ad_copy newsletter patient_testimonial testimonial marketing_campaign marketing_message fundraising \
            wellness_newsletter before_after_post patient_story success_story promotional_email",
    },
    Row {
        code: "meeting_summary",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "meeting_minutes meeting_notes meeting_agenda",
    },
    Row {
        code: "note_summary_quality_review",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::DeidentifiedOnly],
        protocol: "note",
        also: "note_summary quality_review quality_review_summary chart_audit note_summarization \
            quality_measure_review note_summaries chart_audit_summary peer_review_summary trend_analysis \
            quality_improvement quality_audit quality_summary deidentified_note_summary quality_measures \
            note_review note_summary_deidentified",
    },
    Row {
        code: "office_operations",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "operations_planning workflow_design workflow_improvement spreadsheet_formula administrative_draft \
            general_question general_drafting business_plan vendor_email process_improvement email_draft \
            brainstorming vendor_comparison code_lookup coding_reference icd10_lookup internal_memo staff_email \
            general_admin",
    },
    Row {
        code: "patient_chat",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::PatientChat],
        protocol: "message",
        also: "patient_chatbot chatbot patient_assistant virtual_assistant symptom_checker patient_facing_chat \
            portal_chat health_chatbot symptom_chat patient_facing_chatbot patient_voice_agent voice_agent \
            phone_agent telehealth_chat patient_intake_chat chat_assistant patient_advice_chat \
            patient_interaction patient_triage_chat symptom_assessment_chat intake_chat",
    },
    Row {
        code: "patient_education",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "patient_education_material patient_education_handout patient_handout education_handout \
            patient_education_materials health_education general_education patient_education_sheet \
            education_material patient_education_video patient_education_letter",
    },
    Row {
        code: "patient_message",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "first_name message result plan",
        also: "patient_message_reply portal_message patient_reply message_reply portal_reply patient_email \
            patient_letter portal_message_reply patient_portal_message test_result_letter result_letter \
            lab_result_message result_notification patient_communication patient_message_draft patient_voicemail \
            patient_video lab_result_explanation result_explanation patient_outreach test_result_message \
            patient_follow_up follow_up_message results_message patient_text patient_call",
    },
    Row {
        code: "personal_ai_account",
        lane: Lane::AlwaysAvoid,
        natures: &[],
        protocol: "",
        also: "consumer_chatbot personal_chatbot shadow_ai consumer_app free_chatbot public_chatbot_phi \
            unapproved_tool public_ai_tool consumer_ai personal_account",
    },
    Row {
        code: "plain_language_rewrite",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "rewrite readability_rewrite plain_language",
    },
    Row {
        code: "policy_draft",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "policy_drafting procedure_draft policy_writing policy_template sop_draft policies_and_procedures \
            staff_policy_draft hipaa_policy_draft internal_policy office_policy",
    },
    Row {
        code: "prior_authorization_letter",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "diagnosis drug service tried_therapies plan_id",
        also: "prior_authorization prior_auth prior_auth_letter prior_authorization_draft \
            prior_authorization_request prior_authorization_letters prior_authorisation_letter pa_letter \
            prior_authorization_form",
    },
    Row {
        code: "records_request",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "name date_of_birth record_range",
        also: "records_release_letter records_request_letter",
    },
    Row {
        code: "referral_letter",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care],
        protocol: "name date_of_birth reason diagnosis history medications results",
        also: "referral consult_letter referral_draft consultation_letter specialist_letter care_coordination \
            handoff_summary referral_summary transfer_summary referral_note",
    },
    Row {
        code: "reidentification",
        lane: Lane::AlwaysAvoid,
        natures: &[],
        protocol: "",
        also: "re_identification reidentify_patients reidentify reidentification_attempt",
    },
    Row {
        code: "research_dataset",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "",
        also: "research research_analysis research_extract limited_data_set_analysis data_analysis \
            population_health public_health_reporting registry_submission quality_reporting research_data",
    },
    Row {
        code: "risk_score",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::Decision],
        protocol: "problem history results",
        also: "risk_prediction risk_stratification readmission_risk no_show_prediction clinical_risk_score \
            risk_scoring clinical_risk_prediction predictive_model suicide_risk_detection risk_assessment \
            clinical_risk_assessment risk_model",
    },
    Row {
        code: "school_or_work_letter",
        lane: Lane::BaaSafeguards,
        natures: &[],
        protocol: "name dates restrictions",
        also: "school_letter work_letter excuse_note fmla_form disability_form medical_necessity_letter \
            letter_of_medical_necessity",
    },
    Row {
        code: "social_media_post",
        lane: Lane::NoPhi,
        natures: &[Nature::Marketing],
        protocol: "",
        also: "social_post social_media social_media_posts social_media_content blog_post review_reply \
            online_review_reply review_response instagram_post facebook_post social_post_draft",
    },
    Row {
        code: "staff_training",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "staff_training_material staff_training_materials training_material training_materials \
            training_scenario staff_education training_quiz training_module staff_training_scenario",
    },
    Row {
        code: "template_letter",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "letter_template template_letters form_letter template_drafting templates appointment_letter_template \
            letter_template_draft no_show_letter generic_letter",
    },
    Row {
        code: "therapy_conversation",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::PatientChat, Nature::Therapy],
        protocol: "message",
        also: "therapy_chat therapy_chatbot mental_health_chat mental_health_chatbot counseling_chat \
            therapy_session ai_therapist therapeutic_communication therapy_companion counseling client_chat \
            therapy_reply client_message therapy_message client_interaction mental_health_support_chat \
            between_session_chat crisis_chat therapeutic_message behavioral_health_chat mental_health_companion \
            therapy_bot mental_health_coaching emotional_support_chat therapeutic_chat client_chatbot \
            therapy_support_chat",
    },
    Row {
        code: "therapy_plan",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::Decision, Nature::TherapyPlan],
        protocol: "problem history goals",
        also: "treatment_plan therapy_treatment_plan treatment_plan_draft therapeutic_recommendation \
            behavioral_treatment_plan mental_health_treatment_plan therapy_recommendation treatment_planning \
            therapy_plan_draft therapy_care_plan counseling_plan draft_treatment_plan therapy_recommendations",
    },
    Row {
        code: "translation",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Translation],
        protocol: "text",
        also: "translate patient_translation document_translation translation_of_instructions \
            translate_patient_instructions discharge_instructions_translation consent_form_translation \
            translated_instructions patient_instructions_translation translate_instructions machine_translation \
            translation_patient_instructions patient_material_translation translate_discharge_instructions \
            instructions_translation patient_document_translation translated_patient_instructions \
            spanish_translation translate_handout patient_education_translation translate_letter \
            letter_translation translated_message consent_translation translate_consent_form translated_letter \
            after_visit_translation",
    },
    Row {
        code: "triage",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Care, Nature::Decision],
        protocol: "problem history",
        also: "symptom_triage patient_triage urgency_assessment triage_support message_triage triage_suggestion \
            nurse_triage triage_recommendation",
    },
    Row {
        code: "utilization_decision",
        lane: Lane::BaaSafeguards,
        natures: &[Nature::Consequential, Nature::Decision],
        protocol: "",
        also: "medical_necessity_decision utilization_review coverage_determination",
    },
    Row {
        code: "website_faq",
        lane: Lane::NoPhi,
        natures: &[],
        protocol: "",
        also: "website_content faq website_copy website_text practice_website faq_draft faq_page website_faqs \
            web_content",
    },
];

/// Stands for a use case that the catalogue does not have; no rule lets it through.
const UNLISTED: &Row = &Row {
    code: "unlisted",
    lane: Lane::BaaSafeguards,
    natures: &[],
    protocol: "",
    also: "",
};

impl UseCase {
    /// A use case that the catalogue does not have.
    pub const UNLISTED: UseCase = UseCase(UNLISTED);

    /// Every use case, in order of the codes, and last the one that stands for all others.
    pub fn all() -> impl Iterator<Item = UseCase> {
        CATALOGUE.iter().map(UseCase).chain([UseCase::UNLISTED])
    }

    /// The use case with this code or other name.
    #[must_use]
    pub fn named(name: &str) -> Option<UseCase> {
        Self::all().find(|UseCase(row)| row.names().any(|known| known == name))
    }

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The lane it runs in.
    #[must_use]
    pub fn lane(self) -> Lane {
        self.0.lane
    }

    /// What it is like.
    #[must_use]
    pub fn natures(self) -> &'static [Nature] {
        self.0.natures
    }

    /// Names of the chart fields that it needs.
    #[must_use]
    pub fn protocol(self) -> BTreeSet<String> {
        self.0
            .protocol
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    }
}

impl Word for UseCase {
    const TYPE: &'static str = "UseCase";

    fn word(self) -> &'static str {
        self.code()
    }
}

impl PartialEq for UseCase {
    fn eq(&self, other: &UseCase) -> bool {
        self.code() == other.code()
    }
}

impl Eq for UseCase {}

impl Serialize for UseCase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for UseCase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UseCase, D::Error> {
        let code = String::deserialize(deserializer)?;
        UseCase::named(&code).ok_or_else(|| de::Error::custom("no use case has this name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_for_one_use_case() {
        let mut names: Vec<_> = CATALOGUE.iter().flat_map(Row::names).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert!(
            UseCase::named("prior_auth").is_some_and(|case| case.lane() == Lane::BaaSafeguards)
        );
        assert!(UseCase::named("prior_autg").is_none());
    }
}
