//! Reads from the text of a scenario what its letters do not say: which ZIP code, which age, what a code was made of.
//!
//! The letters name kinds only, and three rules turn on more. Nothing of the text is kept.

use std::collections::BTreeSet;

use super::detected::{is_great_age, is_small_zip};
use crate::errand::Found;

/// Looks at the numbers of the text: those behind "ZIP", and those beside a word for an age; and at what it says of a code.
pub(super) fn read(text: &str, letters: &BTreeSet<String>, found: &mut Found) {
    if letters.contains("B") {
        found.small_zip |= has_small_zip(text);
    }
    if letters.contains("C") {
        found.age_over_89 |= has_great_age(text);
    }
    if letters.contains("R") {
        found.derived_code |= tells_derived_code(text);
    }
}

/// Whether a ZIP code of a place with few people stands in it.
pub(super) fn has_small_zip(text: &str) -> bool {
    let words = words(text);
    pairs(&words).any(|(label, zip)| is_zip_label(label) && is_small_zip(zip))
}

fn has_great_age(text: &str) -> bool {
    let words = words(text);
    pairs(&words).any(|(first, second)| {
        (is_age_label(first) && is_great_age(second)) || (is_great_age(first) && is_years(second))
    })
}

/// Whether it says of a code that it was made from what is known of the patient (45 CFR 164.514(c)(1)).
pub(super) fn tells_derived_code(text: &str) -> bool {
    let words = words(text);
    let codes = "code codes id ids identifier key token pseudonym number subject";
    let made = "derived hash hashed sha sha1 sha256 md5 initials truncated encoded encrypted";
    let has = |list: &str| words.iter().any(|word| is_among(word, list));
    let last_four = pairs(&words)
        .any(|(first, second)| first == "last" && is_among(second, "four 4 five 5 digits"));
    has(codes) && (has(made) || last_four)
}

/// Whether it says of itself that it was de-identified.
pub(super) fn claims_deidentified(text: &str) -> bool {
    let words = words(text);
    let negated = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        before.is_some_and(|word| is_among(word, "be never no not"))
    };
    let whole = words.iter().position(|word| word == "deidentified");
    let parted = pairs(&words).position(|(first, second)| first == "de" && second == "identified");
    whole.or(parted).is_some_and(|at| !negated(at))
}

/// Whether it says of itself that it is a limited data set (45 CFR 164.514(e)).
pub(super) fn claims_limited(text: &str) -> bool {
    let words = words(text);
    words
        .windows(3)
        .any(|three| three == ["limited", "data", "set"])
        || pairs(&words).any(|(first, second)| first == "limited" && second == "dataset")
}

/// Its words in small letters.
fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn pairs(words: &[String]) -> impl Iterator<Item = (&str, &str)> {
    let next = words.iter().skip(1).map(String::as_str);
    words.iter().map(String::as_str).zip(next)
}

fn is_among(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn is_zip_label(word: &str) -> bool {
    is_among(word, "zip zip3 zipcode")
}

fn is_age_label(word: &str) -> bool {
    is_among(word, "age aged ages")
}

fn is_years(word: &str) -> bool {
    is_among(word, "year years yo y yr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_what_it_is() {
        for (text, deidentified, limited, derived) in [
            ("De-identified note: gout", true, false, false),
            ("deidentified, 3 visits", true, false, false),
            ("This was not de-identified.", false, false, false),
            ("It must be de-identified first.", false, false, false),
            ("Limited data set of visits", false, true, false),
            ("A limited dataset", false, true, false),
            ("Code 0823 (initials and birthday)", false, false, true),
            ("study ID: last four of the SSN", false, false, true),
            ("MD5 key of the chart number", false, false, true),
            ("Patient initials on the form", false, false, false),
            ("Random code 8841", false, false, false),
        ] {
            assert_eq!(claims_deidentified(text), deidentified, "{text}");
            assert_eq!(claims_limited(text), limited, "{text}");
            assert_eq!(tells_derived_code(text), derived, "{text}");
        }
    }

    #[test]
    fn zip_codes_of_few_or_no_people() {
        for (text, small) in [
            ("ZIP3 036", true),
            ("zip 03601", true),
            ("ZIP 09012", true),
            ("ZIP3 000", false),
            ("ZIP 45402", false),
            ("ward 036", false),
        ] {
            assert_eq!(has_small_zip(text), small, "{text}");
        }
    }
}
