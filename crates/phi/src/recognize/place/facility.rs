//! Named facilities: hospitals, clinics, schools, stores with their street.
//!
//! A proper name and a facility word make one ("St. Vincent's Hospital", "the Barrow clinic"); facility words alone
//! ("Emergency Department") do not. Names that the list of health systems knows need no facility word, short ones a
//! preposition.

use super::{Place, Weight, is_ordinary, is_proper, pointed};
use crate::lexicon::Flags;
use crate::recognize::name::{back, longest_phrase};
use crate::text::{Case, Gap, Page, Token};

/// A facility that begins at a capital word.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<Place> {
    read_store(page, at)
        .or_else(|| named(page, at))
        .or_else(|| listed(page, at))
        .or_else(|| super::address::read_street(page, at))
        .or_else(|| after_at(page, at))
}

/// What was seen of a facility's name so far.
#[derive(Default)]
struct Seen {
    /// A word that names: "Vincent", "Barrow", "Gallup".
    proper: bool,
    /// A word that says what it is.
    facility: bool,
    /// The last token that can end the name.
    last: usize,
}

fn named(page: &Page<'_>, at: usize) -> Option<Place> {
    let mut seen = Seen::default();
    let mut next = at;
    while next < at + 14 {
        let Some(token) = page
            .token(next)
            .filter(|token| next == at || token.gap <= Gap::Space)
        else {
            break;
        };
        match part(page, next, token, &mut seen, at) {
            Some(after) => next = after,
            None => break,
        }
    }
    let whole = seen.facility && (seen.proper || is_known(page, at, seen.last));
    let article = page
        .token(seen.last)
        .is_some_and(|token| !token.is_capital())
        && (page.is(back(at, 1), "the") && page.gap(at) == Gap::Space);
    whole.then(|| Place {
        first: at - usize::from(article && at > 0),
        last: with_town(page, seen.last),
        weight: Weight::Context,
    })
}

/// "Mercy General": all words are ordinary, but the list of health systems knows the first.
fn is_known(page: &Page<'_>, first: usize, last: usize) -> bool {
    let direct = (first..=last).any(|at| {
        page.token(at)
            .is_some_and(|token| token.known.any(Flags::FACILITY))
    });
    let phrase = longest_phrase(page, first)
        .is_some_and(|(_, known)| known.any(Flags::FACILITY | Flags::PLACE));
    direct && last > first || phrase
}

/// Reads one part of the name and says where the next begins.
fn part(page: &Page<'_>, at: usize, token: &Token, seen: &mut Seen, first: usize) -> Option<usize> {
    if token.is_word()
        && token.known.any(Flags::FACILITY_WORD)
        && (token.is_capital() || (seen.proper && is_plain_facility(page.word(at))))
        && (at > first || !is_generic_opening(page, at))
    {
        let lower = !token.is_capital();
        seen.facility |= at > first || page.is_mark(at + 1, "'");
        seen.last = at;
        return if lower {
            None
        } else {
            Some(possessive_end(page, at, seen))
        };
    }
    if token.is_capital()
        && is_proper(token)
        && !(token.known.any(Flags::SPEECH) && !token.known.any(Flags::ANY_NAME))
    {
        let saint = matches!(
            page.word(at),
            "St" | "Saint" | "Mt" | "Mount" | "ST" | "Ft" | "Fort"
        );
        if seen.facility && page.is(back(at, 1), "of") {
            seen.last = at;
        }
        seen.proper |= saint
            || !(is_ordinary(token) && (at == first || !token.known.any(Flags::ANY_NAME)))
            || (is_ordinary(token)
                && token.known.any(Flags::ANY_NAME)
                && !super::super::name::starts_sentence(page, at));
        return Some(possessive_end(page, at, seen));
    }
    let linked = matches!(
        page.word(at),
        "of" | "and" | "&" | "at" | "the" | "for" | "-" | "." | "in"
    ) && at > first;
    let goes_on = page.token(at + 1).is_some_and(|next| {
        next.gap <= Gap::Space && (next.is_capital() || page.is(at + 1, "the"))
    });
    let word_link =
        token.is_word() && !seen.facility && !matches!(page.word(at), "of" | "and" | "the");
    let sentence_end =
        page.is_mark(at, ".") && !matches!(page.word(back(at, 1)), "St" | "Mt" | "Ft" | "ST");
    (linked
        && goes_on
        && !word_link
        && !sentence_end
        && (!page.is(at, "and") || seen.facility || page.is_mark(back(at, 1), "'")))
    .then_some(at + 1)
}

/// Steps over "'s".
fn possessive_end(page: &Page<'_>, at: usize, seen: &mut Seen) -> usize {
    let mark = page.is_mark(at + 1, "'") && page.is_glued(at + 1);
    if mark && page.is_glued(at + 2) && (page.is(at + 2, "s")) {
        if seen.last == at {
            seen.last = at + 2;
        }
        return at + 3;
    }
    at + 1
}

/// Small-letter words that still end a facility's name: "the Gallup clinic".
fn is_plain_facility(word: &str) -> bool {
    matches!(
        word,
        "clinic"
            | "hospital"
            | "pharmacy"
            | "rehab"
            | "school"
            | "church"
            | "shelter"
            | "hospice"
            | "campus"
            | "jail"
            | "urgent"
            | "dialysis"
            | "nursing"
            | "apartments"
            | "elementary"
    )
}

/// "Urgent Care", "Home Health", "Medical Center": generic until something proper stands before.
fn is_generic_opening(page: &Page<'_>, at: usize) -> bool {
    !page.is_mark(at + 1, "'")
}

/// "Mayo Clinic in Rochester, MN", "Brigham and Women's Hospital, Boston".
fn with_town(page: &Page<'_>, last: usize) -> usize {
    let comma = page.is_mark(last + 1, ",") && page.is_glued(last + 1);
    let joined = comma || page.is(last + 1, "in");
    let town = joined
        .then(|| {
            super::town::with_state(page, last + 2).or_else(|| super::town::known(page, last + 2))
        })
        .flatten();
    let direct = page
        .token(last + 1)
        .filter(|token| token.gap == Gap::Space)
        .and_then(|_| super::town::known(page, last + 1));
    town.or(direct).unwrap_or(last)
}

/// A facility that the list knows: "Johns Hopkins", "at Mercy".
fn listed(page: &Page<'_>, at: usize) -> Option<Place> {
    if let Some((last, known)) = longest_phrase(page, at) {
        return known.any(Flags::FACILITY).then(|| Place {
            first: at,
            last: with_more(page, last),
            weight: Weight::Context,
        });
    }
    let token = page
        .token(at)
        .filter(|token| token.known.any(Flags::FACILITY))?;
    let acronym = token.case == Case::Upper
        && token.len() >= 3
        && !token.known.any(Flags::WORD | Flags::MEDICAL);
    let unmistakable = !token
        .known
        .any(Flags::WORD | Flags::ANY_NAME | Flags::MEDICAL)
        && token.len() > 3;
    (pointed(page, at) || acronym || unmistakable).then(|| Place {
        first: at,
        last: with_more(page, at),
        weight: Weight::Context,
    })
}

/// Capital words after a listed name belong to it: "Banner Desert", "Mount Sinai New York".
fn with_more(page: &Page<'_>, last: usize) -> usize {
    let mut end = last;
    while page.token(end + 1).is_some_and(|token| {
        token.gap == Gap::Space
            && is_proper(token)
            && (token.known.any(Flags::FACILITY_WORD | Flags::PLACE)
                || token.known.is_empty()
                || matches!(
                    page.word(end + 1),
                    "South" | "North" | "East" | "West" | "Main" | "Downtown"
                ))
    }) {
        end += 1;
    }
    if end == last { last } else { end }
}

/// "at Encompass", "@ Villa Serena": after "at" a proper name is a place.
fn after_at(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page
        .token(at)
        .filter(|token| is_proper(token) && token.gap == Gap::Space)?;
    let mut before = back(at, 1);
    let article = page.is(before, "the");
    before = back(before, usize::from(article));
    let here = matches!(page.word(before), "at" | "@" | "AT" | "At");
    let acronym = token.case == Case::Upper && token.len() <= 4;
    let ordinary = token.known.any(
        Flags::WORD
            | Flags::MEDICAL
            | Flags::EPONYM
            | Flags::MONTH
            | Flags::WEEKDAY
            | Flags::SPEECH
            | Flags::COUNTRY
            | Flags::STATE,
    );
    if !here || acronym || (ordinary && !token.known.any(Flags::ORGANIZATION | Flags::FACILITY)) {
        return None;
    }
    let mut last = at;
    while page
        .token(last + 1)
        .is_some_and(|next| next.gap == Gap::Space && is_proper(next) && next.case == token.case)
    {
        last += 1;
    }
    Some(Place {
        first: at,
        last,
        weight: Weight::Context,
    })
}

/// A store with its street or number: "Walgreens on Lohman", "Kroger #482, Bethel Rd".
pub(super) fn read_store(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page
        .token(at)
        .filter(|token| token.known.any(Flags::ORGANIZATION | Flags::PHRASE))?;
    let phrase = longest_phrase(page, at).filter(|(_, known)| known.any(Flags::ORGANIZATION));
    let last = phrase
        .map(|(last, _)| last)
        .or(token.known.any(Flags::ORGANIZATION).then_some(at))?;
    let after = last + 1 + usize::from(page.is(last + 1, "pharmacy"));
    let numbered = page.is_mark(after, "#") && page.is_number(after + 1);
    let next = if numbered { after + 2 } else { after };
    let street = numbered
        && page.is_mark(next, ",")
        && page.gap(next + 1) == Gap::Space
        && page.token(next + 1).is_some_and(is_proper)
        || matches!(page.word(next), "on" | "at" | "in" | "off" | "ON" | "AT")
            && page.token(next + 1).is_some_and(|token| {
                is_proper(token)
                    && token.gap == Gap::Space
                    && !token.known.any(Flags::MONTH | Flags::WEEKDAY)
            });
    match () {
        () if street => Some(Place {
            first: at,
            last: proper_end(page, next + 1),
            weight: Weight::Context,
        }),
        () if numbered => Some(Place {
            first: at,
            last: after + 1,
            weight: Weight::Context,
        }),
        () => None,
    }
}

fn proper_end(page: &Page<'_>, at: usize) -> usize {
    let mut last = at;
    loop {
        let next = last + 1;
        let goes_on = page
            .token(next)
            .is_some_and(|token| token.gap == Gap::Space && is_proper(token));
        let joined = matches!(page.word(next), "and" | "&")
            && page
                .token(next + 1)
                .is_some_and(|token| token.gap == Gap::Space && is_proper(token));
        match () {
            () if goes_on => last = next,
            () if joined => last = next + 1,
            () => return last,
        }
    }
}
