//! Reads from the text of a scenario what its letters do not say: which ZIP code, which age.
//!
//! The letters name kinds only, and two rules turn on the value. Nothing of the text is kept.

use super::detected::{is_great_age, is_small_zip};
use crate::errand::Found;

/// Looks at the numbers of the text: those behind "ZIP", and those beside a word for an age.
pub(super) fn read(text: &str, letters: &[&str], found: &mut Found) {
    let words: Vec<_> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = || words.iter().zip(words.iter().skip(1));
    if letters.contains(&"B") {
        found.small_zip |= pairs().any(|(label, zip)| is_zip_label(label) && is_small_zip(zip));
    }
    if letters.contains(&"C") {
        found.age_over_89 |= pairs().any(|(first, second)| {
            (is_age_label(first) && is_great_age(second))
                || (is_great_age(first) && is_years(second))
        });
    }
}

fn is_zip_label(word: &str) -> bool {
    ["zip", "zip3", "zipcode"].contains(&word.to_lowercase().as_str())
}

fn is_age_label(word: &str) -> bool {
    ["age", "aged", "ages"].contains(&word.to_lowercase().as_str())
}

fn is_years(word: &str) -> bool {
    ["year", "years", "yo", "y", "yr"].contains(&word.to_lowercase().as_str())
}
