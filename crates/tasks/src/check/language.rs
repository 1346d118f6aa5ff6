//! The language that the form asks for. Small words that only one of two languages has are counted: a draft with many of the
//! other's and few of its own is likely in the other. Names, drugs and a quoted sentence do not make it so.

use super::{Case, Check, Found};
use crate::tokens;

/// A language, and small words that the other one does not have.
struct Language {
    name: &'static str,
    words: &'static [&'static str],
}

/// Words that both have, such as "no", "a", "me" and "he", count for neither.
const LANGUAGES: [Language; 2] = [
    Language {
        name: "English",
        words: &[
            "an", "and", "are", "at", "be", "by", "can", "do", "for", "from", "have", "how", "if",
            "in", "is", "it", "may", "not", "of", "on", "or", "our", "that", "the", "this", "to",
            "us", "we", "when", "will", "with", "you", "your",
        ],
    },
    Language {
        name: "Spanish",
        words: &[
            "al", "como", "con", "cuando", "de", "del", "el", "en", "es", "esta", "está", "la",
            "las", "lo", "los", "más", "nos", "nuestra", "nuestro", "o", "para", "pero", "por",
            "puede", "que", "qué", "se", "si", "sí", "su", "sus", "un", "una", "usted", "y",
        ],
    },
];

/// Fewest words of the other language: fewer stand in an address, or in one sentence that is quoted.
const FEWEST: usize = 6;
/// How many of the other language there are at least for each of the one that was asked for.
const EACH: usize = 2;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    let Some(asked) = case.form.value("language") else {
        return;
    };
    let text = tokens::fold(&case.written());
    let Some(own) = LANGUAGES.iter().find(|one| one.name == asked) else {
        return;
    };
    let others = LANGUAGES.iter().filter(|one| one.name != asked);
    for other in others.filter(|other| is_mostly(&text, other, own)) {
        let says = format!(
            "You asked for {asked}, but most of this looks like {}. Do not use it before somebody who reads both has looked.",
            other.name
        );
        found.look(Check::Language, says);
    }
}

fn is_mostly(text: &str, other: &Language, own: &Language) -> bool {
    let others = count(text, other);
    others >= FEWEST && others >= EACH * count(text, own)
}

fn count(text: &str, language: &Language) -> usize {
    let words = tokens::words(text);
    words.filter(|word| language.words.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks_like(text: &str, other: usize) -> bool {
        let text = tokens::fold(text);
        is_mostly(&text, &LANGUAGES[other], &LANGUAGES[1 - other])
    }

    const ENGLISH: &str = "Hello, thank you for your note. You may take your pill with milk. \
        Keep on as we planned, and write to us if you feel sick after it.";
    const SPANISH: &str = "Hola, gracias por su mensaje. Puede tomar la pastilla con leche. \
        Siga como lo planeamos, y escriba si se siente mal después de la pastilla.";

    #[test]
    fn no_word_counts_for_both() {
        let [english, spanish] = &LANGUAGES;
        assert!(
            !english
                .words
                .iter()
                .any(|word| spanish.words.contains(word))
        );
    }

    #[test]
    fn a_text_is_told_by_its_small_words() {
        assert!(looks_like(ENGLISH, 0) && !looks_like(ENGLISH, 1));
        assert!(looks_like(SPANISH, 1) && !looks_like(SPANISH, 0));
        let upper = ENGLISH.to_uppercase();
        assert!(looks_like(&upper, 0));
    }

    #[test]
    fn what_stands_in_both_languages_or_is_short_is_told_of_neither() {
        for mixed in [
            &format!("{ENGLISH} {SPANISH}"),
            "Take the pill with milk.",
            "Clínica de la Paz, Calle de los Olivos",
            "",
            "[PATIENT_1] 20 mg lisinopril",
        ] {
            assert!(!looks_like(mixed, 0) && !looks_like(mixed, 1), "{mixed}");
        }
    }
}
