//! How hard a text reads, as a US school grade.
//!
//! - Flesch-Kincaid: 0.39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid, Fishburne, Rogers and Chissom,
//!   Naval Technical Training Command Research Branch Report 8-75, 1975).
//! - SMOG: 1.0430 x square root of (polysyllables x 30 / sentences) + 3.1291, where a polysyllable has three syllables or
//!   more (McLaughlin, "SMOG grading: a new readability formula", Journal of Reading 12(8), 1969). It was made for thirty
//!   sentences; of fewer it is an estimate.

mod sentences;
mod syllables;

pub(crate) use sentences::end as sentence_end;
pub use sentences::sentences;
pub use syllables::syllables;

use crate::tokens;

/// From how many syllables on SMOG counts a word.
const POLYSYLLABLE: usize = 3;

/// What the formulae need to know of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words of three syllables or more.
    pub polysyllables: usize,
    /// Sentences; a heading or an item of a list is one.
    pub sentences: usize,
    /// Syllables of all words.
    pub syllables: usize,
    /// Words.
    pub words: usize,
}

impl Counts {
    /// Counts a text. Marks of Markdown do not count; a placeholder reads as one short word.
    #[must_use]
    pub fn of(text: &str) -> Counts {
        let mut counts = Counts::default();
        for sentence in sentences(text) {
            let sentence = without_placeholders(sentence);
            counts.sentences += usize::from(tokens::words(&sentence).next().is_some());
            for word in tokens::words(&sentence) {
                let heard = syllables(word);
                counts.words += 1;
                counts.syllables += heard;
                counts.polysyllables += usize::from(heard >= POLYSYLLABLE);
            }
        }
        counts
    }

    /// The grade by Flesch-Kincaid; 0 for a text without words, and never below it.
    #[must_use]
    pub fn flesch_kincaid(&self) -> f64 {
        let length = ratio(self.words, self.sentences);
        let weight = ratio(self.syllables, self.words);
        (0.39 * length + 11.8 * weight - 15.59).max(0.0)
    }

    /// The grade by SMOG; 0 for a text without words.
    #[must_use]
    pub fn smog(&self) -> f64 {
        match self.words {
            0 => 0.0,
            _ => 1.0430 * ratio(self.polysyllables * 30, self.sentences).sqrt() + 3.1291,
        }
    }
}

fn without_placeholders(text: &str) -> String {
    let found = tokens::placeholders(text);
    found
        .into_iter()
        .fold(text.to_owned(), |text, one| text.replace(one, "one"))
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    match whole {
        0 => 0.0,
        whole => number(part) / number(whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted by hand.
    #[test]
    fn the_formulae_are_those_of_the_papers() {
        let counts = Counts::of("The cat sat on the table. The dog barked loudly.");
        let by_hand = Counts {
            polysyllables: 0,
            sentences: 2,
            syllables: 12,
            words: 10,
        };
        assert_eq!(counts, by_hand);
        let grade = 0.39 * 5.0 + 11.8 * 1.2 - 15.59;
        assert!((counts.flesch_kincaid() - grade).abs() < 1e-9);
        assert!((counts.smog() - 3.1291).abs() < 1e-9);
    }

    #[test]
    fn thirty_sentences_with_thirty_polysyllables() {
        let text = "Take your medicine. ".repeat(30);
        let smog = Counts::of(&text).smog();
        assert!((smog - (1.0430 * 30f64.sqrt() + 3.1291)).abs() < 1e-9);
    }

    #[test]
    fn hard_text_is_told_from_easy() {
        let hard =
            "Organizational authorization documentation necessitates comprehensive verification.";
        assert!(Counts::of(hard).flesch_kincaid() > 20.0);
        assert!(Counts::of("Drink water. Do not eat.").flesch_kincaid() < 2.0);
        assert_eq!(Counts::of("").smog(), 0.0);
    }

    #[test]
    fn placeholders_and_marks_do_not_make_a_text_hard() {
        let plain = Counts::of("Call one today.");
        assert_eq!(Counts::of("- **Call** [PATIENT_1] today."), plain);
    }
}
