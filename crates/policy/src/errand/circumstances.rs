//! Further facts that a rule may ask for (`flags` in the contract). Each is false where it does not apply.

use serde::{Deserialize, Serialize};

/// What else bears on an errand.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Circumstances {
    /// The patient was told beforehand that this is AI.
    pub ai_disclosure_given: bool,
    /// No person takes part in the decision.
    pub autonomous: bool,
    /// The tool weighs heavily on a decision about a person's access to care.
    pub consequential_decision: bool,
    /// A data use agreement is on file (45 CFR 164.514(e)(4)).
    pub data_use_agreement: bool,
    /// The tool serves to find a diagnosis.
    pub diagnostic_use: bool,
    /// Care in an emergency.
    pub emergency: bool,
    /// The interaction gives one person advice on their health.
    pub high_risk_interaction: bool,
    /// The recipient is in the practice's own state.
    pub in_state_recipient: bool,
    /// The AI is shown as a licensed person.
    pub licensed_title: bool,
    /// An authorization for marketing is on file (45 CFR 164.508(a)(3)).
    pub marketing_authorization: bool,
    /// The text promotes something.
    pub marketing_use: bool,
    /// The practice takes part in Medicaid.
    pub medicaid: bool,
    /// The Medicaid contract lets this region handle the data.
    pub medicaid_allows_region: bool,
    /// The Medicaid contract bars handling outside the country.
    pub medicaid_bars_offshore: bool,
    /// Nobody has said whether the practice takes part in Medicaid.
    pub medicaid_unsaid: bool,
    /// More is asked for than the protocol of the use case allows.
    pub more_than_necessary: bool,
    /// Somebody other than the practice can reach a machine of its own, without an agreement.
    pub outside_access: bool,
    /// A named person checked that this use falls under the patient's Part 2 consent.
    pub part2_checked: bool,
    /// The patient's Part 2 consent is on file (42 CFR 2.31).
    pub part2_consent: bool,
    /// The practice is a Part 2 program or holds such records.
    pub part2_program: bool,
    /// A clinical tool takes a protected trait as input (45 CFR 92.210).
    pub protected_trait: bool,
    /// An authorization for psychotherapy notes is on file (45 CFR 164.508(a)(2)).
    pub psychotherapy_authorization: bool,
    /// The person who wrote the psychotherapy notes uses them to treat.
    pub psychotherapy_originator: bool,
    /// Written consent to AI use and to the recording is on file.
    pub recording_consent: bool,
    /// No right, benefit or care hangs on the text.
    pub routine_text: bool,
    /// The patient authorized this disclosure of guarded information.
    pub sensitive_authorization: bool,
    /// The session was recorded or written down word by word.
    pub session_recorded: bool,
    /// The patient's consent to this use of substance use counseling notes is on file, apart from any other
    /// (42 CFR 2.31(b)).
    pub sud_counseling_consent: bool,
    /// The AI talks with a client as part of therapy, or reads their feelings.
    pub therapeutic_contact: bool,
    /// What was done against unfair use of a protected trait is on file.
    pub trait_risk_mitigated: bool,
    /// A qualified human translator has reviewed the text.
    pub translator_reviewed: bool,
    /// The input has a word that nobody knows here.
    pub unclear: bool,
    /// It is used as part of care.
    pub used_in_care: bool,
    /// The whole record is asked for.
    pub whole_record: bool,
    /// The reason why the whole record is needed is on file.
    pub whole_record_justified: bool,
}
