//! A date as it is written, taken apart: which groups are its day, month and year.
//!
//! Figures with marks between them, months by name and packed timestamps are read. Everything else (spelled dates,
//! ranges, escapes) is not, because a wrong reading would be worse than none.

use super::civil::Day;
use std::ops::Range;

/// A written date in pieces: runs of figures, of letters, and of what stands between.
pub(super) struct Written<'t> {
    pieces: Vec<&'t str>,
    parts: Parts,
    /// Whether it is one run of figures.
    packed: bool,
}

/// Which piece says what.
#[derive(Clone, Copy, Default)]
struct Parts {
    day: Option<usize>,
    month: Option<usize>,
    year: Option<usize>,
}

/// Words that may stand beside the parts of a date and say nothing about them.
const FILLERS: [&str; 7] = ["st", "nd", "rd", "th", "of", "the", "day"];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Days that no score of the clinic is out of (5, 8, 10, 12, 15, 21, 27, 30 and their like are).
const NO_SCORES: [u32; 13] = [11, 13, 14, 16, 17, 18, 19, 22, 23, 25, 26, 29, 31];

impl<'t> Written<'t> {
    /// Takes a date apart; nothing when it is not of a form that is surely understood.
    pub(super) fn read(value: &'t str) -> Option<Self> {
        let strange = |c: char| matches!(c, '\\' | '&') || (!c.is_ascii() && c.is_alphanumeric());
        if value.contains(strange) {
            return None;
        }
        let pieces = pieces(value);
        let written = packed(&pieces).or_else(|| {
            let parts = parts(&pieces)?;
            let packed = false;
            Some(Self {
                pieces,
                parts,
                packed,
            })
        })?;
        written.is_sound().then_some(written)
    }

    /// The year as it is written, of two or four figures.
    pub(super) fn year(&self) -> Option<u32> {
        self.number(self.parts.year)
    }

    /// The year, if it is written in four figures.
    pub(super) fn long_year(&self) -> Option<i64> {
        self.year().filter(|year| *year > 99).map(i64::from)
    }

    /// The day that is meant; one without year is taken to be in `year`.
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
            Some(short) if short < 100 => century(short) + short,
            Some(year) => year,
        }
    }

    /// Whether it can be told from a score, a dose or an ordinary word: not "3/4", "14th", "in May".
    fn is_telling(&self) -> bool {
        match (self.number(self.parts.day), self.parts.year) {
            (None, None) => false,
            (_, Some(_)) => true,
            (Some(day), None) => self.is_named() || self.has_zero() || NO_SCORES.contains(&day),
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

    /// The same writing for another day; `padded` puts a zero before days and months below ten.
    fn with(&self, day: Day, padded: bool) -> String {
        let two = |value: i64| format!("{value:02}");
        let plain = |value: i64| {
            if padded {
                two(value)
            } else {
                value.to_string()
            }
        };
        let mut out = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let is = |part: Option<usize>| part == Some(at);
            let after_day = at > 0 && self.parts.day == Some(at - 1);
            match piece {
                _ if is(self.parts.day) => out.push_str(&plain(day.day)),
                name if is(self.parts.month) && month_by_name(name).is_some() => {
                    out.push_str(&month_like(name, day.month))
                }
                _ if is(self.parts.month) => out.push_str(&plain(day.month)),
                year if is(self.parts.year) && year.len() < 4 => {
                    out.push_str(&two(day.year.rem_euclid(100)))
                }
                _ if is(self.parts.year) => out.push_str(&format!("{:04}", day.year)),
                mark if after_day && is_ordinal(mark) => {
                    out.push_str(&cased_like(mark, ordinal(day.day)))
                }
                other => out.push_str(other),
            }
        }
        out
    }

    /// Whether its day or its month begins with a zero.
    fn has_zero(&self) -> bool {
        let piece = |part: Option<usize>| part.and_then(|at| self.pieces.get(at));
        let mut parts = [self.parts.day, self.parts.month].into_iter();
        parts.any(|part| piece(part).is_some_and(|piece| piece.starts_with('0')))
    }

    fn is_named(&self) -> bool {
        let name = self.parts.month.and_then(|at| self.pieces.get(at));
        name.is_some_and(|piece| month_by_name(piece).is_some())
    }

    fn number(&self, part: Option<usize>) -> Option<u32> {
        self.pieces.get(part?)?.parse().ok()
    }

    /// The month, from 1.
    fn month(&self) -> Option<u32> {
        let piece = self.pieces.get(self.parts.month?)?;
        month_by_name(piece).or_else(|| piece.parse().ok())
    }

    /// Whether each part is within the calendar.
    fn is_sound(&self) -> bool {
        let within = |part: Option<usize>, value: Option<u32>, range: Range<u32>| {
            part.is_none() || value.is_some_and(|value| range.contains(&value))
        };
        within(self.parts.month, self.month(), 1..13)
            && within(self.parts.day, self.number(self.parts.day), 1..32)
    }
}

/// A month by its English name or the first letters of it.
fn month_by_name(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| {
        *name == word
            || (name.get(..3) == Some(word.as_str()))
            || (*name == "september" && word == "sept")
    })?;
    u32::try_from(at + 1).ok()
}

/// The century of a year of two figures, which only matters for leap days: 1970 to 2069.
const fn century(year: i64) -> i64 {
    if year < 70 { 2000 } else { 1900 }
}

/// The same day so many days later in whole months.
fn by_months(year: i64, month: i64, days: i64) -> Day {
    // 400 years have 4800 months and 146,097 days.
    let months = (days * 4800 + days.signum() * 73_048) / 146_097;
    let then = year * 12 + month - 1 + months;
    Day {
        year: then.div_euclid(12),
        month: then.rem_euclid(12) + 1,
        day: 1,
    }
}

/// The English name of a month, from 1.
pub(super) fn month_name(month: i64) -> &'static str {
    let at = usize::try_from(month - 1).ok();
    at.and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

/// The name of a month as long and in the same case as `name`.
fn month_like(name: &str, month: i64) -> String {
    let full = month_name(month);
    let short = name.len() < 5
        && !MONTHS
            .iter()
            .any(|whole| whole.eq_ignore_ascii_case(name) && whole.len() > 3);
    cased_like(
        name,
        if short {
            full.get(..3).unwrap_or(full)
        } else {
            full
        },
    )
}

fn cased_like(like: &str, word: &str) -> String {
    let mut letters = like.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_upper = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
    match (is_upper(first), is_upper(second)) {
        (true, true) => word.to_ascii_uppercase(),
        (true, false) => {
            let (head, tail) = word.split_at_checked(1).unwrap_or((word, ""));
            head.to_ascii_uppercase() + tail
        }
        _ => word.to_owned(),
    }
}

fn is_ordinal(mark: &str) -> bool {
    FILLERS
        .iter()
        .take(4)
        .any(|one| mark.eq_ignore_ascii_case(one))
}

pub(super) fn ordinal(day: i64) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

fn pieces(value: &str) -> Vec<&str> {
    let class = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
    let mut pieces = Vec::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let end = rest
            .find(|c| class(c) != class(first))
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// "19580311", "20251118093305", "09151983".
fn packed<'t>(pieces: &[&'t str]) -> Option<Written<'t>> {
    let [figures] = pieces else { return None };
    if !figures.bytes().all(|byte| byte.is_ascii_digit()) || ![8, 12, 14].contains(&figures.len()) {
        return None;
    }
    let american = figures.len() == 8 && !figures.starts_with("19") && !figures.starts_with("20");
    let (cuts, order): ([usize; 2], [usize; 3]) = match american {
        true => ([2, 4], [1, 0, 2]),
        false => ([4, 6], [2, 1, 0]),
    };
    let [first, second] = cuts;
    let pieces = [0..first, first..second, second..8, 8..figures.len()]
        .into_iter()
        .filter_map(|range| figures.get(range))
        .collect();
    let [day, month, year] = order.map(Some);
    Some(Written {
        pieces,
        parts: Parts { day, month, year },
        packed: true,
    })
}

fn parts(pieces: &[&str]) -> Option<Parts> {
    let (mut numbers, mut months) = (Vec::new(), Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        match piece.bytes().next()? {
            b'0'..=b'9' => numbers.push(at),
            byte if !byte.is_ascii_alphabetic() => {}
            _ if month_by_name(piece).is_some() => months.push(at),
            _ if FILLERS.iter().any(|word| piece.eq_ignore_ascii_case(word)) => {}
            _ => return None,
        }
    }
    match months[..] {
        [] => in_figures(pieces, &numbers),
        [month] => by_name(pieces, &numbers, month),
        _ => None,
    }
}

/// Month and day, month and year, or all three.
fn in_figures(pieces: &[&str], numbers: &[usize]) -> Option<Parts> {
    let long = |at: usize| pieces.get(at).is_some_and(|piece| piece.len() == 4);
    let short = |at: usize| pieces.get(at).is_some_and(|piece| piece.len() <= 2);
    let over = |at: usize| {
        pieces
            .get(at)
            .and_then(|piece| piece.parse().ok())
            .is_some_and(|n: u32| n > 12)
    };
    let (day, month, year) = match *numbers {
        [a, b, c] if long(a) && short(b) && short(c) => (Some(c), b, Some(a)),
        [a, b, c] if short(a) && short(b) && (long(c) || short(c)) && over(a) => {
            (Some(a), b, Some(c))
        }
        [a, b, c] if short(a) && short(b) && (long(c) || short(c)) => (Some(b), a, Some(c)),
        [a, b] if long(a) && short(b) => (None, b, Some(a)),
        [a, b] if short(a) && long(b) => (None, a, Some(b)),
        [a, b] if short(a) && short(b) => (Some(b), a, None),
        _ => return None,
    };
    Some(Parts {
        day,
        month: Some(month),
        year,
    })
}

/// "March 3, 2026", "21 Oct 2025", "June 2025", "Aug 16", "March".
fn by_name(pieces: &[&str], numbers: &[usize], month: usize) -> Option<Parts> {
    let long = |at: usize| pieces.get(at).is_some_and(|piece| piece.len() == 4);
    let short = |at: usize| pieces.get(at).is_some_and(|piece| piece.len() <= 2);
    let marked = |at: usize| {
        at.checked_sub(1)
            .and_then(|at| pieces.get(at))
            .is_some_and(|mark| mark.ends_with(['\'', '\u{2019}']))
    };
    let (day, year) = match *numbers {
        [] => (None, None),
        [year] if long(year) || (marked(year) && short(year)) => (None, Some(year)),
        [day] if short(day) => (Some(day), None),
        [day, year]
            if short(day)
                && month < year
                && (long(year) || (short(year) && day < month || marked(year))) =>
        {
            (Some(day), Some(year))
        }
        _ => return None,
    };
    Some(Parts {
        day,
        month: Some(month),
        year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifted_dates_keep_their_writing() {
        for (date, shifted) in [
            ("March 3, 2026", "March 31, 2026"),
            ("21 Oct 2025", "18 Nov 2025"),
            ("18-JAN-1957", "15-FEB-1957"),
            ("4th of January", "1st of February"),
            ("Nov. 3rd", "Dec. 1st"),
            ("Sept 30", "Oct 28"),
            ("02 DEC 25", "30 DEC 25"),
            ("2/4/71", "3/4/71"),
            ("02/04/1971", "03/04/1971"),
            ("12-20-25", "1-17-26"),
            ("10.02.1981", "10.30.1981"),
            ("31/12/1999", "28/1/2000"),
            ("9/25/'24", "10/23/'24"),
            ("2025-11-01", "2025-11-29"),
            ("20251118093305", "20251216093305"),
            ("19580311", "19580408"),
            ("09151983", "10131983"),
            ("11/2024", "12/2024"),
            ("2019-05", "2019-06"),
            ("June 2025", "July 2025"),
            ("May 3", "May 31"),
            ("12/20", "1/17"),
            ("3/4", "04/01"),
        ] {
            let written = Written::read(date).unwrap();
            assert_eq!(
                written.shifted(28, 2025).as_deref(),
                Some(shifted),
                "{date}"
            );
        }
    }

    #[test]
    fn what_is_not_surely_understood_is_not_read() {
        for date in [
            "",
            "14th",
            "second",
            "march thirty first",
            "Jan 19-22, 2025",
            "1998 to 2001",
            "40/50/60",
            "2\\u002f4",
            "１2/4/71",
            "Mar Apr 3",
            "123/4/5",
            "10/2, 10/16",
        ] {
            assert!(Written::read(date).is_none(), "{date}");
        }
    }

    #[test]
    fn scores_are_not_telling() {
        for (date, telling) in [
            ("3/4", false),
            ("10/10", false),
            ("9/30", false),
            ("in", false),
            ("May", false),
            ("9/25", true),
            ("09/30", true),
            ("Aug 16", true),
            ("11/2024", true),
            ("2/4/71", true),
        ] {
            assert_eq!(
                Written::read(date).is_some_and(|date| date.is_telling()),
                telling,
                "{date}"
            );
        }
        assert_eq!(
            Written::read("11/12").unwrap().shifted(28, 2025),
            None,
            "12/10"
        );
        assert_eq!(Written::read("May").unwrap().shifted(28, 2025), None);
    }
}
