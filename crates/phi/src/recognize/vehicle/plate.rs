//! Plates that nothing announces, near a car: "silver sienna tx ndv 2618", "1107  LA 306 FWC  Silverado".

use super::VEHICLE;
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::candidate::Weight;
use crate::recognize::{Candidate, code};
use crate::text::{Case, Cue, Gap, Page, is_state};

/// How many tokens a car reaches, before it and behind it, on its line.
const REACH: usize = 10;
/// Letters and digits of a plate.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=8;
/// Groups of a plate.
const GROUPS: usize = 3;

/// What the letters of a plate are not.
const ORDINARY: Flags = Flags(
    Flags::CAR.0
        | Flags::CREDENTIAL.0
        | Flags::EPONYM.0
        | Flags::MEDICAL.0
        | Flags::MONTH.0
        | Flags::TITLE.0
        | Flags::WEEKDAY.0
        | Flags::WORD.0
        | Flags::WORD_COMMON.0,
);

/// Proposes what has the form of a plate near every car.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut next = 0;
    for car in (0..page.tokens.len()).filter(|at| is_car(page, *at)) {
        let (mut at, last) = line_around(page, car);
        at = at.max(next);
        while at <= last {
            if let Some((first, end)) = plate(page, at) {
                let found = Candidate::new(VEHICLE.id, Kind::Vehicle, page.span(first, end));
                out.push(found.because(Weight::Context, Why::CONTEXT));
                at = end;
            }
            at += 1;
        }
        next = at;
    }
}

fn is_car(page: &Page<'_>, at: usize) -> bool {
    let car = |cue, known: Flags| cue == Cue::Vehicle || known.any(Flags::CAR);
    page.token(at)
        .is_some_and(|token| car(token.cue, token.known))
}

/// The first and the last token of the line that a car reaches.
fn line_around(page: &Page<'_>, car: usize) -> (usize, usize) {
    let same = |at: &usize| page.gap(*at) < Gap::Line;
    let before = (1..=car).rev().take(REACH).take_while(same).count();
    let behind = (car + 1..page.tokens.len()).take(REACH).take_while(same);
    (car - before, car + behind.count())
}

/// The first and the last token of a plate that begins here, its state with it.
fn plate(page: &Page<'_>, at: usize) -> Option<(usize, usize)> {
    if page.is_glued(at) && at > 0 && !matches!(page.word(at - 1), "(" | "\"" | ",") {
        return None;
    }
    let state = is_state(&page.word(at).to_ascii_uppercase()) || is_named_state(page, at);
    if state
        && page.gap(at + 1) == Gap::Space
        && let Some(last) = groups(page, at + 1, !is_small_word(page, at))
    {
        return Some((at, last));
    }
    groups(page, at, false).map(|last| (at, last))
}

fn is_named_state(page: &Page<'_>, at: usize) -> bool {
    let token = page.token(at);
    token.is_some_and(|token| token.known.any(Flags::STATE) && token.len() > 2)
}

/// "in", "or", "me": a state's letters, and more often a word.
fn is_small_word(page: &Page<'_>, at: usize) -> bool {
    let token = page.token(at);
    token.is_some_and(|token| {
        token.case == Case::Lower && token.known.any(Flags::WORD | Flags::WORD_COMMON)
    })
}

/// The last token of one to three groups that make a plate; of digits alone where a state is before them.
fn groups(page: &Page<'_>, first: usize, in_state: bool) -> Option<usize> {
    let (mut at, mut last) = (first, None);
    let mut text = String::new();
    for group in 0..GROUPS {
        if group > 0 && page.gap(at) != Gap::Space {
            break;
        }
        let Some((end, more)) = self::group(page, at) else {
            break;
        };
        if text.len() + more.len() > *LENGTH.end() {
            break;
        }
        text.push_str(&more);
        (at, last) = (end + 1, Some(end));
    }
    let last = last.filter(|last| !code::measured(page, last + 1))?;
    is_plate(&text, in_state).then_some(last)
}

fn is_plate(text: &str, in_state: bool) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let lettered = digits >= 2 && digits < text.len();
    let short = text.len() == *LENGTH.start() && !in_state;
    LENGTH.contains(&text.len()) && !short && (lettered || in_state && digits == text.len())
}

/// One group of a plate: its last token, and its letters and digits.
fn group(page: &Page<'_>, first: usize) -> Option<(usize, String)> {
    let mut last = first;
    while page.is_glued(last + 1) && (is_part(page, last + 1) || is_hyphen(page, last + 1)) {
        last += 1;
    }
    let parts = first..=last;
    let mut words = parts.clone().filter(|at| page.is_word(*at));
    let mixed = parts.clone().any(|at| page.is_number(at));
    let fits = is_part(page, first) && words.all(|at| are_letters(page, at, mixed && last > first));
    let counts = parts
        .clone()
        .any(|at| page.is_number(at) && counts(page, at, first, last));
    let closed = !matches!(page.word(last + 1), "%" | "/" | ":" | "$") || !page.is_glued(last + 1);
    let text: String = parts
        .filter(|at| is_part(page, *at))
        .map(|at| page.word(at))
        .collect();
    (fits && closed && !counts && text.is_ascii()).then_some((last, text))
}

/// Whether a number of a group is a year by itself, or its end is a unit.
fn counts(page: &Page<'_>, at: usize, first: usize, last: usize) -> bool {
    let year = first == last
        && matches!(
            page.word(at).as_bytes(),
            [b'1', b'9', _, _] | [b'2', b'0', _, _]
        );
    year || (at + 1 >= last && code::measured(page, at + 1))
}

fn is_part(page: &Page<'_>, at: usize) -> bool {
    page.is_word(at) || page.is_number(at)
}

fn is_hyphen(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "-" | "·") && page.is_glued(at + 1) && is_part(page, at + 1)
}

/// Whether a word can be the letters of a plate: few, and no word of anything else.
fn are_letters(page: &Page<'_>, at: usize, glued: bool) -> bool {
    page.token(at).is_some_and(|token| {
        let upper = token.case == Case::Upper || (token.case == Case::Capital && token.len() == 1);
        let lower = token.case == Case::Lower && (token.len() > 1 || glued);
        let announces = token.cue.is_strong() && !glued;
        let letter = token.len() == 1;
        token.len() <= 4 && (upper || lower) && !announces && (letter || !token.known.any(ORDINARY))
    })
}
