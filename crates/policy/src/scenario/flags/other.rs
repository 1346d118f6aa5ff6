//! Flags that set something else than one circumstance.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::detected;
use super::super::part::{answer, has, texts};
use crate::errand::Errand;
use crate::facts::Facts;
use crate::words::Phi;
use crate::words::content::Sensitive;
use crate::words::output::Reviewed;
use crate::words::people::PracticeKind;
use crate::words::plain;
use crate::zone;

/// What a flag with another subject does; none when its value is not understood.
type Reader = fn(&Value, &mut Facts, &mut Errand) -> Option<()>;

const READERS: &[(&str, Reader)] = &[
    (
        "incident_hold open_incident incident_open incident active_incident vendor_incident vendor_incident_open \
         vendor_incident_hold endpoint_incident endpoint_frozen vendor_frozen vendor_suspended incident_freeze \
         vendor_hold incident_status security_incident_open open_vendor_incident endpoint_hold vendor_breach_open",
        |value, facts, _| {
            // Whatever names an incident and does not say that it is over holds.
            facts.practice.incident_hold |= answer(value).unwrap_or(true);
            Some(())
        },
    ),
    (
        "patient_state patient_states license_states licensed_states telehealth_state telehealth_states states \
         other_states telehealth_patient_state patient_residence_state",
        |value, _, errand| {
            errand.states.extend(states(value)?);
            Some(())
        },
    ),
    (
        "recipient_state vendor_state party_state host_state",
        |value, facts, errand| {
            errand.circumstances.in_state_recipient = states(value)?
                .iter()
                .all(|state| *state == facts.practice.state);
            Some(())
        },
    ),
    (
        "authorization authorization_on_file patient_authorization hipaa_authorization",
        |value, _, errand| {
            let yes = has(value)?;
            let all = &mut errand.circumstances;
            all.marketing_authorization |= yes;
            all.psychotherapy_authorization |= yes;
            all.sensitive_authorization |= yes;
            Some(())
        },
    ),
    (
        "licensed_title ai_licensed_title ai_persona_licensed persona_licensed presented_as_licensed \
         ai_persona_licensed_title persona_licensed_title ai_presents_as_licensed \
         ai_presented_as_licensed uses_licensed_title ai_uses_licensed_title ai_title licensed_persona \
         implies_licensed ai_signed_as_licensed ai_persona persona assistant_name assistant_persona ai_signature \
         ai_name ai_presented_as presented_as_clinician persona_title \
         licensed_title_used ai_claims_license represents_as_therapist output_persona",
        |value, _, errand| {
            errand.circumstances.licensed_title |= is_title(value)?;
            Some(())
        },
    ),
    (
        "signature output_signature signed_as",
        |value, _, errand| {
            // Who reviewed a message may sign it.
            let is_reviewed = errand.output.review == Reviewed::Done;
            errand.circumstances.licensed_title |= is_title(value)? && !is_reviewed;
            Some(())
        },
    ),
    (
        "presented_as_deidentified claimed_deidentified declared_deidentified presented_as declared claimed \
         submitted_as_deidentified labeled_deidentified marked_deidentified declared_as claimed_as",
        |value, _, errand| {
            errand.found.claimed_deidentified |= is_deidentified(value)?;
            Some(())
        },
    ),
    (
        "small_zip zip3_restricted restricted_zip3 zip3_restricted_prefix zip3_low_population zip3_small_population zip3_under_20000 zip3 zip zip_codes \
         restricted_zip",
        |value, facts, errand| {
            let said = answer(value);
            errand.found.small_zip |= said.unwrap_or_else(|| detected::has_small_zip(value));
            errand.found.claimed_deidentified |=
                errand.found.small_zip && is_left_over(said, facts);
            Some(())
        },
    ),
    (
        "age_over_89 age ages max_age patient_age over_89 age_90_plus age_gt_89 has_age_over_89",
        |value, facts, errand| {
            let said = answer(value);
            errand.found.age_over_89 |= said.unwrap_or_else(|| detected::has_great_age(value));
            errand.found.claimed_deidentified |=
                errand.found.age_over_89 && is_left_over(said, facts);
            Some(())
        },
    ),
    (
        "derived_code reid_code_derived reid_code code_derived reidentification_code code_source reid_code_source \
         code_derivation derived_from_mrn code_derived_from",
        |value, _, errand| {
            errand.found.derived_code |= is_derived(value)?;
            errand.found.claimed_deidentified |= errand.found.derived_code;
            Some(())
        },
    ),
    (
        "fields fields_requested requested_fields fields_sent phi_fields fields_asked fields_included included_fields",
        |value, _, errand| {
            errand.task.fields = texts(value)?;
            Some(())
        },
    ),
    (
        "protocol protocol_fields allowed_fields fields_allowed use_case_fields field_allow_list \
         minimum_necessary_fields",
        |value, _, errand| {
            errand.task.protocol = Some(texts(value)?);
            Some(())
        },
    ),
    ("reviewer_licensed licensed_reviewer", |value, _, errand| {
        // It speaks of the reviewer, not of the review.
        if !has(value)? {
            errand.output.review = Reviewed::None;
        }
        Some(())
    }),
    ("licensed_review", |value, _, errand| {
        errand.output.review = match (has(value)?, errand.output.review) {
            (true, Reviewed::Pending) => Reviewed::Pending,
            (true, _) => Reviewed::Done,
            (false, _) => Reviewed::None,
        };
        Some(())
    }),
    (
        "mental_health therapy behavioral_health therapy_practice mental_health_practice mental_health_provider \
         therapy_context mental_health_care mental_behavioral_provider",
        |value, _, errand| {
            if answer(value)? {
                errand.practice_kind = PracticeKind::MentalHealth;
            }
            Some(())
        },
    ),
    (
        "reproductive_health abortion_related sensitive_services",
        |value, _, errand| {
            if answer(value)? {
                errand.found.sensitive.insert(Sensitive::Abortion);
            }
            Some(())
        },
    ),
    (
        "patient_ai_notice patient_notice_given ai_notice_on_file hb149_notice patient_notice",
        |value, _, errand| {
            errand.evidence.patient_notice_on_file = has(value)?;
            Some(())
        },
    ),
    (
        "vendor_terms_changed retention_terms_changed terms_changed",
        |value, _, errand| {
            errand.evidence.terms.verified &= !answer(value)?;
            Some(())
        },
    ),
    ("shared_login shared_account", |value, _, errand| {
        errand.user.unique_login &= !answer(value)?;
        Some(())
    }),
    (
        "certified_ehr uses_certified_ehr certified_ehr_technology telehealth",
        |value, _, _| answer(value).map(|_| ()),
    ),
];

/// Reads a flag that has a reader; says whether it was understood.
pub(super) fn read(name: &str, value: &Value, facts: &mut Facts, errand: &mut Errand) -> bool {
    let has = |names: &str| names.split_whitespace().any(|known| known == name);
    let reader = READERS.iter().find(|(names, _)| has(names));
    reader.is_some_and(|(_, read)| read(value, facts, errand).is_some())
}

/// Codes of states, one or several.
fn states(value: &Value) -> Option<BTreeSet<String>> {
    let all = match value {
        Value::String(one) => BTreeSet::from([one.clone()]),
        list => texts(list)?,
    };
    all.iter().all(|state| zone::is_state(state)).then_some(all)
}

/// Words that only a licensed person may go by.
const TITLES: &str = "dr doctor md do physician nurse rn np lpn pa therapist counselor psychologist psychiatrist lcsw \
    pharmacist licensed dentist midwife clinician lmft lpc psychotherapist";

/// Whether a name or answer shows the AI as a licensed person.
fn is_title(value: &Value) -> Option<bool> {
    if let Some(said) = answer(value) {
        return Some(said);
    }
    let name = value.as_str()?.to_lowercase();
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    Some(words.any(|word| TITLES.split_whitespace().any(|title| title == word)))
}

/// Whether a text is said to be de-identified.
fn is_deidentified(value: &Value) -> Option<bool> {
    answer(value).or_else(|| match plain(value.as_str()?).as_str() {
        "deidentified" | "de_identified" | "safe_harbor" => Some(true),
        "identified" => Some(false),
        _ => None,
    })
}

/// Whether a residue is a left-over of a text that should have none: somebody says so, or nobody says that the text names
/// its patient.
fn is_left_over(said: Option<bool>, facts: &Facts) -> bool {
    said.is_some() || facts.content.phi != Phi::Identified
}

/// Whether a code comes from information about the patient (45 CFR 164.514(c)): one that is not said to be made by chance or
/// by counting does.
fn is_derived(value: &Value) -> Option<bool> {
    const OTHER: &str =
        "random uuid guid sequential sequence serial counter generated token pseudonym";
    let word = || Some(plain(value.as_str()?));
    let is_other = |word: String| OTHER.split(' ').any(|one| word.starts_with(one));
    answer(value).or_else(|| Some(!is_other(word()?)))
}
