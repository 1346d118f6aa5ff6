//! What somebody says who asks about several patients at once: "one summary line for each patient", "letters for twelve
//! patients". A question stands before or behind what it is about; in the middle of a text, patients are those of a study.

use crate::scan::{tail, window};

/// How far from either end of a text a question is looked for, in bytes.
const REACH: usize = 240;

/// Words before "patient".
const EACH: [&str; 3] = ["any", "each", "every"];
/// Words before "patients"; numbers in figures and in words are too. "Our patients" are everybody, whom a flyer is for.
const SEVERAL: [&str; 7] = [
    "both",
    "following",
    "many",
    "multiple",
    "several",
    "these",
    "those",
];
const NUMBERS: [&str; 20] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred", "dozen", "dozens",
];

/// Whether a text asks for something for several patients.
pub(super) fn asks_about_several(text: &str) -> bool {
    let ends = [window(text, 0, REACH), tail(text, REACH)];
    ends.into_iter().any(is_asked)
}

fn is_asked(part: &str) -> bool {
    let words: Vec<String> = part
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut places = words.iter().enumerate();
    places.any(|(at, word)| word == "for" && are_patients(words.get(at + 1..).unwrap_or_default()))
}

/// Whether words go on with several patients: "each patient", "the following 12 patients".
fn are_patients(words: &[String]) -> bool {
    let several = |word: &String| {
        let figure = word.parse::<u32>().is_ok_and(|count| count >= 2);
        figure || SEVERAL.contains(&word.as_str()) || NUMBERS.contains(&word.as_str())
    };
    let skipped = words
        .iter()
        .take_while(|word| *word == "the" || *word == "of" || several(word));
    let count = skipped.clone().filter(|word| several(word)).count();
    match words.get(skipped.count()).map(String::as_str) {
        Some("charts" | "patients" | "pts") => count > 0,
        Some(each) => EACH.contains(&each) && words.get(1).is_some_and(|word| word == "patient"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_about_several() {
        for text in [
            "Panel list - please write one summary line for each patient:",
            "Prior auth letters for twelve patients: A, B, C",
            "Recall text for the following 12 patients",
            "do this for both of these pts please",
        ] {
            assert!(asks_about_several(text), "{text}");
            let chart = format!("{}\n{text}", "note ".repeat(99));
            assert!(asks_about_several(&chart), "{text}");
        }
    }

    #[test]
    fn others() {
        let study = format!(
            "{0} for each patient we measured {0}",
            "Smith and Lee ".repeat(20)
        );
        for text in [
            "for the patient",
            "a handout for patients",
            "a flyer for all our patients",
            "for 1 patients",
            "120 patients",
            "for each visit",
            &study,
            "",
        ] {
            assert!(!asks_about_several(text), "{text}");
        }
    }
}
