//! Words of an urgent symptom in what came in: then somebody calls the patient, whatever a draft says.
//!
//! The list is short on purpose and cannot be complete: it is a second pair of eyes, never a triage. Its words are the
//! warning signs that public health bodies list for heart attack, stroke, anaphylaxis, sepsis and suicide.

mod words;

use super::{Case, Check, Found, Weight};
use crate::form::Form;
use crate::tokens;
use words::{PALABRAS, TOGETHER, WORDS};

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
    let mut words: Vec<String> = said.map(str::to_owned).collect();
    words.extend(pills(&text));
    for sentence in text.split(['.', '!', '?', ';']) {
        words.extend(
            together(sentence)
                .filter(|both| !words.contains(both))
                .collect::<Vec<_>>(),
        );
    }
    let says = format!(
        "The message says: {}. This may be an emergency. Call the patient now; do not wait for a reply.",
        words.join(", ")
    );
    (!words.is_empty()).then_some(says)
}

/// Signs that a sentence names in words of its own.
fn together(sentence: &str) -> impl Iterator<Item = String> + '_ {
    TOGETHER.iter().filter_map(|(firsts, seconds)| {
        let one_of = |words: &[&'static str]| {
            words
                .iter()
                .copied()
                .find(|word| tokens::holds(sentence, word))
        };
        Some(format!("{} … {}", one_of(firsts)?, one_of(seconds)?))
    })
}

/// Fewest pills at once that somebody is asked about.
const PILLS: u32 = 10;

/// "took 20 of my tylenol": many pills at once.
fn pills(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let took = |word: &str| matches!(word, "took" | "swallowed" | "tomé" | "tome" | "ate");
    let many = words.windows(2).find(|pair| match pair {
        [verb, count] => took(verb) && count.parse().is_ok_and(|count: u32| count >= PILLS),
        _ => false,
    });
    let mg = many.and_then(|pair| pair.last()).is_some_and(|count| {
        let is_dose = |unit: &str| tokens::holds(text, &format!("{count} {unit}"));
        [
            "mg", "mcg", "units", "ml", "days", "minutes", "hours", "years", "steps",
        ]
        .into_iter()
        .any(is_dose)
    });
    many.filter(|_| !mg).map(|pair| pair.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_words_of_ones_own() {
        for urgent in [
            "My chest feels tight since this morning and it goes down my left arm",
            "cant catch my breath and my lips look blue",
            "my 2 month old has a fever of 103 and wont wake up to eat",
            "I took 20 of my tylenol",
            "Ya no quiero vivir",
            "Se me adormeció un lado de la cara",
            "I just don't want to be here anymore.",
            "He won't wake up",
            "I am soaking through a pad, the bleeding is bad",
        ] {
            assert!(notice(urgent).is_some(), "{urgent}");
        }
    }

    #[test]
    fn everyday_messages_are_left_alone() {
        for calm in [
            "Can I take my blood pressure pill with milk?",
            "I took 20 mg of the new pill. It helps.",
            "My breathing test is on Monday. I am out of my inhaler.",
            "Is the fever normal after the shot? She is 4 years old.",
            "I took 10 days of the antibiotic.",
            "Please refill my heart medicine. I am out of it.",
            "The bruise on my arm is blue. My son plays in the band.",
            "Mi hijo tiene tos. ¿Puedo ir mañana?",
            "I want to go on vacation and can't find my card.",
        ] {
            assert_eq!(notice(calm), None, "{calm}");
        }
    }
}
