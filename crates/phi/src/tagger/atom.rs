//! What the tagger knows about each token before it looks at its neighbors: a few small numbers.
//!
//! Words enter as hashes, so that no list of words is part of the model. Most of what is known comes from the layers
//! below: the lexicon, the cue list, how the line is written, and what the recognizers and fields proposed there.

use super::{echo, line, pair};
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Manner, Manners};
use crate::text::{Case, Class, Page, Token};

/// One token, as features see it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Atom {
    /// Hash of the word in small letters, of a number's shape, of a mark.
    pub(super) word: u32,
    /// Hash of the first three letters.
    pub(super) head: u32,
    /// Hash of the last three letters.
    pub(super) tail: u32,
    /// Hash of the last two letters.
    pub(super) tip: u32,
    /// Whether it could be something by itself.
    pub(super) question: bool,
    /// How it is written: class, case, length.
    pub(super) shape: u32,
    /// What the name lists and word lists know.
    pub(super) names: u32,
    /// What part it plays: title, relation, verb of people, facility word.
    pub(super) part: u32,
    /// What it announces.
    pub(super) cue: u32,
    /// The white space before it.
    pub(super) gap: u32,
    /// What the layers below proposed here, and how strongly; 0 for nothing.
    pub(super) rule: u32,
    /// Whether that proposal begins here.
    pub(super) begins: u32,
    /// Where it stands in its line and how the line is written.
    pub(super) place: u32,
    /// The word before the nearest colon to the left on its line.
    pub(super) label: u32,
    /// The nearest strong cue to the left on its line, with its distance.
    pub(super) near: u32,
    /// How the same word is written elsewhere on the page, and whether it is part of a known name.
    pub(super) echo: u32,
}

/// Whether a token or one beside it could be anything. What stands among ordinary words in small letters is not worth
/// asking about: it has no features.
pub(super) fn is_near_a_question(atoms: &[Atom], at: usize) -> bool {
    let around = atoms.get(at.saturating_sub(1)..atoms.len().min(at + 2));
    around.into_iter().flatten().any(|atom| atom.question)
}

/// Whether a word could be something by itself. Where nobody writes capitals, that is every word that somebody is called.
fn is_question(token: &Token, manner: Manner) -> bool {
    const ORDINARY: Flags = Flags(Flags::WORD_COMMON.0 | Flags::WORD.0 | Flags::MEDICAL.0);
    const TELLING: Flags = Flags(
        Flags::GIVEN_COMMON.0
            | Flags::SURNAME_COMMON.0
            | Flags::MONTH.0
            | Flags::TITLE.0
            | Flags::PLACE_COMMON.0
            | Flags::RELATION.0,
    );
    let called = Flags::ANY_NAME | Flags::PLACE;
    match token.class {
        Class::Mark => false,
        Class::Number => true,
        Class::Word => {
            token.case != Case::Lower
                || !token.known.any(ORDINARY)
                || token.known.any(TELLING)
                || (manner == Manner::Whispering && token.known.any(called))
        }
    }
}

const NAMES: Flags = Flags(
    Flags::GIVEN.0
        | Flags::GIVEN_COMMON.0
        | Flags::SURNAME.0
        | Flags::SURNAME_COMMON.0
        | Flags::RARE.0
        | Flags::WORD.0
        | Flags::WORD_COMMON.0
        | Flags::MEDICAL.0
        | Flags::EPONYM.0
        | Flags::PLACE.0
        | Flags::PLACE_COMMON.0,
);
const PARTS: Flags = Flags(
    Flags::CREDENTIAL.0
        | Flags::COUNTRY.0
        | Flags::FACILITY.0
        | Flags::FACILITY_WORD.0
        | Flags::MONTH.0
        | Flags::ORGANIZATION.0
        | Flags::PARTICLE.0
        | Flags::RELATION.0
        | Flags::ROLE.0
        | Flags::SPEECH.0
        | Flags::STATE.0
        | Flags::STREET_SUFFIX.0
        | Flags::THING.0
        | Flags::TITLE.0
        | Flags::WEEKDAY.0,
);

/// The atoms of a page, in the order of its tokens.
pub(super) fn atoms(page: &Page<'_>, proposed: &[Candidate]) -> Vec<Atom> {
    let manners = Manners::of(page);
    let mut all: Vec<Atom> = page
        .tokens
        .iter()
        .enumerate()
        .map(|(at, token)| alone(page, token, manners.at(at)))
        .collect();
    mark_rules(page, proposed, &mut all);
    line::mark(page, &manners, &mut all);
    echo::mark(page, proposed, &mut all);
    pair::mark(page, proposed, &mut all);
    all
}

fn alone(page: &Page<'_>, token: &Token, manner: Manner) -> Atom {
    let text = page.slice(token.span());
    let known = token.known;
    let mut atom = Atom {
        question: is_question(token, manner),
        shape: shape(token),
        names: (known & NAMES).0,
        part: (known & PARTS).0,
        cue: token.cue as u32,
        gap: token.gap as u32,
        ..Atom::default()
    };
    match token.class {
        Class::Word => spell(text, &mut atom),
        Class::Number => atom.word = number(text),
        Class::Mark => atom.word = hash(text.bytes().take(4)) ^ 0x51,
    }
    atom
}

/// Hashes of a word and its ends, in small letters.
fn spell(text: &str, atom: &mut Atom) {
    let lower = || text.bytes().map(|byte| byte.to_ascii_lowercase());
    atom.word = hash(lower());
    atom.head = hash(lower().take(3)) ^ 0x11;
    atom.tail = hash(lower().rev().take(3)) ^ 0x22;
    atom.tip = hash(lower().rev().take(2)) ^ 0x33;
}

/// A number by its length and what it may be: a year, a day, a month.
fn number(text: &str) -> u32 {
    let value: u32 = text.parse().unwrap_or(u32::MAX);
    let kind = match (text.len(), value) {
        (1 | 2, 0) => 0,
        (1 | 2, 1..=12) => 1,
        (1 | 2, 13..=31) => 2,
        (1 | 2, 32..=59) => 3,
        (1 | 2, 60..=89) => 4,
        (1 | 2, _) => 5,
        (4, 1900..=1999) => 6,
        (4, 2000..=2035) => 7,
        (3, 555) => 8,
        (3, 90..=115) => 9,
        _ => 10,
    };
    let zero = u32::from(text.starts_with('0') && text.len() > 1);
    0x9000_0000 | (text.len().min(16) as u32) << 8 | kind << 1 | zero
}

fn shape(token: &Token) -> u32 {
    let length = match token.len() {
        length @ 0..=4 => length as u32,
        5..=7 => 5,
        8..=11 => 6,
        _ => 7,
    };
    let case = match token.case {
        Case::None => 0,
        Case::Lower => 1,
        Case::Capital => 2,
        Case::Upper => 3,
        Case::Camel => 4,
    };
    (token.class as u32) << 8 | case << 4 | length
}

/// Marks every token of every proposal, heavier proposals over lighter ones.
fn mark_rules(page: &Page<'_>, proposed: &[Candidate], all: &mut [Atom]) {
    let mut order: Vec<&Candidate> = proposed.iter().collect();
    order.sort_by_key(|one| (one.weight, one.confidence, one.span.len(), one.span));
    for one in order {
        let rule = (1 + one.kind as u32) << 5 | (one.weight as u32) << 2 | one.confidence as u32;
        let first = page.token_from(one.span.start);
        let inside = page
            .tokens
            .iter()
            .zip(all.iter_mut())
            .enumerate()
            .skip(first);
        for (at, (_, atom)) in
            inside.take_while(|(_, (token, _))| token.span().start < one.span.end)
        {
            atom.rule = rule;
            atom.question = true;
            atom.begins = u32::from(at == first);
        }
    }
}

/// FNV-1a.
pub(super) fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |h, byte| {
        (h ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
