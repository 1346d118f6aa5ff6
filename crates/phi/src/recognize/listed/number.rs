//! Columns of figures: numbers that tell people apart, and days without marks.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::span::Span;
use crate::text::Page;

/// How many digits a number has that tells people apart; one of so few needs so many lines.
pub(super) const DIGITS: RangeInclusive<usize> = 4..=12;
const FEW: usize = 4;
const LINES: usize = 3;
/// How far apart short numbers are at least: the rooms of one floor are closer.
const FLOOR: u64 = 100;

/// The cells of a column that have the form of most of them.
pub(super) fn alike(page: &Page<'_>, cells: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut by_form: BTreeMap<(&str, usize), Vec<Span>> = BTreeMap::new();
    for cell in cells {
        if let Some(form) = form(page.slice(cell)) {
            by_form.entry(form).or_default().push(cell);
        }
    }
    let most = by_form.into_values().max_by_key(Vec::len);
    most.unwrap_or_default()
}

/// Whether numbers of one form differ, and are neither times of day, years nor a count of the lines.
pub(super) fn tell_apart(page: &Page<'_>, cells: &[Span]) -> bool {
    let texts: Vec<&str> = cells.iter().map(|cell| page.slice(*cell)).collect();
    let Some((head, digits)) = texts.first().and_then(|text| form(text)) else {
        return false;
    };
    let numbers = texts
        .iter()
        .filter_map(|text| text.get(head.len()..)?.parse::<u64>().ok());
    let numbers: Vec<u64> = numbers.collect();
    let distinct: BTreeSet<u64> = numbers.iter().copied().collect();
    let pairs = || numbers.iter().zip(numbers.iter().skip(1));
    let counts = pairs().all(|(one, next)| *next == one + 1);
    let apart = distinct.last().zip(distinct.first());
    let spread = apart.is_some_and(|(last, first)| last - first >= FLOOR);
    let enough = digits > FEW || (texts.len() >= LINES && spread);
    let other = head.is_empty()
        && (numbers.iter().all(|one| is_clock(*one)) || numbers.iter().all(|one| is_year(*one)));
    distinct.len() > 1 && enough && !other && !(counts && numbers.first() < Some(&10))
}

/// The letters before a number and how many digits it has; none for what is no number.
fn form(text: &str) -> Option<(&str, usize)> {
    let head = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (head, rest) = text.split_at_checked(head)?;
    let digits = rest.bytes().all(|byte| byte.is_ascii_digit());
    (digits && head.len() <= 4 && DIGITS.contains(&rest.len())).then_some((head, rest.len()))
}

fn is_clock(number: u64) -> bool {
    number < 2400 && number % 100 < 60
}

fn is_year(number: u64) -> bool {
    (1900..2100).contains(&number)
}

/// "260211", "021126": six figures that are a day of these years, the year first or last.
pub(super) fn is_day(text: &str) -> bool {
    let fits = |from: usize| text.get(from..from + 4);
    let month = |part: &str| {
        part.get(..2)
            .is_some_and(|month| ("01"..="12").contains(&month))
    };
    let day = |part: &str| {
        part.get(2..)
            .is_some_and(|day| ("01"..="31").contains(&day))
    };
    let year = |from: usize| {
        let year = text.get(from..from + 2);
        year.is_some_and(|year| ("20".."40").contains(&year))
    };
    let is =
        |at: usize, of: usize| fits(at).is_some_and(|part| month(part) && day(part)) && year(of);
    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && (is(2, 0) || is(0, 4))
}
