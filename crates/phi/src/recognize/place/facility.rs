//! Named facilities: hospitals, clinics, schools, stores with their street.
//!
//! A proper name and a facility word make one ("St. Vincent's Hospital", "the Barrow clinic"); facility words alone
//! ("Emergency Department") do not. Names that the list of health systems knows need no facility word, short ones a
//! preposition.

use super::{Place, Weight, is_ordinary, is_proper, pointed};
use crate::lexicon::Flags;
use crate::recognize::name::{back, starts_sentence};
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
struct Seen {
    first: usize,
    /// The last token that can end the name.
    last: usize,
    /// A word that names: "Vincent", "Barrow", "Gallup".
    proper: bool,
    /// A word that names only together with what it is: "General", "City", "Methodist".
    qualified: bool,
    /// A word that says what it is.
    facility: bool,
    /// Whether "at" or "from" stands before: then ordinary words name as well.
    pointed: bool,
}

fn named(page: &Page<'_>, at: usize) -> Option<Place> {
    let mut seen = Seen {
        first: at,
        last: at,
        proper: false,
        qualified: false,
        facility: false,
        pointed: pointed(page, at),
    };
    let mut next = at;
    while next < at + 14 {
        let Some(token) = page
            .token(next)
            .filter(|token| next == at || token.gap <= Gap::Space)
        else {
            break;
        };
        match part(page, next, token, &mut seen) {
            Some(after) => next = after,
            None => break,
        }
    }
    let last = with_town(page, seen.last);
    let told = seen.proper
        || (seen.qualified && is_house(page, seen.last))
        || last > seen.last
        || is_known(page, at, seen.last);
    let lower = page
        .token(seen.last)
        .is_some_and(|token| !token.is_capital());
    let article = lower && at > 0 && page.is(back(at, 1), "the") && page.gap(at) == Gap::Space;
    (seen.facility && told).then(|| Place {
        first: at - usize::from(article),
        last,
        weight: Weight::Context,
    })
}

/// "Mercy General": all words are ordinary, but the list of health systems knows the first.
fn is_known(page: &Page<'_>, first: usize, last: usize) -> bool {
    let direct = (first..=last).any(|at| {
        page.token(at)
            .is_some_and(|token| token.known.any(Flags::FACILITY))
    });
    let phrase = page
        .phrase(first)
        .is_some_and(|(_, known)| known.any(Flags::FACILITY | Flags::PLACE));
    direct && last > first || phrase
}

/// Whether the name ends with a house, as opposed to a service: "General Hospital", not "General Surgery".
fn is_house(page: &Page<'_>, last: usize) -> bool {
    let word = page.word(last).to_ascii_lowercase();
    matches!(
        word.as_str(),
        "hospital"
            | "hosp"
            | "clinic"
            | "center"
            | "ctr"
            | "centre"
            | "medical"
            | "general"
            | "infirmary"
            | "school"
            | "church"
    )
}

fn is_qualifier(page: &Page<'_>, at: usize) -> bool {
    let word = page.word(at).to_ascii_lowercase();
    matches!(
        word.as_str(),
        "methodist"
            | "baptist"
            | "presbyterian"
            | "mercy"
            | "providence"
            | "memorial"
            | "regional"
            | "general"
            | "county"
            | "community"
            | "city"
            | "central"
            | "university"
            | "veterans"
            | "children"
            | "women"
            | "downtown"
            | "va"
            | "lutheran"
            | "adventist"
            | "hope"
            | "valley"
            | "lakeside"
    )
}

/// Reads one part of the name and says where the next begins.
fn part(page: &Page<'_>, at: usize, token: &Token, seen: &mut Seen) -> Option<usize> {
    let opening = at == seen.first;
    let facility = token.known.any(Flags::FACILITY_WORD);
    if opening && token.is_capital() && is_qualifier(page, at) {
        seen.qualified = true;
        return Some(possessive_end(page, at, seen));
    }
    if facility && !token.is_capital() {
        let ends = (seen.proper || seen.qualified && seen.pointed)
            && !opening
            && is_plain_facility(page.word(at));
        if ends {
            (seen.facility, seen.last) = (true, at);
        }
        return None;
    }
    if facility {
        seen.facility |= !opening;
        seen.last = at;
        return Some(possessive_end(page, at, seen));
    }
    if token.is_capital() && names(page, at, token, seen) {
        return Some(possessive_end(page, at, seen));
    }
    (!opening && links(page, at, token, seen)).then_some(at + 1)
}

/// Whether a capital word can belong to the name; notes whether it names.
fn names(page: &Page<'_>, at: usize, token: &Token, seen: &mut Seen) -> bool {
    let opening = at == seen.first;
    let verb = token.known.any(Flags::SPEECH) && !token.known.any(Flags::ANY_NAME);
    let acronym = opening
        && token.case == Case::Upper
        && token.len() == 2
        && page
            .token(at + 1)
            .is_some_and(|next| next.is_capital() && next.known.any(Flags::FACILITY_WORD));
    let shouted = seen.pointed
        && token.case == Case::Upper
        && token.len() > 3
        && !token.known.any(Flags::MEDICAL | Flags::MONTH);
    if !(is_proper(token) || acronym || shouted) || verb {
        return false;
    }
    if seen.facility && page.is(back(at, 1), "of") {
        seen.last = at;
    }
    let saint = matches!(
        page.word(at),
        "St" | "Saint" | "Mt" | "Mount" | "ST" | "Ft" | "Fort"
    );
    let name = token.known.any(Flags::ANY_NAME);
    let ordinary = is_ordinary(token);
    seen.proper |= saint
        || seen.pointed
        || !ordinary
        || (name && !opening)
        || (name && !starts_sentence(page, at));
    true
}

/// "of", "and", "&" and marks between the parts of a name.
fn links(page: &Page<'_>, at: usize, token: &Token, seen: &Seen) -> bool {
    let goes_on = page.token(at + 1).is_some_and(|next| {
        next.gap <= Gap::Space && (next.is_capital() || page.is(at + 1, "the"))
    });
    let owner = page.is_mark(back(at, 1), "'")
        || page.is(back(at, 1), "s") && page.is_mark(back(at, 2), "'");
    let known = page
        .token(seen.first)
        .is_some_and(|token| token.known.any(Flags::FACILITY));
    let link = match page.word(at) {
        "of" | "the" | "-" => true,
        "&" => true,
        "and" => seen.facility || owner || known,
        "." => matches!(page.word(back(at, 1)), "St" | "Mt" | "Ft" | "ST"),
        "at" | "for" | "in" => seen.facility && token.is_word(),
        _ => false,
    };
    link && goes_on
}

/// Steps over "'s", and over the "'" behind an s: "Bashas' Pharmacy".
fn possessive_end(page: &Page<'_>, at: usize, seen: &mut Seen) -> usize {
    let mark = page.is_mark(at + 1, "'") && page.is_glued(at + 1);
    if mark && page.word(at).ends_with('s') && page.gap(at + 2) == Gap::Space {
        return at + 2;
    }
    if mark && page.is_glued(at + 2) && (page.is(at + 2, "s")) {
        if seen.last == at {
            seen.last = at + 2;
        }
        return at + 3;
    }
    at + 1
}

/// Small-letter words that still end a facility's name: "the Gallup clinic".
pub(super) fn is_plain_facility(word: &str) -> bool {
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
            | "library"
    )
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
    if let Some((last, known)) = page.phrase(at) {
        let plan = page.among(last + 1, &["insurance", "plan", "plans"]);
        return (known.any(Flags::FACILITY) && !plan).then(|| Place {
            first: at,
            last: with_town(page, owned(page, with_more(page, last))),
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
        last: with_town(page, owned(page, with_more(page, at))),
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
    end
}

/// The same with its "'s": "Rady's".
fn owned(page: &Page<'_>, last: usize) -> usize {
    let owns = page.is_mark(last + 1, "'")
        && page.is_glued(last + 1)
        && page.is(last + 2, "s")
        && page.is_glued(last + 2);
    if owns { last + 2 } else { last }
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
    let elsewhere = Flags::MEDICAL
        | Flags::MONTH
        | Flags::WEEKDAY
        | Flags::COUNTRY
        | Flags::STATE
        | Flags::THING;
    let ordinary = token
        .known
        .any(Flags::WORD | Flags::EPONYM | Flags::SPEECH | elsewhere);
    let row = page.token(at + 1).is_some_and(|next| {
        next.gap == Gap::Space
            && next.case == Case::Capital
            && is_proper(next)
            && !next.known.any(elsewhere)
    });
    let named = !ordinary
        || token.known.any(Flags::ORGANIZATION | Flags::FACILITY)
        || (row && token.case == Case::Capital && !token.known.any(elsewhere));
    if !here || acronym || !named {
        return None;
    }
    let mut last = at;
    while page
        .token(last + 1)
        .is_some_and(|next| next.gap == Gap::Space && is_proper(next) && next.case == token.case)
    {
        last += 1;
    }
    let of = page.is(last + 1, "of")
        && page
            .token(last + 2)
            .is_some_and(|next| is_proper(next) && next.case == Case::Capital);
    let last = owned(page, if of { last + 2 } else { last });
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
    let phrase = page
        .phrase(at)
        .filter(|(_, known)| known.any(Flags::ORGANIZATION));
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
        let goes_on = page.token(next).is_some_and(|token| {
            token.gap == Gap::Space
                && token.is_capital()
                && (is_proper(token) || token.known.any(Flags::STREET_SUFFIX))
        });
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
