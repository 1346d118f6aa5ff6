//! Who plays whom: the words, initials and numbers that stand for real ones throughout a conversation.
//!
//! Names are cast word by word, so that "Harriet Lindgren", "LINDGREN, HARRIET" and "Mrs. Lindgren" are played by one
//! person, and whatever part of the name a reply uses leads back. Numbers are cast by their signs, so that another way of
//! writing one is the same one.

use super::coin::{Style, coin};
use super::draw::{Draw, Seed};
use crate::find::PersonId;
use crate::lexicon::Lexicon;
use crate::recognize::check;
use crate::replace::date::capitalized;
use crate::replace::spot::Spot;
use crate::segment::Segment;
use std::collections::{BTreeSet, HashMap, HashSet};

/// How often a coin or number that is taken is drawn again.
const TRIES: usize = 64;

/// Everything that was cast so far.
pub(super) struct Cast<'s> {
    seed: &'s Seed,
    round: u32,
    streams: u64,
    pub(super) lexicon: Lexicon,
    /// The words of all texts, in small letters: none of them is cast.
    standing: HashSet<String>,
    words: HashMap<String, Part>,
    coins: HashSet<String>,
    initials: HashMap<(Option<PersonId>, char), char>,
    /// The letters that play an initial of somebody.
    letters: BTreeSet<char>,
    numbers: HashMap<String, String>,
    taken: HashSet<String>,
}

/// The part that a coined word plays.
pub(super) struct Part {
    /// The coined word, in small letters.
    coin: String,
    /// The real word in mixed case, if it was met so.
    mixed: Option<String>,
}

impl<'s> Cast<'s> {
    pub(super) fn new(
        seed: &'s Seed,
        round: u32,
        segments: &[Segment<'_>],
        spots: &[Spot<'_>],
    ) -> Self {
        let words = segments
            .iter()
            .flat_map(|segment| segment.text.split(|c: char| !c.is_alphanumeric()));
        Self {
            seed,
            round,
            streams: 0,
            lexicon: Lexicon::shipped(),
            standing: words.map(str::to_lowercase).collect(),
            words: HashMap::new(),
            coins: HashSet::new(),
            initials: HashMap::new(),
            letters: BTreeSet::new(),
            numbers: HashMap::new(),
            taken: spots
                .iter()
                .map(|spot| check::compact(spot.value))
                .collect(),
        }
    }

    /// A fresh stream of draws.
    pub(super) fn draw(&mut self) -> Draw {
        self.streams += 1;
        Draw::new(self.seed, self.round, self.streams)
    }

    /// Whether a word stands in one of the texts.
    pub(super) fn is_standing(&self, word: &str) -> bool {
        self.standing.contains(&word.to_lowercase())
    }

    /// The word that plays `word`, in the same case.
    pub(super) fn word(
        &mut self,
        word: &str,
        style: Style,
        person: Option<PersonId>,
    ) -> Option<String> {
        let case = Case::of(word);
        let key = self.key(word, case);
        if !self.words.contains_key(&key) {
            let coin = self.coin(&key, style, person)?;
            self.words.insert(key.clone(), Part { coin, mixed: None });
        }
        let part = self.words.get_mut(&key)?;
        if case == Case::Mixed {
            part.mixed.get_or_insert_with(|| word.to_owned());
        }
        Some(case.write(&part.coin))
    }

    /// Under what a word is cast: its small letters, or itself when another spelling in mixed case has those.
    fn key(&self, word: &str, case: Case) -> String {
        let lower = word.to_lowercase();
        let other = |part: &Part| part.mixed.as_ref().is_some_and(|mixed| mixed != word);
        match self.words.get(&lower) {
            Some(part) if case == Case::Mixed && other(part) => word.to_owned(),
            _ => lower,
        }
    }

    fn coin(&mut self, word: &str, style: Style, person: Option<PersonId>) -> Option<String> {
        let first = word.chars().next()?.to_lowercase().next()?;
        let wanted = self.initials.get(&(person, first)).copied();
        let mut draw = self.draw();
        let coined = (0..TRIES)
            .map(|tried| coin(&mut draw, style, wanted.filter(|_| tried < TRIES / 2)))
            .find(|coined| self.is_free(coined))?;
        self.coins.insert(coined.clone());
        let initial = coined.chars().next()?;
        self.letters.insert(initial);
        self.initials.entry((person, first)).or_insert(initial);
        Some(coined)
    }

    fn is_free(&self, coined: &str) -> bool {
        let known = !self.lexicon.flags(coined).is_empty();
        !(known || self.standing.contains(coined) || self.coins.contains(coined))
    }

    /// The letter that plays an initial of a person, in the same case.
    pub(super) fn initial(&mut self, letter: char, person: Option<PersonId>) -> Option<char> {
        let lower = letter.to_lowercase().next()?;
        let initial = match self.initials.get(&(person, lower)) {
            Some(initial) => *initial,
            None => self.fresh_initial(lower, person),
        };
        Some(if letter.is_uppercase() {
            initial.to_ascii_uppercase()
        } else {
            initial
        })
    }

    /// A letter that plays no other initial, as long as there is one; no coined name begins with an X.
    fn fresh_initial(&mut self, lower: char, person: Option<PersonId>) -> char {
        let others = || ('a'..='z').filter(|letter| !['x', lower].contains(letter));
        let free = others().filter(|letter| !self.letters.contains(letter));
        let mut among: Vec<char> = free.collect();
        if among.is_empty() {
            among.extend(others());
        }
        let initial = self.draw().pick(&among);
        self.letters.insert(initial);
        self.initials.insert((person, lower), initial);
        initial
    }

    /// The signs that play those of a number, drawn by `make` until they are nobody's.
    pub(super) fn number(
        &mut self,
        signs: &str,
        mut make: impl FnMut(&mut Draw) -> Option<String>,
    ) -> Option<String> {
        if let Some(number) = self.numbers.get(signs) {
            return Some(number.clone());
        }
        let mut draw = self.draw();
        let number = (0..TRIES)
            .filter_map(|_| make(&mut draw))
            .find(|number| !self.taken.contains(number) && !self.is_standing(number))?;
        self.taken.insert(number.clone());
        self.numbers.insert(signs.to_owned(), number.clone());
        Some(number)
    }

    /// Every number that was cast, as bare signs, with the signs that it plays.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&str, &str)> {
        let numbers = self.numbers.iter();
        numbers.map(|(signs, number)| (number.as_str(), signs.as_str()))
    }

    /// Every coined word with the word that it plays, as a reply may write it.
    pub(super) fn parts(&self) -> impl Iterator<Item = (String, String)> {
        self.words.iter().flat_map(|(key, part)| {
            let mixed = part.mixed.clone().unwrap_or_else(|| capitalized(key));
            [
                (Case::Mixed.write(&part.coin), mixed),
                (Case::Upper.write(&part.coin), key.to_uppercase()),
                (Case::Lower.write(&part.coin), key.to_lowercase()),
            ]
        })
    }
}

/// How a word is written, as far as a coined word can follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Lower,
    /// Neither; a coined word gets one capital.
    Mixed,
    Upper,
}

impl Case {
    /// Small and capital letters only where they lead back exactly.
    fn of(word: &str) -> Self {
        let lower = word.to_lowercase();
        match () {
            () if word == lower && word.chars().any(char::is_lowercase) => Self::Lower,
            () if word == lower.to_uppercase() && word != lower && word.chars().count() > 1 => {
                Self::Upper
            }
            () => Self::Mixed,
        }
    }

    fn write(self, coin: &str) -> String {
        match self {
            Self::Lower => coin.to_owned(),
            Self::Mixed => capitalized(coin),
            Self::Upper => coin.to_ascii_uppercase(),
        }
    }
}
