//! How a line is written, because capital letters only speak where not everything is a capital.
//!
//! In ordinary lines a capital is a hint at a name. Dictations and registration screens shout (ALL CAPS), phone slips
//! whisper (no capitals at all): there the word lists and the context must decide alone.

use crate::text::{Case, Page};

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Capitals where they belong.
    Mixed,
    /// Everything in capitals.
    Shouting,
    /// Everything in small letters.
    Whispering,
}

/// The manner of every line of a page.
pub(crate) struct Manners {
    /// The first token of each line, with its manner.
    lines: Vec<(usize, Manner)>,
}

/// Words of two letters or more, by how they are written.
#[derive(Clone, Copy, Default)]
struct Tally {
    capital: usize,
    lower: usize,
    upper: usize,
}

impl Tally {
    fn add(&mut self, case: Case) {
        self.capital += usize::from(matches!(case, Case::Capital | Case::Camel));
        self.lower += usize::from(case == Case::Lower);
        self.upper += usize::from(case == Case::Upper);
    }

    fn words(&self) -> usize {
        self.capital + self.lower + self.upper
    }

    fn shouts(&self, least: usize) -> bool {
        self.upper >= least && self.upper * 10 >= self.words() * 7
    }

    fn whispers(&self) -> bool {
        self.lower >= 6 && (self.capital + self.upper) * 12 < self.lower
    }

    fn manner(&self, page_shouts: bool, page_whispers: bool) -> Manner {
        match () {
            () if self.shouts(if page_shouts { 1 } else { 4 }) => Manner::Shouting,
            () if page_whispers => Manner::Whispering,
            () => Manner::Mixed,
        }
    }
}

impl Manners {
    /// Reads a page once.
    pub(crate) fn of(page: &Page<'_>) -> Manners {
        let mut lines: Vec<(usize, Tally)> = Vec::new();
        let mut whole = Tally::default();
        for (at, token) in page.tokens.iter().enumerate() {
            if token.starts_line() || lines.is_empty() {
                lines.push((at, Tally::default()));
            }
            if token.is_word() && token.len() > 1 {
                whole.add(token.case);
                lines
                    .last_mut()
                    .into_iter()
                    .for_each(|(_, line)| line.add(token.case));
            }
        }
        let (shouts, whispers) = (whole.shouts(3), whole.whispers());
        let lines = lines
            .into_iter()
            .map(|(at, tally)| (at, tally.manner(shouts, whispers)))
            .collect();
        Manners { lines }
    }

    /// The manner of the line on which a token stands.
    pub(crate) fn at(&self, token: usize) -> Manner {
        let next = self.lines.partition_point(|(first, _)| *first <= token);
        let line = next.checked_sub(1).and_then(|at| self.lines.get(at));
        line.map_or(Manner::Mixed, |(_, manner)| *manner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn lines_are_judged_by_themselves() {
        let rows = [
            ("Pt seen for BP check, MD aware.", Manner::Mixed),
            ("THE PATIENT WAS SEEN TODAY", Manner::Shouting),
            ("pt called about her meds, will come in", Manner::Whispering),
        ];
        for (text, manner) in rows {
            let page = Page::new(text, None, &Lexicon::shipped());
            assert_eq!(Manners::of(&page).at(0), manner, "{text}");
        }
    }
}
