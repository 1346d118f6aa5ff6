//! An exercise: an invented text, word by word, in which somebody looks for what points to a person.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::id::Id;

/// An exercise. In its text, `{...}` marks what points to one person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// The lesson that it stands in, where a file of its own holds it.
    #[serde(default)]
    pub(super) lesson: Option<Id>,
    text: String,
    /// What each mark is, in the order of the text.
    #[serde(rename = "spot")]
    pub spots: Vec<Spot>,
    /// Why the rest points to nobody.
    pub rest: String,
}

/// Something that points to one person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// What it is called.
    pub is: String,
    /// Why it counts.
    pub why: String,
}

/// A word of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As it stands there, with its punctuation.
    pub text: String,
    /// The mark that it belongs to, from 0.
    pub spot: Option<usize>,
}

/// How much of a mark somebody found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// All of its words.
    All,
    /// None of them.
    No,
    /// Some of them.
    Part,
}

/// What somebody found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// For each mark, in order.
    pub spots: Vec<Found>,
    /// Words that were chosen and point to nobody.
    pub extra: Vec<String>,
}

impl Exercise {
    /// The text, word by word.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let (mut inside, mut next) = (None, 0);
        let words = self.text.split_whitespace();
        words
            .map(|word| {
                if word.contains('{') {
                    inside = Some(next);
                    next += 1;
                }
                let spot = inside;
                if word.contains('}') {
                    inside = None;
                }
                let text = word.replace(['{', '}'], "");
                Token { text, spot }
            })
            .collect()
    }

    /// The words of a mark.
    #[must_use]
    pub fn words(&self, spot: usize) -> String {
        let own = self.tokens().into_iter();
        let own = own.filter(|token| token.spot == Some(spot));
        let words: Vec<String> = own.map(|token| token.text).collect();
        words.join(" ").trim_end_matches(['.', ',', ':']).to_owned()
    }

    /// Judges what was chosen, by the numbers of the words, from 0.
    #[must_use]
    pub fn judge(&self, chosen: &BTreeSet<usize>) -> Judged {
        let tokens: Vec<(usize, Token)> = self.tokens().into_iter().enumerate().collect();
        let found = |spot: usize| {
            let own = tokens.iter().filter(|(_, token)| token.spot == Some(spot));
            let (hit, missed): (Vec<_>, Vec<_>) = own.partition(|(at, _)| chosen.contains(at));
            match (hit.is_empty(), missed.is_empty()) {
                (true, _) => Found::No,
                (false, true) => Found::All,
                (false, false) => Found::Part,
            }
        };
        let spots = (0..self.spots.len()).map(found).collect();
        let extra = tokens
            .iter()
            .filter(|(at, token)| token.spot.is_none() && chosen.contains(at));
        let extra = extra.map(|(_, token)| token.text.clone()).collect();
        Judged { spots, extra }
    }

    /// Whether every mark is closed, and has its explanation.
    pub(super) fn is_sound(&self) -> bool {
        let count = |sign: char| self.text.matches(sign).count();
        !self.spots.is_empty() && [count('{'), count('}')] == [self.spots.len(); 2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise() -> Exercise {
        let spot = |is: &str| Spot {
            is: is.to_owned(),
            why: String::new(),
        };
        Exercise {
            lesson: None,
            text: "Call {Ruta Amsel} at ({555-0182}). Pain 7/10.".to_owned(),
            spots: vec![spot("Name"), spot("Phone number")],
            rest: String::new(),
        }
    }

    #[test]
    fn marks_span_words_and_keep_their_punctuation() {
        let tokens = exercise().tokens();
        let shown: Vec<_> = tokens
            .iter()
            .map(|token| (token.text.as_str(), token.spot))
            .collect();
        let expected = [
            ("Call", None),
            ("Ruta", Some(0)),
            ("Amsel", Some(0)),
            ("at", None),
            ("(555-0182).", Some(1)),
            ("Pain", None),
            ("7/10.", None),
        ];
        assert_eq!(shown, expected);
        assert_eq!(exercise().words(0), "Ruta Amsel");
    }

    #[test]
    fn what_was_chosen_is_judged_mark_by_mark() {
        for (chosen, spots, extra) in [
            (vec![], [Found::No, Found::No], vec![]),
            (vec![1], [Found::Part, Found::No], vec![]),
            (vec![1, 2, 4], [Found::All, Found::All], vec![]),
            (vec![1, 2, 6], [Found::All, Found::No], vec!["7/10."]),
            (vec![99], [Found::No, Found::No], vec![]),
        ] {
            let judged = exercise().judge(&chosen.iter().copied().collect());
            assert_eq!(judged.spots, spots, "{chosen:?}");
            assert_eq!(judged.extra, extra, "{chosen:?}");
        }
    }
}
