//! Street addresses, streets, boxes and ZIP codes.
//!
//! A house number with a street and a street word is an address; a street word alone needs a proper name before it.
//! What follows (apartment, town, state, ZIP) belongs to it.

use super::direction::{DIRECTIONS, is_direction};
use super::{Place, Weight, is_ordinary, is_proper, town};
use crate::lexicon::{Flags, Lexicon};
use crate::recognize::name::back;
use crate::text::{Case, Gap, Page, Token, spelled};

/// An address that begins with a house number, or a ZIP code after a state.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<Place> {
    zip_alone(page, at).or_else(|| numbered(page, at))
}

fn numbered(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page.token(at).filter(|token| token.len() <= 6)?;
    if token.gap == Gap::None && !matches!(page.word(back(at, 1)), "(" | "," | "#" | "\"") {
        return None;
    }
    let mut next = behind_fraction(page, at + 1);
    if page.is_mark(next, "-")
        && page.is_number(next + 1)
        && page.is_glued(next)
        && page.is_glued(next + 1)
    {
        next += 2;
    }
    if page.is_glued(next)
        && page
            .token(next)
            .is_some_and(|token| token.is_word() && token.len() == 1)
    {
        next += 1;
    }
    let last = match street(page, next, true) {
        Some(last) => tail(page, last),
        None => bare(page, next)?,
    };
    Some(Place {
        first: at,
        last,
        weight: Weight::Context,
    })
}

/// The end of a street without a word for it before a town and its ZIP code: "4127 Farnam, Omaha 68131".
fn bare(page: &Page<'_>, at: usize) -> Option<usize> {
    let named = page.gap(at) == Gap::Space && page.token(at).is_some_and(is_proper);
    let comma = usize::from(page.is_mark(at + 1, ","));
    let town = (named && comma == 1)
        .then(|| town::with_state(page, at + 2).or_else(|| town::known(page, at + 2)));
    zip(page, town.flatten()? + 1)
}

/// The token behind the "1/2" of a house in the rear: "2914 1/2 Bloomington Ave".
fn behind_fraction(page: &Page<'_>, at: usize) -> usize {
    let half = page.gap(at) == Gap::Space && page.word(at) == "1" && page.word(at + 2) == "2";
    let whole = page.is_mark(at + 1, "/") && page.is_glued(at + 1) && page.is_glued(at + 2);
    if half && whole { at + 3 } else { at }
}

/// A house number in words before a street: "twelve hundred larch street".
pub(super) fn read_spoken(page: &Page<'_>, at: usize) -> Option<Place> {
    let mut next = at;
    while let Some(last) = spoken(page, next).filter(|_| page.gap(next) <= Gap::Space || next == at)
    {
        next = last + 1;
    }
    let last = (next > at).then(|| street(page, next, true))??;
    Some(Place {
        first: at,
        last: tail(page, last),
        weight: Weight::Context,
    })
}

/// The last token of a number in words.
fn spoken(page: &Page<'_>, at: usize) -> Option<usize> {
    let round = ["hundred", "thousand"].iter().any(|word| page.is(at, word));
    spelled::number(page, at)
        .map(|(_, last)| last)
        .or(round.then_some(at))
}

/// A street without a number: "Tamarack Cir".
pub(super) fn read_street(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page.token(at)?;
    let whole = is_highway(page, at).then_some(at + 1);
    if let Some(last) = whole.or_else(|| numbered_calle(page, at)) {
        return Some(Place {
            first: at,
            last,
            weight: Weight::Context,
        });
    }
    if !is_proper(token)
        || (token.known.any(Flags::WORD_COMMON) && !token.known.any(Flags::ANY_NAME | Flags::PLACE))
    {
        return None;
    }
    let last = street(page, at, false).filter(|last| !is_person(page, at, *last))?;
    Some(Place {
        first: at,
        last: tail(page, last),
        weight: Weight::Context,
    })
}

/// "Highway 61", "Route 9", "County Road 12".
fn is_highway(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.word(at),
        "Highway" | "Hwy" | "Route" | "Rte" | "HWY" | "HIGHWAY"
    ) && page.is_number(at + 1)
        && page.gap(at + 1) == Gap::Space
}

/// "Mr. Pike", "Harold Pike": whether what looks like a street is somebody. Streets are called after people too, so that a
/// word before says when one is meant.
fn is_person(page: &Page<'_>, first: usize, last: usize) -> bool {
    let is = |at: usize, known: Flags| page.token(at).is_some_and(|token| token.known.any(known));
    let dot = usize::from(page.is_mark(back(last, 1), "."));
    let titled = last > first && is(back(last, 1 + dot), Flags::TITLE) && is(last, Flags::ANY_NAME);
    let led = page.among(
        back(first, 1),
        &["along", "at", "down", "from", "near", "off", "on", "to"],
    );
    let named =
        last == first + 1 && is(first, Flags::GIVEN_COMMON) && is(last, Flags::SURNAME_COMMON);
    titled || named && !led
}

/// The end of a street with a number for a name, its block and the house, as in Puerto Rico: "Calle 88 Bloque 92 #14".
fn numbered_calle(page: &Page<'_>, at: usize) -> Option<usize> {
    let counted = |at: usize| page.gap(at) == Gap::Space && page.is_number(at);
    if !page.is(at, "calle") || !counted(at + 1) {
        return None;
    }
    let block = page.among(at + 2, &["blk", "bloque", "blq"]) && counted(at + 3);
    let last = if block { at + 3 } else { at + 1 };
    let house = page.is_mark(last + 1, "#") && page.is_number(last + 2);
    Some(tail(page, if house { last + 2 } else { last }))
}

/// The end of a street name that begins here.
fn street(page: &Page<'_>, at: usize, numbered: bool) -> Option<usize> {
    let small = numbered && page.among(at, DIRECTIONS);
    let mut next = at + usize::from(is_direction(page.word(at)) || small);
    if is_highway(page, next) {
        return Some(next + 1);
    }
    if let Some(last) = ordinal(page, next).filter(|_| numbered && next > at)
        && !page
            .token(last + 1)
            .is_some_and(|way| is_suffix(page, last + 1, way, true))
    {
        return Some(last);
    }
    if numbered && page.among(next, PREFIXES) && page.gap(next) == Gap::Space {
        return named_behind(page, next);
    }
    for length in 0..5 {
        let token = page.token(next)?;
        if (token.gap > Gap::Space && length > 0)
            || (length == 0 && numbered && token.gap > Gap::Wide)
        {
            return None;
        }
        if length > 0 && is_suffix(page, next, token, numbered) {
            let dot = usize::from(
                page.is_mark(next + 1, ".") && page.is_glued(next + 1) && !page.is(next, "road"),
            );
            let way = next + dot + 1;
            if page.token(next + 1).is_some_and(|after| {
                after.gap == Gap::Space
                    && after.is_capital()
                    && is_suffix(page, next + 1, after, numbered)
            }) && dot == 0
            {
                next += 1;
                continue;
            }
            let direction = is_direction(page.word(way))
                && page.gap(way) == Gap::Space
                && page.token(way).is_some_and(Token::is_capital);
            return Some(if direction { way } else { next + dot });
        }
        next = name_part(page, next, token, numbered)?;
    }
    None
}

/// What stands before the name of a street in French and Spanish.
const PREFIXES: &[&str] = &["avenida", "calle", "camino", "carretera", "paseo", "rue"];

/// "Rue Royale", "Calle de la Luna": the words with capitals behind such a word, over small ones between.
fn named_behind(page: &Page<'_>, prefix: usize) -> Option<usize> {
    let spaced = |at: &usize| page.gap(*at) == Gap::Space && page.is_word(*at);
    let words = (prefix + 1..prefix + 5).take_while(spaced);
    let proper = words.filter(|at| page.token(*at).is_some_and(is_proper));
    proper.last()
}

/// Whether a place is called as a street is: a word behind its first is what streets are called by.
#[must_use]
pub fn is_street(place: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let mut behind = place.split_whitespace().skip(1);
    behind.any(|word| {
        let word = word.trim_end_matches(['.', ',']);
        lexicon.flags(word).any(Flags::STREET_SUFFIX)
    })
}

/// The end of "6th" in the number of a street: "1530 South 6th, apartment 4".
fn ordinal(page: &Page<'_>, at: usize) -> Option<usize> {
    let ending = page.is_glued(at + 1)
        && matches!(
            page.word(at + 1),
            "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH"
        );
    (page.is_number(at) && ending).then_some(at + 1)
}

/// Steps over one part of a street's name.
fn name_part(page: &Page<'_>, at: usize, token: &Token, numbered: bool) -> Option<usize> {
    if token.is_number() {
        return ordinal(page, at).map(|last| last + 1);
    }
    if matches!(page.word(at), "'" | "-") {
        return Some(at + 1);
    }
    if page.is_mark(at, ".") {
        let short = page.is_glued(at)
            && page
                .token(back(at, 1))
                .is_some_and(|before| before.is_capital() && before.len() <= 2);
        return short.then_some(at + 1);
    }
    let small = numbered
        && token.case == Case::Lower
        && token.is_word()
        && (!token.known.any(Flags::MEDICAL | Flags::WORD_COMMON) || is_directed(page, at))
        && token.len() > 2;
    let shouted = token.case == Case::Upper
        && (token.known.any(Flags::MEDICAL) || !numbered && token.known.any(Flags::WORD_COMMON));
    let proper = token.is_capital()
        && !shouted
        && (numbered
            || !token
                .known
                .any(Flags::SPEECH | Flags::MONTH | Flags::WEEKDAY));
    (proper || small).then_some(at + 1)
}

/// "west superior street": a word behind a direction and before what streets are called by.
fn is_directed(page: &Page<'_>, at: usize) -> bool {
    let way = page.token(at + 1);
    let street = way.is_some_and(|way| is_suffix(page, at + 1, way, true));
    street && at > 1 && page.gap(at) == Gap::Space && page.among(at - 1, DIRECTIONS)
}

fn is_suffix(page: &Page<'_>, at: usize, token: &Token, numbered: bool) -> bool {
    let counted = page.is_glued(at + 1) && page.is_number(at + 1);
    if !token.known.any(Flags::STREET_SUFFIX) || token.gap != Gap::Space || counted {
        return false;
    }
    let word = page.word(at).to_ascii_lowercase();
    let plain = matches!(
        word.as_str(),
        "street"
            | "avenue"
            | "ave"
            | "boulevard"
            | "blvd"
            | "road"
            | "rd"
            | "drive"
            | "lane"
            | "ln"
            | "parkway"
            | "pkwy"
            | "highway"
            | "hwy"
            | "circle"
            | "cir"
            | "terrace"
            | "trail"
            | "turnpike"
            | "expressway"
            | "calle"
            | "strasse"
    );
    let short = matches!(
        word.as_str(),
        "st" | "dr"
            | "ct"
            | "court"
            | "pl"
            | "way"
            | "loop"
            | "alley"
            | "trl"
            | "ter"
            | "pike"
            | "place"
            | "square"
            | "sq"
            | "run"
            | "path"
            | "walk"
            | "hwy"
            | "crescent"
            | "close"
            | "cres"
    );
    match () {
        () if token.is_capital() => {
            plain
                || short
                    && (numbered
                        || word != "dr"
                            && word != "st"
                            && word != "pl"
                            && word != "ct"
                            && word != "run"
                            && word != "walk"
                            && word != "path"
                            && word != "close"
                            && word != "way")
                || (numbered && !matches!(word.as_str(), "point" | "pt" | "pass" | "view" | "run"))
        }
        () => numbered && (plain || matches!(word.as_str(), "st" | "dr" | "ct" | "way")),
    }
}

/// What may follow a street: apartment, town, state, ZIP.
pub(super) fn tail(page: &Page<'_>, last: usize) -> usize {
    let last = apartment(page, last);
    let comma = usize::from(page.is_mark(last + 1, ","));
    let next = last + 1 + comma;
    if page.gap(next) >= Gap::Blank {
        return last;
    }
    let town = (comma == 1 || page.gap(next) == Gap::Line)
        .then(|| town::with_state(page, next))
        .flatten()
        .or_else(|| town::known(page, next).filter(|_| comma == 1));
    let end = town.unwrap_or(last);
    zip(page, end + 1)
        .or_else(|| zip(page, end + 2).filter(|_| page.is_mark(end + 1, ",")))
        .unwrap_or(end)
}

/// Where at an address somebody lives.
const WHERE: &[&str] = &[
    "back",
    "basement",
    "downstairs",
    "front",
    "lower",
    "rear",
    "upper",
    "upstairs",
];

/// "Apt 4B", "Suite 200", "# 12", "apto 3F", "(rear)".
fn apartment(page: &Page<'_>, last: usize) -> usize {
    let mut at = last + 1;
    if page.is_mark(at, ",") {
        at += 1;
    }
    if page.is_mark(at, "(") && page.among(at + 1, WHERE) && page.is_mark(at + 2, ")") {
        return at + 2;
    }
    let mut dot = usize::from(page.is_mark(at + 1, "."));
    let word = page.word(at).to_ascii_lowercase();
    let unit = matches!(
        word.as_str(),
        "apt"
            | "apartment"
            | "apto"
            | "depto"
            | "unit"
            | "suite"
            | "ste"
            | "bldg"
            | "lot"
            | "fl"
            | "floor"
            | "rm"
            | "#"
            | "trlr"
            | "spc"
    );
    dot += usize::from(page.is_mark(at + 1 + dot, "#"));
    let value = at + 1 + dot;
    if !unit
        || !(page.is_number(value)
            || page
                .token(value)
                .is_some_and(|token| token.is_word() && token.len() == 1))
    {
        return last;
    }
    if page.is_glued(value + 1)
        && page
            .token(value + 1)
            .is_some_and(|token| token.is_number() || (token.is_word() && token.len() == 1))
    {
        value + 1
    } else {
        value
    }
}

/// A five-digit code (with four more) that begins here.
pub(super) fn zip(page: &Page<'_>, at: usize) -> Option<usize> {
    let opens = |token: &Token| token.gap != Gap::None || opens_value(page, back(at, 1));
    let token = page
        .token(at)
        .filter(|token| token.is_number() && token.len() == 5 && opens(token))?;
    let more = page.is_mark(at + 1, "-")
        && page.is_glued(at + 1)
        && page
            .token(at + 2)
            .is_some_and(|token| token.is_number() && token.len() == 4 && token.gap == Gap::None);
    let free = more
        || !(page.is_glued(at + 1)
            && matches!(page.word(at + 1), "-" | "/" | "." | ":")
            && page.is_number(at + 2));
    (token.gap < Gap::Blank && free).then_some(if more { at + 2 } else { at })
}

/// Whether a value may stand right behind a mark, without a blank.
fn opens_value(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "\"" | "'" | "=")
}

/// A ZIP code after a state or the word "ZIP": "zip: 43215", "zip: \"43215\"".
fn zip_alone(page: &Page<'_>, at: usize) -> Option<Place> {
    let last = zip(page, at)?;
    let mut before = back(at, 1);
    if opens_value(page, before) {
        before = back(before, 1);
    }
    if matches!(page.word(before), ":" | "," | "=" | "is") {
        before = back(before, 1);
    }
    let token = page.token(before)?;
    let state = token.known.any(Flags::STATE)
        && token.is_capital()
        && (token.len() > 2 || token.case == Case::Upper)
        && before + 1 == at;
    let asked = ["zip", "zipcode", "postal"]
        .iter()
        .any(|word| page.is(before, word))
        || (page.is(before, "code") && page.is(back(before, 1), "zip"));
    (state || asked).then_some(Place {
        first: at,
        last,
        weight: Weight::Context,
    })
}

/// "PO Box 228", "P.O. Box 228", "Box 12".
pub(super) fn read_box(page: &Page<'_>, at: usize) -> Option<Place> {
    let word = page.word(at);
    let dotted = word.eq_ignore_ascii_case("p")
        && page.is_mark(at + 1, ".")
        && page.is(at + 2, "o")
        && page.is_glued(at + 2);
    let plain = word.eq_ignore_ascii_case("po") || word.eq_ignore_ascii_case("pob");
    let next = match () {
        () if dotted => at + 3 + usize::from(page.is_mark(at + 3, ".")),
        () if plain => at + 1,
        () => return None,
    };
    let number =
        next + usize::from(page.is(next, "box")) + usize::from(page.is_mark(next + 1, "#"));
    let boxed = page.is(next, "box") || word.eq_ignore_ascii_case("pob");
    (boxed && page.is_number(number)).then(|| Place {
        first: at,
        last: tail(page, number),
        weight: Weight::Context,
    })
}

/// Whether a token could open the name of a town rather than a sentence.
pub(super) fn opens_name(token: &Token) -> bool {
    is_proper(token) && !(is_ordinary(token) && token.known.any(Flags::WORD_COMMON))
}
