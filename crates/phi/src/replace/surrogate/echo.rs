//! Other ways in which a reply may write a stand-in: "2026-04-14" as "April 14", "(614) 555-0142" as "6145550142", a first name
//! alone.
//!
//! A stand-in that came back unrecognized would be a wrong date or number in a chart that nobody notices, so the usual ways are
//! known too. What could mean two values means none.

use super::calendar::Shift;
use super::cast::Cast;
use crate::replace::civil::Day;
use crate::replace::date::{Written, capitalized, month_name, ordinal};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Ways of writing with the values that they mean; nothing where they would mean two.
#[derive(Default)]
pub(super) struct Echoes(BTreeMap<String, Option<String>>);

impl Echoes {
    /// Of all words and numbers that were cast, and of the dates that have a stand-in.
    pub(super) fn of<'d>(
        cast: &Cast<'_>,
        shift: &Shift,
        dates: impl Iterator<Item = &'d str>,
    ) -> Self {
        let mut echoes = Self::default();
        for (part, word) in cast.parts() {
            echoes.note(part, word);
        }
        for (number, signs) in cast.numbers() {
            for (echo, value) in numbers(number).into_iter().zip(numbers(signs)) {
                echoes.note(echo, value);
            }
        }
        for date in dates {
            echoes.date(date, shift);
        }
        echoes
    }

    /// Each way of writing that means one value.
    pub(super) fn into_iter(self) -> impl Iterator<Item = (String, String)> {
        let all = self.0.into_iter();
        all.filter_map(|(echo, value)| Some((echo, value?)))
    }

    pub(super) fn note(&mut self, echo: String, value: String) {
        let known = self.0.entry(echo).or_insert_with(|| Some(value.clone()));
        if known.as_deref() != Some(value.as_str()) {
            *known = None;
        }
    }

    fn date(&mut self, value: &str, shift: &Shift) {
        let written = Written::read(value);
        let Some((real, year)) =
            written.and_then(|date| Some((date.day(shift.year)?, date.year())))
        else {
            return;
        };
        let played = real.plus(shift.days);
        self.days(without_year(played), without_year(real));
        // Two figures may mean either century.
        let centuries: &[i64] = match year {
            None => &[],
            Some(..100) => &[-100, 0, 100],
            Some(_) => &[0],
        };
        for years in centuries {
            self.days(with_year(played, *years), with_year(real, *years));
        }
    }

    /// Writings of one day with those of the real one. "12/23" is with and without zeros the same; the first one counts.
    fn days<const N: usize>(&mut self, played: [String; N], real: [String; N]) {
        let mut met = BTreeSet::new();
        for (echo, value) in played.into_iter().zip(real) {
            if met.insert(echo.clone()) {
                self.note(echo, value);
            }
        }
    }
}

fn with_year(Day { year, month, day }: Day, later: i64) -> [String; 9] {
    let (name, short) = names(month);
    let (year, two) = (year + later, year.rem_euclid(100));
    [
        format!("{year:04}-{month:02}-{day:02}"),
        format!("{month}/{day}/{year:04}"),
        format!("{month:02}/{day:02}/{year:04}"),
        format!("{month}/{day}/{two:02}"),
        format!("{month:02}/{day:02}/{two:02}"),
        format!("{name} {day}, {year:04}"),
        format!("{short} {day}, {year:04}"),
        format!("{day} {name} {year:04}"),
        format!("{day} {short} {year:04}"),
    ]
}

fn without_year(Day { month, day, .. }: Day) -> [String; 3] {
    let (name, short) = names(month);
    [
        format!("{name} {day}"),
        format!("{name} {day}{}", ordinal(day)),
        format!("{short} {day}"),
    ]
}

/// The name of a month, whole and shortened.
fn names(month: i64) -> (String, String) {
    let name = capitalized(month_name(month));
    let short = name.chars().take(3).collect();
    (name, short)
}

/// A number without separators and, where it has the length of a telephone or Social Security number, with the usual ones.
fn numbers(signs: &str) -> Vec<String> {
    let part = |range: Range<usize>| signs.get(range).unwrap_or_default();
    let digits = signs.bytes().all(|byte| byte.is_ascii_digit());
    let mut all = vec![signs.to_owned()];
    match signs.len() {
        10 if digits => {
            let (area, exchange, line) = (part(0..3), part(3..6), part(6..10));
            all.extend([
                format!("({area}) {exchange}-{line}"),
                format!("{area}-{exchange}-{line}"),
                format!("{area}.{exchange}.{line}"),
                format!("{exchange}-{line}"),
            ]);
        }
        9 if digits => all.push(format!("{}-{}-{}", part(0..3), part(3..5), part(5..9))),
        _ => {}
    }
    all
}
