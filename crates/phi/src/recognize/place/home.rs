//! Where somebody lives, comes from or goes: "lives apponaug", "moved to Ten Sleep", "at the corner of Turk and Leavenworth",
//! "off fm 1075".
//!
//! Small towns are on no list and often ordinary words. The words before them point at a place, so what looks like a name
//! there is a guess, which stands where the tagger agrees.

use super::{Place, Weight, address, is_proper};
use crate::lexicon::Flags;
use crate::recognize::code;
use crate::recognize::name::back;
use crate::text::{Case, Gap, Page, Token};

/// Most words of such a place.
const WORDS: usize = 3;

/// A place that begins here and that the words before point at.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<Place> {
    corner(page, at)
        .or_else(|| highway(page, at))
        .or_else(|| pointed(page, at))
}

/// "hwy 63", "US 160", "FM 1075", "I-40", "county road 12".
fn highway(page: &Page<'_>, at: usize) -> Option<Place> {
    let number = (at + 1..at + 3).find(|next| page.is_number(*next))?;
    let fits = page.token(number).is_some_and(|token| token.len() <= 4) && !page.is_glued(at);
    let named = match number - at {
        1 => page.gap(number) == Gap::Space && is_road(page, at),
        _ => is_interstate(page, at) || is_county_road(page, at),
    };
    if !fits || !named || !is_whole(page, number) {
        return None;
    }
    let house = house(page, at);
    Some(Place {
        first: house.unwrap_or(at),
        last: house.map_or(number, |_| address::tail(page, number)),
        weight: house.map_or(Weight::Guess, |_| Weight::Context),
    })
}

/// "1488 county road 9": the house on it.
fn house(page: &Page<'_>, at: usize) -> Option<usize> {
    let number = at.checked_sub(1).filter(|number| page.is_number(*number))?;
    let formed = (3..=6).contains(&page.word(number).len()) && !page.is_glued(number);
    (formed && page.gap(at) == Gap::Space).then_some(number)
}

fn is_road(page: &Page<'_>, at: usize) -> bool {
    let short = matches!(page.word(at), "US" | "SR" | "CR" | "FM" | "RR");
    let spoken = (page.is(at, "fm") || page.is(at, "rt")) && is_off(page, at);
    short || spoken || page.among(at, &["highway", "hwy", "interstate", "route", "rte"])
}

/// "I-40", but not the isotope "I-131".
fn is_interstate(page: &Page<'_>, at: usize) -> bool {
    let tied = page.is_mark(at + 1, "-") && page.is_glued(at + 1) && page.is_glued(at + 2);
    let isotope = matches!(page.word(at + 2), "123" | "124" | "125" | "129" | "131");
    page.word(at) == "I" && tied && !isotope
}

fn is_county_road(page: &Page<'_>, at: usize) -> bool {
    page.among(at, &["county", "cty"]) && page.among(at + 1, &["rd", "road"])
}

/// Whether a number ends there and counts nothing.
fn is_whole(page: &Page<'_>, number: usize) -> bool {
    let next = number + 1;
    let goes_on = page.is_glued(next) && matches!(page.word(next), "." | "/" | "-" | "%" | ":");
    !goes_on && !code::measured(page, next)
}

fn is_off(page: &Page<'_>, at: usize) -> bool {
    page.among(back(at, 1), &["along", "by", "down", "off", "on", "out"])
}

/// "corner of Turk and Leavenworth", "JUNCTION OF US 160 AND IR 59".
fn corner(page: &Page<'_>, at: usize) -> Option<Place> {
    let led = page.is(back(at, 1), "of")
        && page.among(back(at, 2), &["corner", "intersection", "jct", "junction"]);
    if !led {
        return None;
    }
    let street = |from: usize| {
        let goes_on = |at: &usize| is_street_part(page, *at, *at == from);
        (from..from + WORDS).take_while(goes_on).last()
    };
    let middle = street(at)? + 1;
    let last = street(middle + 1).filter(|_| joins(page, middle))?;
    Some(Place {
        first: at,
        last,
        weight: Weight::Context,
    })
}

fn is_street_part(page: &Page<'_>, at: usize, first: bool) -> bool {
    page.token(at).is_some_and(|token| {
        let near = first || token.gap <= Gap::Space;
        let small = token.known.any(Flags::WORD_COMMON) && !token.known.any(Flags::STREET_SUFFIX);
        let said = token.is_number() || (token.is_word() && (first || !small));
        near && said && !joins(page, at) && !page.is(at, "the")
    })
}

fn joins(page: &Page<'_>, at: usize) -> bool {
    ["&", "@", "and", "at"].iter().any(|word| page.is(at, word))
}

/// A word that may name a town, behind a word for living or going somewhere.
fn pointed(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page
        .token(at)
        .filter(|token| token.gap == Gap::Space && may_name(token))?;
    is_bound_for(page, at).then_some(())?;
    let goes_on = |next: &usize| {
        page.token(*next).is_some_and(|next| {
            next.gap == Gap::Space
                && next.case == token.case
                && token.is_capital()
                && may_name(next)
        })
    };
    let more = (at + 1..at + WORDS).take_while(goes_on).last();
    Some(Place {
        first: at,
        last: more.unwrap_or(at),
        weight: Weight::Guess,
    })
}

/// Whether the word can be a town's: with capitals one that medicine does not know, in small letters one that is on the list or
/// on none.
fn may_name(token: &Token) -> bool {
    let small = Flags::PARTICLE | Flags::SPEECH | Flags::WORD_COMMON;
    let region = token.known.any(Flags::STATE | Flags::COUNTRY);
    match token.case {
        Case::Capital => is_proper(token) && !region,
        Case::Upper => is_proper(token) && !region && token.len() > 3,
        Case::Lower => {
            let known = token.known;
            token.len() > 3 && (known.is_empty() || known.any(Flags::PLACE)) && !known.any(small)
        }
        _ => false,
    }
}

/// "lives", "lives in", "drove from", "transferred to".
fn is_bound_for(page: &Page<'_>, at: usize) -> bool {
    let before = back(at, 1);
    if page.among(before, LIVES) {
        return true;
    }
    let goes = |at: usize| page.among(at, LIVES) || page.among(at, GOES);
    page.among(before, TOWARDS) && (goes(back(before, 1)) || goes(back(before, 2)))
}

/// Verbs behind which a place may stand without a preposition.
const LIVES: &[&str] = &["live", "lived", "lives", "living", "resides", "residing"];

/// Verbs with a preposition behind them.
const GOES: &[&str] = &[
    "born",
    "bused",
    "came",
    "come",
    "comes",
    "coming",
    "commutes",
    "drive",
    "drives",
    "driving",
    "drove",
    "flew",
    "flying",
    "goes",
    "grew",
    "moved",
    "moves",
    "moving",
    "raised",
    "relocated",
    "reside",
    "residen",
    "rides",
    "seen",
    "stayed",
    "staying",
    "stays",
    "transfer",
    "transferred",
    "travel",
    "traveled",
    "trip",
    "visiting",
    "vive",
    "viven",
    "vivo",
    "works",
];

const TOWARDS: &[&str] = &[
    "around", "at", "by", "en", "from", "in", "near", "off", "outside", "to", "up",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let places = (0..page.tokens.len()).filter_map(|at| read(&page, at));
        places
            .map(|place| page.slice(page.span(place.first, place.last)).to_owned())
            .collect()
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!([LIVES, GOES, TOWARDS].iter().all(|list| list.is_sorted()));
    }

    #[test]
    fn places_that_words_point_at() {
        for (text, place) in [
            ("she lives apponaug now", "apponaug"),
            ("moved to Ten Sleep.", "Ten Sleep"),
            ("FAMILY LIVES NAUVOO.", "NAUVOO"),
            ("Viven en Calwa, no tiene carro", "Calwa"),
            ("drove from quartzville today", "quartzville"),
            ("feed yard off fm 1075", "fm 1075"),
            ("hit a deer on US 160 today", "US 160"),
            ("camps under I-30 bridge", "I-30"),
            (
                "at the corner of Turk and Leavenworth.",
                "Turk and Leavenworth",
            ),
            ("JUNCTION OF US 160 AND IR 59 BY", "US 160 AND IR 59"),
        ] {
            assert!(
                found(text).contains(&place.to_owned()),
                "{text}: {:?}",
                found(text)
            );
        }
    }

    #[test]
    fn what_is_no_place() {
        for text in [
            "lives alone, lives with her dog, lives independently",
            "LIVES WITH HER SON",
            "transferred to bed, moved to chair",
            "US 6 mm, CR 1.2, I-131 uptake, US 2/3",
            "went to PT, came from OT",
            "corner of the eye and the mouth",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
