//! One written form of a name, taken apart: given names, initials, surname.

use crate::lexicon::fold;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// The parts of a name as it is written in one place; all words folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mention {
    /// Words of two letters or more, in the order given name to surname.
    pub(super) words: Vec<String>,
    /// Single letters, in the order they are written; a short word of capitals may be letters too.
    pub(super) initials: Vec<char>,
    /// Whether a letter stands first: "T. Okonjo".
    pub(super) opens_with_initial: bool,
}

/// Joins the halves of a compound surname or given name.
const JOINTS: [char; 2] = ['-', '\''];

impl Mention {
    /// Takes the name of a candidate apart.
    pub(super) fn of(page: &Page<'_>, candidate: &Candidate) -> Mention {
        Mention::read(page.slice(candidate.span))
    }

    /// Takes a written name apart; "LAST, FIRST" is turned round.
    pub(super) fn read(written: &str) -> Mention {
        let turned = written
            .split_once(',')
            .filter(|(_, given)| !is_suffix(given));
        let ordered = turned.map(|(family, given)| format!("{} {}", given.trim(), family.trim()));
        let mut mention = Mention::default();
        for word in ordered
            .as_deref()
            .unwrap_or(written)
            .split(|c: char| !(c.is_alphabetic() || JOINTS.contains(&c)))
        {
            mention.add(word.trim_matches(JOINTS));
        }
        let letters = written.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = !written.chars().any(char::is_lowercase);
        if mention.words.len() < 2
            && (2..=3).contains(&letters)
            && (capitals || mention.words.is_empty())
        {
            mention.initials = written
                .chars()
                .filter(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect();
        }
        mention
    }

    fn add(&mut self, word: &str) {
        let word = word.strip_suffix("'s").unwrap_or(word);
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => {
                self.opens_with_initial |= self.words.is_empty();
                self.initials.extend(letter.to_lowercase());
            }
            (Some(_), Some(_)) if !is_suffix(word) => self.words.push(fold(word).into_owned()),
            _ => {}
        }
    }

    /// The surname, when the mention has a given name or an initial before it.
    pub(super) fn surname(&self) -> Option<&str> {
        let full = self.words.len() > 1 || self.opens_with_initial;
        self.words.last().filter(|_| full).map(String::as_str)
    }

    /// The given name, when a surname follows it.
    pub(super) fn given(&self) -> Option<&str> {
        self.words
            .first()
            .filter(|_| self.words.len() > 1 && !self.opens_with_initial)
            .map(String::as_str)
    }

    /// Whether it names somebody in full.
    pub(super) fn is_full(&self) -> bool {
        self.given().is_some() && self.surname().is_some()
    }
}

fn is_suffix(word: &str) -> bool {
    let bare = word.trim().trim_end_matches('.');
    ["jr", "sr", "ii", "iii", "iv"]
        .iter()
        .any(|suffix| bare.eq_ignore_ascii_case(suffix))
}

/// The spans of the words in a name, for those who look for each word elsewhere.
pub(super) fn word_spans(page: &Page<'_>, span: Span) -> impl Iterator<Item = usize> {
    let first = page.token_from(span.start);
    let last = page.token_from(span.end);
    (first..last).filter(|at| page.is_word(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_apart() {
        let rows: [(&str, &[&str], &[char]); 7] = [
            ("Tamsin Okonjo", &["tamsin", "okonjo"], &[]),
            ("OKONJO, TAMSIN E.", &["tamsin", "okonjo"], &['e']),
            ("T. Okonjo", &["okonjo"], &['t']),
            ("Browne-Baptiste", &["browne-baptiste"], &[]),
            ("J.B.", &[], &['j', 'b']),
            ("TK", &["tk"], &['t', 'k']),
            ("Will Cook, Jr.", &["will", "cook"], &[]),
        ];
        for (written, words, initials) in rows {
            let mention = Mention::read(written);
            assert_eq!(mention.words, words, "{written}");
            assert_eq!(mention.initials, initials, "{written}");
        }
        assert_eq!(Mention::read("T. Okonjo").surname(), Some("okonjo"));
        assert!(!Mention::read("Okonjo").is_full());
    }
}
