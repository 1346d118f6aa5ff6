//! Words of an urgent symptom in what came in: then somebody calls the patient, whatever a draft says.
//!
//! The list is short on purpose and cannot be complete: it is a second pair of eyes, never a triage. Its words are the
//! warning signs that public health bodies list for heart attack, stroke, anaphylaxis, sepsis and suicide.

use super::{Case, Check, Found, Weight};
use crate::form::Form;
use crate::tokens;

const WORDS: &[&str] = &[
    "anaphylaxis",
    "arm is numb",
    "black out",
    "blacked out",
    "bleeding will not stop",
    "bleeding won't stop",
    "can't breathe",
    "cant breath",
    "cant breathe",
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

/// The same in Spanish, with and without accents.
const PALABRAS: &[&str] = &[
    "ahogandome",
    "ahogándome",
    "cara caida",
    "cara caída",
    "convulsion",
    "convulsiones",
    "convulsión",
    "dolor de pecho",
    "dolor en el pecho",
    "duele el pecho",
    "duele mucho el pecho",
    "falta de aire",
    "falta el aire",
    "hacerme daño",
    "matarme",
    "me desmaye",
    "me desmayé",
    "me falta aire",
    "no puede respirar",
    "no puedo respirar",
    "quiero morir",
    "quitarme la vida",
    "se desmayo",
    "se desmayó",
    "sobredosis",
    "suicidarme",
    "suicidio",
    "vomitando sangre",
];

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    for says in notices(case.form) {
        found.push(Check::Urgent, Weight::Urgent, says);
    }
}

/// What to say of a form in which something urgent came in, a sentence for each field.
pub fn notices(form: &Form<'_>) -> Vec<String> {
    let fields = form.task().check.urgent.iter();
    let texts = fields.filter_map(|name| form.value(name));
    texts.filter_map(notice).collect()
}

fn notice(text: &str) -> Option<String> {
    let text = tokens::fold(text);
    let all = WORDS.iter().chain(PALABRAS).copied();
    let said = all.filter(|word| tokens::holds(&text, word));
    let words: Vec<&str> = said.collect();
    let says = format!(
        "The message says: {}. This may be an emergency. Call the patient now; do not wait for a reply.",
        words.join(", ")
    );
    (!words.is_empty()).then_some(says)
}
