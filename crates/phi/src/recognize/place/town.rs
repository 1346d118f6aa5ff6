//! Towns: known to the gazetteer, or made plain by a state after them or a word before.

use super::address::{opens_name, zip};
use super::{Place, Weight, is_proper, pointed};
use crate::lexicon::Flags;
use crate::recognize::name::back;
use crate::text::{Case, Gap, Page, Token};

/// A town that begins at a capital word.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<Place> {
    if let Some(last) = with_state(page, at) {
        return Some(Place {
            first: at,
            last: zip(page, last + 1).unwrap_or(last),
            weight: Weight::Context,
        });
    }
    if let Some(last) = zip(page, at + 1).filter(|_| {
        page.token(at)
            .is_some_and(|token| token.known.any(Flags::PLACE) && !token.known.any(Flags::STATE))
    }) {
        return Some(Place {
            first: at,
            last,
            weight: Weight::Context,
        });
    }
    let pointed = pointed(page, at);
    if let Some((last, known)) = page.phrase(at).filter(|(_, known)| known.any(Flags::PLACE)) {
        let sure = pointed || known.any(Flags::PLACE_COMMON) || last > at;
        return (sure && !known.any(Flags::STATE | Flags::COUNTRY | Flags::MEDICAL)).then_some(
            Place {
                first: at,
                last,
                weight: if pointed {
                    Weight::Context
                } else {
                    Weight::Pattern
                },
            },
        );
    }
    single(page, at, pointed)
}

fn single(page: &Page<'_>, at: usize, pointed: bool) -> Option<Place> {
    let token = page.token(at)?;
    let acronym = token.case == Case::Upper && token.len() <= 3;
    if acronym
        || !is_proper(token)
        || page.is_glued(at) && matches!(page.word(back(at, 1)), "-" | "/" | "@" | "." | "'")
    {
        return None;
    }
    let known = token.known;
    let something_else = known.any(
        Flags::STATE
            | Flags::COUNTRY
            | Flags::MONTH
            | Flags::EPONYM
            | Flags::MEDICAL
            | Flags::WORD_COMMON
            | Flags::ORGANIZATION,
    );
    let compound = page.is_glued(at + 1)
        && matches!(page.word(at + 1), "-" | "/" | "'" | "@" | "_")
        && page.is_glued(at + 2);
    let town = known.any(Flags::PLACE) && !something_else && !compound;
    let place = Place {
        first: at,
        last: at,
        weight: Weight::Guess,
    };
    let said = known.any(Flags::PLACE_COMMON)
        && !known.any(Flags::GIVEN_COMMON | Flags::MEDICAL | Flags::MONTH | Flags::STATE);
    match () {
        () if said && !compound && strictly(page, at) => Some(place),
        () if town && pointed && !follows_name(page, at) => Some(Place {
            weight: Weight::Context,
            ..place
        }),
        () if town
            && !page.is_number(at + 1)
            && known.any(Flags::PLACE_COMMON)
            && !known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON) =>
        {
            Some(place)
        }
        () if pointed && strictly(page, at) && known.is_empty() && !compound => Some(place),
        () => None,
    }
}

/// "in" and "near" point at places; "from" and "to" at people as well.
fn strictly(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(back(at, 1)), "in" | "near" | "IN")
        && page
            .token(at)
            .is_some_and(|token| token.case == Case::Capital)
}

/// "from Jordan Smith" is somebody.
fn follows_name(page: &Page<'_>, at: usize) -> bool {
    let next = page.token(at + 1);
    page.token(at)
        .is_some_and(|token| token.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON))
        && (next.is_some_and(|next| {
            next.gap == Gap::Space && next.is_capital() && next.known.any(Flags::ANY_NAME)
        }) || matches!(page.word(back(at, 1)), "by" | "of" | "to"))
}

/// A town in a text without capitals, where only "in", "from" and a state tell it.
pub(super) fn read_lower(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page.token(at)?;
    let opener = matches!(page.word(back(at, 1)), "in" | "from" | "near");
    if !opener || !(token.known.any(Flags::PLACE) || token.known.any(Flags::PHRASE)) {
        return None;
    }
    let long = page.phrase(at).filter(|(_, known)| {
        known.any(Flags::PLACE) && !known.any(Flags::STATE | Flags::WORD | Flags::COUNTRY)
    });
    let single = token.known.any(Flags::PLACE)
        && !token.known.any(
            Flags::WORD | Flags::MEDICAL | Flags::STATE | Flags::COUNTRY | Flags::GIVEN_COMMON,
        );
    let last = long.map(|(last, _)| last).or(single.then_some(at))?;
    Some(Place {
        first: at,
        last,
        weight: Weight::Guess,
    })
}

/// The end of "Springfield, IL" or "Springfield, Illinois", town included.
pub(super) fn with_state(page: &Page<'_>, at: usize) -> Option<usize> {
    for next in at..at.saturating_add(4) {
        let inside = next > at;
        let token = page
            .token(next)
            .filter(|token| !inside || token.gap <= Gap::Space)?;
        if inside && is_state(page, next, token) {
            return Some(next);
        }
        let comma = inside
            && page.is_mark(next, ",")
            && page
                .token(next + 1)
                .is_some_and(|state| is_state(page, next + 1, state));
        if comma {
            return Some(state_end(page, next + 1));
        }
        if inside && page.is_mark(next, ",") && is_old_state(page, next + 1) {
            return Some(next + 2);
        }
        let part = (opens_name(token) || (inside && is_proper(token)))
            && !token.known.any(Flags::FACILITY_WORD)
            || matches!(page.word(next), "." | "-" | "'") && page.is_glued(next);
        if !part {
            return None;
        }
    }
    None
}

/// The short forms of states before there were codes.
const OLD_STATES: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans",
    "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nebr", "Nev", "Okla",
    "Ore", "Pa", "Penn", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wisc", "Wyo",
];

/// "Muncie, Ind. 47302": a state in an old short form, before a ZIP code.
fn is_old_state(page: &Page<'_>, at: usize) -> bool {
    let short = OLD_STATES.contains(&page.word(at)) && page.gap(at) == Gap::Space;
    short && page.is_mark(at + 1, ".") && page.is_glued(at + 1) && zip(page, at + 2).is_some()
}

fn state_end(page: &Page<'_>, at: usize) -> usize {
    page.phrase(at)
        .filter(|(_, known)| known.any(Flags::STATE))
        .map_or(at, |(last, _)| last)
}

/// A state after a town: its code in capitals, or its name after a comma.
fn is_state(page: &Page<'_>, at: usize, token: &Token) -> bool {
    let comma = page.is_mark(back(at, 1), ",");
    let code = token.known.any(Flags::STATE) && token.len() == 2 && token.case == Case::Upper;
    let doubtful = matches!(
        page.word(at),
        "MD" | "PA"
            | "MA"
            | "DO"
            | "OT"
            | "MS"
            | "DC"
            | "CO"
            | "OR"
            | "ME"
            | "IN"
            | "HI"
            | "ID"
            | "OK"
            | "CT"
            | "MI"
            | "LA"
            | "AL"
            | "IA"
            | "DE"
            | "MT"
            | "PR"
            | "RI"
            | "SC"
    );
    let follows = page
        .token(back(at, 1 + usize::from(comma)))
        .is_some_and(|token| token.known.any(Flags::PLACE));
    let zipped = zip(page, at + 1).is_some();
    if comma && !zipped && is_degree(page.word(at)) && ends_person(page, back(at, 2)) {
        return false;
    }
    let long = comma
        && token.is_capital()
        && token.len() > 2
        && (token.known.any(Flags::STATE)
            || page
                .phrase(at)
                .is_some_and(|(_, known)| known.any(Flags::STATE)));
    long || code
        && token.gap == Gap::Space
        && (zipped || (follows && (comma || !doubtful)) || (comma && !doubtful))
}

/// What is a state's code and a degree.
fn is_degree(word: &str) -> bool {
    matches!(word, "DC" | "MA" | "MD" | "MS" | "ND" | "PA")
}

/// "M. Haverford", "Henrietta Wolcott", "Adeyemi-Clark": whether a word that is a town ends somebody's name.
fn ends_person(page: &Page<'_>, at: usize) -> bool {
    let before = page.token(back(at, 1));
    let initial = page.is_mark(back(at, 1), ".")
        && page
            .token(back(at, 2))
            .is_some_and(|token| token.len() == 1);
    let joined = page.is_glued(at) && page.is_mark(back(at, 1), "-");
    let named = before.is_some_and(|token| is_given(token) && page.gap(at) == Gap::Space);
    let town = page
        .phrase(back(at, 1))
        .is_some_and(|(last, known)| last == at && known.any(Flags::PLACE));
    initial || joined || named && !town
}

/// Whether a word before another is a given name, or one that nobody knows.
fn is_given(token: &Token) -> bool {
    let place = token
        .known
        .any(Flags::PLACE | Flags::WORD | Flags::FACILITY_WORD);
    token.is_capital() && (token.known.any(Flags::GIVEN_COMMON) || !place)
}

/// The end of a town that the gazetteer knows.
pub(super) fn known(page: &Page<'_>, at: usize) -> Option<usize> {
    let phrase = page
        .phrase(at)
        .filter(|(_, known)| known.any(Flags::PLACE))
        .map(|(last, _)| last);
    phrase.or_else(|| {
        page.token(at)
            .filter(|token| token.is_capital() && token.known.any(Flags::PLACE))
            .map(|_| at)
    })
}
