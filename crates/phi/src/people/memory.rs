//! The parts of the names that were found, and the ways in which they are written together.

use crate::find::Role;
use crate::lexicon::{Flags, Lexicon, fold};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// What is known about one part of a name.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) role: Option<Role>,
    pub(super) rostered: bool,
    /// Whether it was found with a capital in a text where capitals mean something.
    pub(super) proper: bool,
    /// Whether it is one word of a name, and not several written as one ("hlindgren").
    pub(super) whole: bool,
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

/// Fewest letters of two parts that are written as one.
const GLUED: usize = 6;
/// Fewest letters of a name whose plural is looked for.
const STEM: usize = 4;

/// The parts to look for, with a small filter before the map.
#[derive(Default)]
pub(super) struct Memory {
    parts: HashMap<String, Part>,
    /// Two parts of one name, in both orders, with a space between; a first letter counts as a part here.
    pairs: HashSet<String>,
    lengths: [u32; 32],
}

impl Memory {
    /// Whether nobody is known.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Learns the telling words of one name.
    pub(super) fn learn<'t>(&mut self, words: impl Iterator<Item = (&'t str, Part)>) {
        let words: Vec<(String, Part)> = words
            .map(|(word, part)| (fold(word).into_owned(), part))
            .collect();
        for (at, (word, part)) in words.iter().enumerate() {
            self.add(word.clone(), *part);
            let others = words.iter().enumerate().filter(|(other, _)| *other != at);
            others.for_each(|(_, (other, _))| self.pair(word, other, *part));
        }
    }

    /// What is known about a word; nothing when it is no part of a name.
    pub(super) fn get(&self, word: &str) -> Option<Part> {
        let first = word.bytes().next().unwrap_or_default();
        let bits = self
            .lengths
            .get(usize::from(first & 31))
            .copied()
            .unwrap_or_default();
        let possible =
            !first.is_ascii() || bits & (1 << word.len().min(31)) != 0 || !word.is_ascii();
        possible
            .then(|| self.parts.get(fold(word).as_ref()).copied())
            .flatten()
    }

    /// The length of the name in a plural, and what is known about it; also in in a possessive without its apostrophe: "Lindgrens", "Harriets chart".
    pub(super) fn plural(&self, word: &str, known: Flags) -> Option<(usize, Part)> {
        let stem = word.strip_suffix(['s', 'S'])?;
        if stem.len() < STEM || known.any(ORDINARY) {
            return None;
        }
        let part = self.get(stem).filter(|part| part.whole)?;
        (!Lexicon::shipped().flags(stem).any(ORDINARY)).then_some((stem.len(), part))
    }

    /// Whether two words, or a first letter and a word, belong to one name.
    pub(super) fn are_paired(&self, left: &str, right: &str) -> bool {
        self.pairs
            .contains(&format!("{} {}", fold(left), fold(right)))
    }

    fn add(&mut self, word: String, part: Part) {
        let first = word.bytes().next().unwrap_or_default();
        if let Some(bits) = self.lengths.get_mut(usize::from(first & 31)) {
            *bits |= 1 << word.len().min(31);
        }
        let held = self.parts.entry(word).or_insert(part);
        held.rostered |= part.rostered;
        held.proper |= part.proper;
        held.whole |= part.whole;
        held.role = held.role.filter(|role| *role != Role::Person).or(part.role);
    }

    /// Learns that two parts belong together, and how they look as one word: "harrietlindgren", "hlindgren".
    fn pair(&mut self, left: &str, right: &str, part: Part) {
        if !self.pairs.insert(format!("{left} {right}")) {
            return;
        }
        let glued = Part {
            whole: false,
            ..part
        };
        let initial: String = left.chars().take(1).collect();
        let forms = [
            format!("{left}{right}"),
            format!("{initial}{right}"),
            format!("{right}{initial}"),
        ];
        for form in forms.into_iter().filter(|form| form.len() >= GLUED) {
            self.add(form, glued);
        }
        self.pairs.insert(format!("{initial} {right}"));
        self.pairs.insert(format!("{right} {initial}"));
    }
}
