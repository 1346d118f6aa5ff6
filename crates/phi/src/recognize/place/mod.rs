//! Places smaller than a state: towns, streets, PO boxes, ZIP codes, named facilities.
//!
//! A state or a country alone may stay (45 CFR 164.514(b)(2)(i)(B) names only what is smaller), so it is never a find by
//! itself, but it makes a town of the words before it. Names of people that stand inside a facility's name ("the Barrow
//! clinic") belong to the place; `resolve` prefers the longer find.

mod address;
mod direction;
mod facility;
mod home;
mod practice;
mod town;

pub use address::is_street;

use super::name::back;
use super::{Candidate, Recognizer, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::text::{Case, Gap, Page, Token};

/// Places.
pub(super) const PLACE: Recognizer = Recognizer {
    id: "place",
    kinds: &[Kind::Geo],
    about: "A place smaller than a state: a town, a street address, a ZIP code, a named clinic or hospital.",
    find,
    examples: &[
        ("Lives in Yuba City with a dog.", "Yuba City"),
        ("Send to 5520 Isleta Blvd SW today", "5520 Isleta Blvd SW"),
        ("Mail to P.O. Box 228, please", "P.O. Box 228"),
        ("seen at the Barrow clinic in fall", "the Barrow clinic"),
        (
            "admitted to St. Vincent's Hospital on",
            "St. Vincent's Hospital",
        ),
        (
            "Rx to the Walgreens on Lohman please",
            "Walgreens on Lohman",
        ),
        (
            "Children's Hospital of Philadelphia",
            "Children's Hospital of Philadelphia",
        ),
        (
            "moved from Springfield, IL 62704 last year",
            "Springfield, IL 62704",
        ),
        ("lives on Tamarack Cir with mom", "Tamarack Cir"),
        ("12 Elm St Apt 4B", "12 Elm St Apt 4B"),
        (
            "going home to twelve hundred larch street with",
            "twelve hundred larch street",
        ),
    ],
    near_misses: &[
        "Sent to the Emergency Department for CT.",
        "Will go to Urgent Care or the clinic.",
        "Stage IV cancer. Dr Long agrees. Point of care 120.",
        "Moved to California in spring.",
        "Normal left ventricular function at rest.",
    ],
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut at = 0;
    while at < page.tokens.len() {
        at = step(page, at, out);
    }
}

/// Reads what begins at a token and says where to go on.
fn step(page: &Page<'_>, at: usize, out: &mut Vec<Candidate>) -> usize {
    let Some(token) = page.token(at) else {
        return at + 1;
    };
    let found = if token.is_number() {
        address::read(page, at)
    } else if token.is_capital() {
        address::read_box(page, at)
            .or_else(|| practice::read(page, at))
            .or_else(|| facility::read(page, at))
            .or_else(|| practice::read_house(page, at))
            .or_else(|| town::read(page, at))
            .or_else(|| home::read(page, at))
    } else if token.is_word() {
        facility::read_store(page, at)
            .or_else(|| address::read_box(page, at))
            .or_else(|| address::read_spoken(page, at))
            .or_else(|| practice::read_house(page, at))
            .or_else(|| town::read_lower(page, at))
            .or_else(|| home::read(page, at))
    } else {
        None
    };
    match found {
        Some(place) => {
            let end = place.last + 1;
            out.push(place.candidate(page));
            end.max(at + 1)
        }
        None => at + 1,
    }
}

/// A place: its tokens and what it rests on.
#[derive(Clone, Copy, Debug)]
struct Place {
    first: usize,
    last: usize,
    weight: Weight,
}

impl Place {
    fn candidate(self, page: &Page<'_>) -> Candidate {
        let why = if self.weight == Weight::Guess {
            Why::LEXICON
        } else {
            Why::PATTERN | Why::CONTEXT
        };
        Candidate::new("place", Kind::Geo, page.span(self.first, self.last))
            .because(self.weight, why)
    }
}

/// Whether a word before points at a place: "in", "at", "from".
fn pointed(page: &Page<'_>, at: usize) -> bool {
    let mut before = back(at, 1);
    if page.is(before, "the") || page.is(before, "our") {
        before = back(before, 1);
    }
    if page.is_mark(before, ":")
        && [
            "home",
            "city",
            "town",
            "address",
            "residence",
            "location",
            "facility",
            "lives",
        ]
        .iter()
        .any(|word| page.is(back(before, 1), word))
    {
        return true;
    }
    if page.gap(before + 1) >= Gap::Line {
        return false;
    }
    matches!(
        page.word(before),
        "in" | "at"
            | "from"
            | "near"
            | "@"
            | "to"
            | "At"
            | "In"
            | "From"
            | "AT"
            | "IN"
            | "FROM"
            | "NEAR"
            | "TO"
            | "outside"
            | "around"
            | "via"
            | "by"
            | "of"
    )
}

/// A word that can be part of a proper name of a place.
fn is_proper(token: &Token) -> bool {
    let known = token.known;
    let function = known
        .any(Flags::RELATION | Flags::TITLE | Flags::MONTH | Flags::WEEKDAY | Flags::ROLE)
        && !known.any(Flags::PLACE | Flags::SURNAME_COMMON);
    let medical =
        known.any(Flags::MEDICAL) && !known.any(Flags::EPONYM | Flags::PLACE | Flags::ANY_NAME);
    let upper = token.case == Case::Upper;
    let shouted = upper && (token.len() <= 2 || known.any(Flags::WORD_COMMON));
    let something_else = function || medical || shouted;
    token.is_capital() && token.len() > 1 && !something_else
}

/// Whether a word is nothing but ordinary English (and so names nothing by itself).
fn is_ordinary(token: &Token) -> bool {
    token
        .known
        .any(Flags::WORD | Flags::FACILITY_WORD | Flags::SPEECH | Flags::CREDENTIAL)
        && !token.known.any(Flags::PLACE | Flags::FACILITY)
}
