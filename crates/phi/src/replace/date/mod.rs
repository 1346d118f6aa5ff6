//! A date as it is written, taken apart: which groups are its day, month and year.
//!
//! Figures with marks between them, months by name and packed timestamps are read. Everything else (spelled dates,
//! ranges, escapes) is not, because a wrong reading would be worse than none.

mod month;
mod parts;

pub(super) use month::{capitalized, name as month_name};

use super::civil::Day;
use parts::Parts;
use std::ops::Range;

/// A written date in pieces: runs of figures, of letters, and of what stands between.
pub(super) struct Written<'t> {
    pieces: Vec<&'t str>,
    parts: Parts,
    /// Whether it is one run of figures.
    packed: bool,
}

/// What may stand behind a day.
const ORDINALS: [&str; 4] = ["st", "nd", "rd", "th"];

/// Days that no score of the clinic is out of (5, 8, 10, 12, 15, 21, 27, 30 and their like are).
const NO_SCORES: [u32; 13] = [11, 13, 14, 16, 17, 18, 19, 22, 23, 25, 26, 29, 31];

impl<'t> Written<'t> {
    /// Takes a date apart; nothing when it is not of a form that is surely understood.
    pub(super) fn read(value: &'t str) -> Option<Self> {
        let strange = |c: char| matches!(c, '\\' | '&') || (!c.is_ascii() && c.is_alphanumeric());
        if value.contains(strange) {
            return None;
        }
        let packed = parts::packed(value);
        let is_packed = packed.is_some();
        let (pieces, parts) = packed.or_else(|| {
            let pieces = parts::pieces(value);
            let parts = parts::parts(&pieces)?;
            Some((pieces, parts))
        })?;
        let written = Self {
            pieces,
            parts,
            packed: is_packed,
        };
        written.is_sound().then_some(written)
    }

    /// Whether each part is within the calendar.
    fn is_sound(&self) -> bool {
        let within = |value: Option<u32>, range: Range<u32>| {
            value.is_some_and(|value| range.contains(&value))
        };
        let day = self.parts.day.is_none() || within(self.number(self.parts.day), 1..32);
        day && within(self.month(), 1..13)
    }

    /// The year as it is written, of two or four figures.
    pub(super) fn year(&self) -> Option<u32> {
        self.number(self.parts.year)
    }

    /// The year, if it is written in four figures.
    pub(super) fn long_year(&self) -> Option<i64> {
        self.year().filter(|year| *year > 99).map(i64::from)
    }

    /// The day that is meant; one without year is taken to be in `year`, a year of two figures to be from 1970 to 2069.
    pub(super) fn day(&self, year: i64) -> Option<Day> {
        Some(Day {
            year: self.full_year(year),
            month: i64::from(self.month()?),
            day: i64::from(self.number(self.parts.day)?),
        })
    }

    fn full_year(&self, or: i64) -> i64 {
        match self.year().map(i64::from) {
            None => or,
            Some(year @ ..70) => 2000 + year,
            Some(year @ 70..100) => 1900 + year,
            Some(year) => year,
        }
    }

    /// The same writing for a day `days` later; nothing when it would be no telling date. One without year is taken to be
    /// in `year`, a month without a day moves by whole months, the nearest to `days`. "3/4" gets zeros ("04/01"), because
    /// scores and doses have none.
    pub(super) fn shifted(&self, days: i64, year: i64) -> Option<String> {
        let then = match self.day(year) {
            Some(day) => day.plus(days),
            None => by_months(self.full_year(year), i64::from(self.month()?), days),
        };
        let padded = self.has_zero() || self.packed || self.parts.year == Some(0);
        [padded, true]
            .map(|padded| self.with(then, padded))
            .into_iter()
            .find(|date| Written::read(date).is_some_and(|date| date.is_telling()))
    }

    /// Whether it can be told from a score, a dose or an ordinary word: not "3/4", "14th", "in May".
    fn is_telling(&self) -> bool {
        match (self.number(self.parts.day), self.parts.year) {
            (None, None) => false,
            (_, Some(_)) => true,
            (Some(day), None) => self.is_named() || self.has_zero() || NO_SCORES.contains(&day),
        }
    }

    /// The same writing for another day; `padded` puts a zero before days and months below ten.
    fn with(&self, day: Day, padded: bool) -> String {
        let pieces = self.pieces.iter().enumerate();
        pieces
            .map(|(at, piece)| self.piece(at, piece, day, padded))
            .collect()
    }

    fn piece(&self, at: usize, piece: &str, day: Day, padded: bool) -> String {
        let two = |value: i64| format!("{value:02}");
        let plain = |value: i64| {
            if padded {
                two(value)
            } else {
                value.to_string()
            }
        };
        let is = |part: Option<usize>, at: usize| part == Some(at);
        match () {
            () if is(self.parts.day, at) => plain(day.day),
            () if is(self.parts.month, at) && self.is_named() => month::name_like(piece, day.month),
            () if is(self.parts.month, at) => plain(day.month),
            () if is(self.parts.year, at) && piece.len() < 4 => two(day.year.rem_euclid(100)),
            () if is(self.parts.year, at) => format!("{:04}", day.year),
            () if at > 0 && is(self.parts.day, at - 1) && is_ordinal(piece) => {
                month::cased_like(piece, ordinal(day.day))
            }
            () => piece.to_owned(),
        }
    }

    /// Whether its day or its month begins with a zero.
    fn has_zero(&self) -> bool {
        let piece = |part: Option<usize>| part.and_then(|at| self.pieces.get(at));
        let mut parts = [self.parts.day, self.parts.month].into_iter();
        parts.any(|part| piece(part).is_some_and(|piece| piece.starts_with('0')))
    }

    /// Whether its month is a name.
    fn is_named(&self) -> bool {
        let month = self.parts.month.and_then(|at| self.pieces.get(at));
        month.is_some_and(|piece| month::by_name(piece).is_some())
    }

    /// The month, from 1.
    fn month(&self) -> Option<u32> {
        let piece = self.pieces.get(self.parts.month?)?;
        month::by_name(piece).or_else(|| piece.parse().ok())
    }

    fn number(&self, part: Option<usize>) -> Option<u32> {
        self.pieces.get(part?)?.parse().ok()
    }
}

/// The first of a month so many days later, in whole months.
fn by_months(year: i64, month: i64, days: i64) -> Day {
    // 400 years have 4800 months and 146,097 days; half of them rounds to the nearest.
    let months = (days * 4800 + days.signum() * 73_048) / 146_097;
    let then = year * 12 + month - 1 + months;
    Day {
        year: then.div_euclid(12),
        month: then.rem_euclid(12) + 1,
        day: 1,
    }
}

fn is_ordinal(mark: &str) -> bool {
    ORDINALS.iter().any(|one| mark.eq_ignore_ascii_case(one))
}

/// What stands behind a day: "1st", "2nd".
pub(super) fn ordinal(day: i64) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests;
