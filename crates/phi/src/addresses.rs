//! Addresses that were found, wherever else they stand: "7_Wexford_Court_map.pdf", "goTo7WexfordCourt", "map-45402".
//!
//! Recognizers read an address as people write it. Once one is found, its house number with the words of its street is
//! the same place however they are parted, and so is its ZIP code.

use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::lexicon::{Flags, fold};
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::{Chain, Class, Gap, Page, Piece, pieces};
use std::collections::{HashMap, HashSet};

/// Most words of an address that are compared.
const WORDS: usize = 12;
/// Most addresses that begin with the same two words.
const ALIKE: usize = 4;
/// Figures of a ZIP code without its extension.
const ZIP: usize = 5;

/// Adds the other mentions of every address that was found.
pub(crate) fn recall(pages: &[Page<'_>], proposed: &mut [Vec<Candidate>]) {
    let mut memory = Memory::default();
    for (page, own) in pages.iter().zip(proposed.iter()) {
        let places = own.iter().filter(|one| one.kind == Kind::Geo);
        places.for_each(|one| memory.learn(page, one.span));
    }
    if memory.is_empty() {
        return;
    }
    for (page, own) in pages.iter().zip(proposed.iter_mut()) {
        let found = memory.mentions(page, own);
        own.extend(found);
    }
}

fn candidate(span: Span) -> Candidate {
    let found = Candidate::new("place", Kind::Geo, span).because(Weight::Guess, Why::MEMORY);
    found.with(Confidence::Fair)
}

/// A street address as its words, house number first.
struct Address {
    words: Vec<String>,
    /// How many of them make it this address.
    needed: usize,
}

/// What is known.
#[derive(Default)]
struct Memory {
    /// By house number and first word of the street.
    streets: HashMap<(String, String), Vec<Address>>,
    houses: HashSet<String>,
    zips: HashSet<String>,
}

impl Memory {
    fn is_empty(&self) -> bool {
        self.streets.is_empty() && self.zips.is_empty()
    }

    fn learn(&mut self, page: &Page<'_>, span: Span) {
        let tokens = page.token_from(span.start)..page.token_from(span.end);
        let numbers = tokens.clone().rev().filter(|at| page.is_number(*at));
        let mut groups = numbers.map(|at| (at, page.word(at)));
        let zip = groups.find(|(_, figures)| figures.len() == ZIP);
        let zip = zip.filter(|(at, _)| *at > tokens.start || !page.is_word(at + 1));
        self.zips.extend(zip.map(|(_, zip)| zip.to_owned()));
        if let Some(address) = Address::read(page, tokens) {
            self.add(address);
        }
    }

    fn add(&mut self, address: Address) {
        let [house, street, ..] = address.words.as_slice() else {
            return;
        };
        self.houses.insert(house.clone());
        let key = (house.clone(), street.clone());
        let alike = self.streets.entry(key).or_default();
        if alike.len() < ALIKE {
            alike.push(address);
        }
    }

    /// The mentions of a page, but for those within the places that were found already.
    fn mentions(&self, page: &Page<'_>, own: &[Candidate]) -> Vec<Candidate> {
        let places = own.iter().filter(|one| one.kind == Kind::Geo);
        let mut found: Vec<Span> = places.map(|one| one.span).collect();
        found.sort_unstable();
        let known = |at: usize| {
            let number = page.span(at, at);
            let next = found.partition_point(|place| place.start <= number.start);
            let before = next.checked_sub(1).and_then(|before| found.get(before));
            before.is_some_and(|place| place.contains(number))
        };
        let numbers = page.numbers.iter().map(|number| *number as usize);
        let new = numbers.filter(|at| !known(*at));
        new.filter_map(|at| self.mention(page, at).map(candidate))
            .collect()
    }

    /// Where a known address or ZIP code stands that begins with a number.
    fn mention(&self, page: &Page<'_>, at: usize) -> Option<Span> {
        let figures = page.word(at);
        if self.houses.contains(figures)
            && let Some(span) = self.address(page, at)
        {
            return Some(span);
        }
        let zip = figures.len() == ZIP && self.zips.contains(figures);
        (zip && !is_amount(page, at)).then(|| page.span(at, at))
    }

    fn address(&self, page: &Page<'_>, at: usize) -> Option<Span> {
        let pieces = strung(page, at);
        let [house, street, ..] = pieces.as_slice() else {
            return None;
        };
        let word = |piece: &Piece| fold(page.slice(piece.span)).into_owned();
        let known = self.streets.get(&(word(house), word(street)))?;
        let written: Vec<String> = pieces.iter().map(word).collect();
        let reach = |address: &Address| {
            let same = address.words.iter().zip(&written);
            let same = same.take_while(|(known, here)| known == here).count();
            let next = pieces.get(same);
            let suffix = next.is_some_and(|piece| piece.known.any(Flags::STREET_SUFFIX));
            let all = same + usize::from(suffix);
            (all >= address.needed).then_some(all)
        };
        let reach = known.iter().filter_map(reach).max()?;
        let last = pieces.get(reach.checked_sub(1)?)?;
        Some(Span {
            start: house.span.start,
            end: last.span.end,
        })
    }
}

impl Address {
    /// The address that a find is, when it begins with a house number. Words that mean something else make a street only
    /// with the word that says so.
    fn read(page: &Page<'_>, tokens: std::ops::Range<usize>) -> Option<Self> {
        let first = tokens.start;
        let text = tokens.filter(|at| {
            page.token(*at)
                .is_some_and(|token| token.class != Class::Mark)
        });
        let text: Vec<usize> = text.take(WORDS).collect();
        let known = |at: &usize| page.token(*at).map_or(Flags::NONE, |token| token.known);
        let suffix = text
            .iter()
            .skip(2)
            .position(|at| known(at).any(Flags::STREET_SUFFIX))?
            + 2;
        let plain = text
            .get(1..suffix)?
            .iter()
            .all(|at| known(at).any(Flags::WORD));
        let words = text.iter().map(|at| fold(page.word(*at)).into_owned());
        page.is_number(first).then(|| Self {
            words: words.collect(),
            needed: suffix + usize::from(plain),
        })
    }
}

/// The words and numbers from a number on that a blank, a comma or what joins identifiers holds together.
fn strung(page: &Page<'_>, at: usize) -> Vec<Piece> {
    let goes_on = |at: &usize| {
        page.gap(*at) <= Gap::Space
            && page.token(*at).is_some_and(|token| {
                token.class != Class::Mark
                    || matches!(page.word(*at), "_" | "__" | "-" | "." | "," | "+")
            })
    };
    let rest = (at + 1..at + 2 * WORDS).take_while(goes_on);
    let last = rest.last().unwrap_or(at);
    pieces(page, Chain { first: at, last })
}

/// Whether figures are part of a decimal or a sum of money.
fn is_amount(page: &Page<'_>, at: usize) -> bool {
    let before = at.saturating_sub(1);
    let glued = |mark: usize| page.is_glued(mark) && page.is_glued(mark + 1);
    let decimal = |mark: usize, other: usize| {
        matches!(page.word(mark), "." | ",") && glued(mark) && page.is_number(other)
    };
    page.is_mark(before, "$") || decimal(at + 1, at + 2) || (at > 1 && decimal(before, before - 1))
}

#[cfg(test)]
mod tests {
    use crate::{Engine, Segment, Settings};

    /// What is found in a second text beside the first.
    fn found(first: &str, second: &str) -> Vec<String> {
        let segments = [Segment::alone(first), Segment::alone(second)];
        let engine = Engine::untrained(&Settings::default()).unwrap();
        let findings = engine.inspect(&segments).unwrap();
        let own = findings.of_segment(1).iter();
        own.map(|find| find.span.of(second).unwrap().to_owned())
            .collect()
    }

    #[test]
    fn a_known_address_is_found_however_it_is_strung() {
        let known = "She lives at 7 Wexford Court, Dayton, OH 45402.";
        for (text, expected) in [
            ("7_Wexford_Court_map.pdf", &["7_Wexford_Court"][..]),
            (
                "see 7-wexford-court-45402 now",
                &["7-wexford-court", "45402"],
            ),
            ("get_map_of_7_wexford_ct", &["7_wexford_ct"]),
            ("goTo7WexfordCourt", &["7WexfordCourt"]),
            ("goto_7WexfordCourtDayton_now", &["7WexfordCourtDayton"]),
            ("map_45402 or route45402", &["45402", "45402"]),
            ("meet at 7 wexford", &["7 wexford"]),
            ("7.wexford.court,dayton", &["7.wexford.court,dayton"]),
        ] {
            assert_eq!(found(known, text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_and_words_are_no_address() {
        let known = "Lives at 7 Wexford Court, Dayton, OH 45402; works at 12 Main Street.";
        for text in [
            "8_wexford_court",
            "row_7_of_12 main_12",
            "12_main_results",
            "17_wexford",
            "paid $45402, 3.45402, 145402",
        ] {
            assert_eq!(found(known, text), [""; 0], "{text}");
        }
        for text in ["12_main_street.txt", "12-Main-St"] {
            assert_eq!(found(known, text).len(), 1, "{text}");
        }
    }
}
