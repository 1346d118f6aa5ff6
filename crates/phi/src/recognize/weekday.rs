//! Days of a month behind their weekday: "Mon 24: Yolanda open", "hasta el domingo 12.".
//!
//! A number behind a weekday is as often a time or a count, so it must end there: before a colon, a full stop or the end of its
//! line or column.

use super::candidate::Weight;
use super::{Candidate, Recognizer};
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::text::{Gap, Page};

pub(crate) const WEEKDAY: Recognizer = Recognizer {
    id: "weekday",
    kinds: &[Kind::Date],
    about: "Days of a month behind their weekday.",
    find,
    examples: EXAMPLES,
    near_misses: NEAR_MISSES,
};

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let days = page.numbers.iter().map(|at| *at as usize);
    out.extend(days.filter_map(|at| day(page, at)));
}

fn day(page: &Page<'_>, at: usize) -> Option<Candidate> {
    let before = at.checked_sub(1).filter(|_| page.gap(at) == Gap::Space)?;
    let weekday = page
        .token(before)
        .is_some_and(|token| token.known.any(Flags::WEEKDAY));
    let is_day = page
        .word(at)
        .parse::<u32>()
        .is_ok_and(|day| (1..=31).contains(&day));
    let told = (weekday || page.among(before, SPANISH)) && is_day;
    let titled = page.gap(before) >= Gap::Line && page.is_mark(at + 1, ":");
    let weight = match () {
        () if !told || !ends(page, at) => return None,
        () if titled || page.among(before, SPANISH) => Weight::Context,
        () => Weight::Guess,
    };
    let found = Candidate::new(WEEKDAY.id, Kind::Date, page.span(at, at));
    Some(found.because(weight, Why::CONTEXT))
}

fn ends(page: &Page<'_>, at: usize) -> bool {
    let mark = matches!(page.word(at + 1), ":" | "." | ";" | ")") && page.is_glued(at + 1);
    page.gap(at + 1) >= Gap::Wide || (mark && !page.is_glued(at + 2))
}

/// Sunday to Saturday in Spanish, sorted.
const SPANISH: &[&str] = &[
    "domingo",
    "jueves",
    "lunes",
    "martes",
    "miércoles",
    "sábado",
    "viernes",
];

const EXAMPLES: &[(&str, &str)] = &[
    ("Nov 24 - Nov 28\nMon 24: Yolanda open", "24"),
    ("se le acabó el domingo 12.", "12"),
    ("back on Fri 28.", "28"),
];

const NEAR_MISSES: &[&str] = &[
    "Mon 9:30, Tue 8-5, Wed 10 am",
    "open Thu 8 to 5",
    "Monday 40.",
    "room 24: bed",
];
