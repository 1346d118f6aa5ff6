//! The parts of the names that were found, and the ways in which they are written together.

use crate::find::Role;
use crate::lexicon::{Flags, Lexicon, fold};
use crate::span::Span;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// What is known about one part of a name.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) role: Option<Role>,
    pub(super) rostered: bool,
    /// Whether it was found with a capital in a text where capitals mean something.
    pub(super) proper: bool,
}

/// A part in the place where it is mentioned.
#[derive(Clone, Copy)]
pub(super) struct Mentioned {
    pub(super) span: Span,
    pub(super) part: Part,
    /// Whether it is a piece of an identifier, and not a word of running text.
    pub(super) strung: bool,
}

impl Mentioned {
    /// The same mention, as far as another that goes on with it.
    pub(super) fn through(self, next: Self) -> Self {
        let (start, end) = (self.span.start, next.span.end);
        Self {
            span: Span { start, end },
            ..self
        }
    }
}

/// What makes a word ordinary: it may mean something else than a person.
pub(super) const ORDINARY: Flags = Flags(
    Flags::WORD.0
        | Flags::MEDICAL.0
        | Flags::EPONYM.0
        | Flags::MONTH.0
        | Flags::STATE.0
        | Flags::WEEKDAY.0,
);

/// Bytes of two parts that are written as one; longer words are no names, and each is tried at every letter.
pub(super) const GLUED: RangeInclusive<usize> = 6..=64;
/// Fewest letters of a name whose plural is looked for.
const STEM: usize = 4;

/// The parts to look for, with a small filter before the map.
#[derive(Default)]
pub(super) struct Memory {
    parts: HashMap<String, (usize, Part)>,
    /// Parts of one name, in both orders.
    pairs: HashSet<(usize, usize)>,
    /// Parts with the first letter of another part of their name.
    initials: HashSet<(usize, char)>,
    lengths: [u32; 32],
}

impl Memory {
    /// Whether nobody is known.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Learns the telling words of one name.
    pub(super) fn learn<'t>(&mut self, words: impl Iterator<Item = (&'t str, Part)>) {
        let known: Vec<(usize, Option<char>)> = words
            .map(|(word, part)| {
                let word = fold(word).into_owned();
                let letter = word.chars().next();
                (self.add(word, part), letter)
            })
            .collect();
        for (part, _) in &known {
            let others = known.iter().filter(|(other, _)| other != part);
            for (other, letter) in others {
                self.pairs.insert((*part, *other));
                self.initials.extend(letter.map(|letter| (*part, letter)));
            }
        }
    }

    /// What is known about a word; nothing when it is no part of a name.
    pub(super) fn get(&self, word: &str) -> Option<Part> {
        self.held(word).map(|(_, part)| part)
    }

    /// The length of the name in a plural, and what is known about it; also in a possessive without its apostrophe:
    /// "Lindgrens", "Harriets chart".
    pub(super) fn plural(&self, word: &str, known: Flags) -> Option<(usize, Part)> {
        let stem = word.strip_suffix(['s', 'S'])?;
        if stem.len() < STEM || known.any(ORDINARY) {
            return None;
        }
        let part = self.get(stem)?;
        (!Lexicon::shipped().flags(stem).any(ORDINARY)).then_some((stem.len(), part))
    }

    /// What is known about two parts of one name that are written as one word: "harrietlindgren", "hlindgren".
    pub(super) fn glued(&self, word: &str, known: Flags) -> Option<Part> {
        if !GLUED.contains(&word.len()) || known.any(ORDINARY) {
            return None;
        }
        let folded = if word.is_ascii() {
            Cow::Borrowed(word)
        } else {
            fold(word)
        };
        let cut = |at| folded.split_at_checked(at);
        let first = folded.chars().next().map_or(0, char::len_utf8);
        let initialed = cut(first).and_then(|(letter, part)| self.beside(part, letter));
        initialed.or_else(|| {
            let cuts = self.lengths_like(&folded).filter_map(cut);
            cuts.filter_map(|(part, other)| self.beside(part, other))
                .next()
        })
    }

    /// What is known about a part that stands beside another part of its name, or beside the first letter of one.
    pub(super) fn beside(&self, part: &str, other: &str) -> Option<Part> {
        let (at, part) = self.held(part)?;
        let mut letters = other.chars();
        let letter = letters.next().filter(|_| letters.as_str().is_empty());
        let paired = match letter {
            Some(letter) => letter
                .to_lowercase()
                .any(|letter| self.initials.contains(&(at, letter))),
            None => {
                let other = self.held(other);
                other.is_some_and(|(other, _)| self.pairs.contains(&(at, other)))
            }
        };
        paired.then_some(part)
    }

    fn held(&self, word: &str) -> Option<(usize, Part)> {
        let possible = !word.is_ascii() || self.bits(word) & (1 << word.len().min(31)) != 0;
        possible
            .then(|| self.parts.get(fold(word).as_ref()).copied())
            .flatten()
    }

    /// The lengths of the parts that begin like a word, as bits; the last stands for all that are longer.
    fn bits(&self, word: &str) -> u32 {
        let first = word.bytes().next().unwrap_or_default();
        let bits = self.lengths.get(usize::from(first & 31));
        bits.copied().unwrap_or_default()
    }

    fn lengths_like(&self, word: &str) -> impl Iterator<Item = usize> + use<> {
        let mut bits = self.bits(word);
        std::iter::from_fn(move || {
            let next = (bits != 0).then_some(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
            next.map(|length| length as usize)
        })
    }

    /// Keeps what is known about a folded word and says which part it is.
    fn add(&mut self, word: String, part: Part) -> usize {
        let first = word.bytes().next().unwrap_or_default();
        if let Some(bits) = self.lengths.get_mut(usize::from(first & 31)) {
            *bits |= 1 << word.len().min(31);
        }
        let next = self.parts.len();
        let (at, held) = self.parts.entry(word).or_insert((next, part));
        held.rostered |= part.rostered;
        held.proper |= part.proper;
        held.role = held.role.filter(|role| *role != Role::Person).or(part.role);
        *at
    }
}
