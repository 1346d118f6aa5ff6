//! Words of an urgent symptom in what came in: then somebody calls the patient, whatever a draft says.
//!
//! The list is short on purpose and cannot be complete: it is a second pair of eyes, never a triage. Its words are the
//! warning signs that public health bodies list for heart attack, stroke, anaphylaxis, sepsis and suicide.

use super::{Case, Check, Found, Weight};
use crate::tokens;

const WORDS: &[&str] = &[
    "anaphylaxis",
    "arm is numb",
    "black out",
    "blacked out",
    "bleeding will not stop",
    "bleeding won't stop",
    "can't breathe",
    "can not breathe",
    "cannot breathe",
    "chest hurts",
    "chest pain",
    "chest pressure",
    "chest tightness",
    "coughing up blood",
    "crushing",
    "don't want to live",
    "end my life",
    "face drooping",
    "face droops",
    "face is drooping",
    "fainted",
    "fainting",
    "hard to breathe",
    "harm myself",
    "hurt myself",
    "kill myself",
    "numb on one side",
    "overdose",
    "overdosed",
    "passed out",
    "seizure",
    "short of breath",
    "shortness of breath",
    "slurred speech",
    "stiff neck",
    "suicidal",
    "suicide",
    "swollen throat",
    "throat is closing",
    "throat swelling",
    "tongue is swollen",
    "trouble breathing",
    "vomiting blood",
    "want to die",
    "worst headache",
];

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    for name in &case.form.task().check.urgent {
        let text = tokens::fold(case.form.value(name).unwrap_or_default());
        let words: Vec<&str> = WORDS
            .iter()
            .copied()
            .filter(|word| tokens::holds(&text, word))
            .collect();
        if !words.is_empty() {
            let says = format!(
                "The message says: {}. This may be an emergency. Call the patient now; do not wait for a reply.",
                words.join(", ")
            );
            found.push(Check::Urgent, Weight::Urgent, says);
        }
    }
}
