//! Which piece of a written date is its day, its month, its year.

use super::{ORDINALS, month};

/// Places in the list of pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) day: Option<usize>,
    pub(super) month: Option<usize>,
    pub(super) year: Option<usize>,
}

/// Words that may stand beside the parts of a date and say nothing about them.
const FILLERS: [&str; 3] = ["day", "of", "the"];

/// Runs of figures, of ASCII letters, and of what stands between.
pub(super) fn pieces(value: &str) -> Vec<&str> {
    let class = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
    let mut pieces = Vec::new();
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| class(c) != class(first));
        let (piece, after) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// The pieces and parts of one run of figures: "19580311", "20251118093305", "09151983".
pub(super) fn packed(figures: &str) -> Option<(Vec<&str>, Parts)> {
    let numeric = figures.bytes().all(|byte| byte.is_ascii_digit());
    if !numeric || ![8, 12, 14].contains(&figures.len()) {
        return None;
    }
    let year_first = ["19", "20"]
        .iter()
        .any(|century| figures.starts_with(century));
    let (cuts, [day, month, year]) = match year_first || figures.len() > 8 {
        true => ([4, 6], [2, 1, 0]),
        false => ([2, 4], [1, 0, 2]),
    };
    let [first, second] = cuts;
    let ranges = [0..first, first..second, second..8, 8..figures.len()];
    let parts = Parts {
        day: Some(day),
        month: Some(month),
        year: Some(year),
    };
    let pieces = ranges.into_iter().filter_map(|range| figures.get(range));
    Some((pieces.collect(), parts))
}

/// The parts of a date of several pieces.
pub(super) fn parts(pieces: &[&str]) -> Option<Parts> {
    let (mut numbers, mut months) = (Vec::new(), Vec::new());
    let idle = |piece: &str| {
        let mut words = FILLERS.iter().chain(&ORDINALS);
        words.any(|word| piece.eq_ignore_ascii_case(word))
    };
    for (at, piece) in pieces.iter().enumerate() {
        match piece.bytes().next()? {
            b'0'..=b'9' => numbers.push(Number::new(pieces, at)),
            byte if !byte.is_ascii_alphabetic() => {}
            _ if month::by_name(piece).is_some() => months.push(at),
            _ if idle(piece) => {}
            _ => return None,
        }
    }
    match months[..] {
        [] => in_figures(&numbers),
        [month] => beside_name(&numbers, month),
        _ => None,
    }
}

/// A run of figures.
#[derive(Clone, Copy)]
struct Number {
    at: usize,
    /// Whether it has the length of a day, a month or a short year.
    short: bool,
    /// Whether it has the length of a whole year.
    long: bool,
    /// Whether it is more than there are months.
    no_month: bool,
    /// Whether an apostrophe stands before it: "'24".
    apostrophe: bool,
}

impl Number {
    fn new(pieces: &[&str], at: usize) -> Self {
        let figures = pieces.get(at).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        Self {
            at,
            short: figures.len() <= 2,
            long: figures.len() == 4,
            no_month: figures.parse::<u32>().is_ok_and(|number| number > 12),
            apostrophe: before.is_some_and(|mark| mark.ends_with(['\'', '\u{2019}'])),
        }
    }

    fn is_year(self) -> bool {
        self.short || self.long
    }
}

/// All three, month and day, or month and year.
fn in_figures(numbers: &[Number]) -> Option<Parts> {
    let (day, month, year) = match *numbers {
        [a, b, c] if a.long && b.short && c.short => (Some(c), b, Some(a)),
        [a, b, c] if a.short && b.short && c.is_year() && a.no_month => (Some(a), b, Some(c)),
        [a, b, c] if a.short && b.short && c.is_year() => (Some(b), a, Some(c)),
        [a, b] if a.long && b.short => (None, b, Some(a)),
        [a, b] if a.short && b.long => (None, a, Some(b)),
        [a, b] if a.short && b.short => (Some(b), a, None),
        _ => return None,
    };
    Some(Parts {
        day: day.map(|day| day.at),
        month: Some(month.at),
        year: year.map(|year| year.at),
    })
}

/// "March 3, 2026", "21 Oct 2025", "02 DEC 25", "June 2025", "Aug 16", "March".
fn beside_name(numbers: &[Number], month: usize) -> Option<Parts> {
    let (day, year) = match *numbers {
        [] => (None, None),
        [year] if year.long || (year.short && year.apostrophe) => (None, Some(year)),
        [day] if day.short => (Some(day), None),
        [day, year] if day.short && month < year.at && year.is_year() => {
            let told = year.long || year.apostrophe || day.at < month;
            (Some(day), Some(told.then_some(year)?))
        }
        _ => return None,
    };
    Some(Parts {
        day: day.map(|day| day.at),
        month: Some(month),
        year: year.map(|year| year.at),
    })
}
