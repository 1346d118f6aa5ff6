//! A date as it is written, taken apart: which groups are its day, month and year.
//!
//! Figures with marks between them, months by name and packed timestamps are read. Everything else (spelled dates,
//! ranges, escapes) is not, because a wrong reading would be worse than none.

use std::ops::Range;

/// A written date in pieces: runs of figures, of letters, and of what stands between.
pub(super) struct Written<'t> {
    pieces: Vec<&'t str>,
    parts: Parts,
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
            Some(Self { pieces, parts })
        })?;
        written.is_sound().then_some(written)
    }

    /// The year as it is written, of two or four figures.
    pub(super) fn year(&self) -> Option<u32> {
        self.number(self.parts.year)
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
