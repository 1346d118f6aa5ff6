//! Dates: all of a conversation shifted by one number of days, so that intervals stay, and of weeks, so that weekdays do.
//!
//! What would say too little to be told from a score, a dose or a word ("10/12", "14th", "in May") gets no stand-in: a reply
//! that happens to hold it must not be changed.

use super::draw::Draw;
use super::standing::standing;
use crate::placeholder::Tag;
use crate::replace::civil::Day;
use crate::replace::date::Written;
use crate::replace::spot::Spot;
use crate::segment::Segment;
use std::collections::BTreeSet;

/// Fewest and most weeks of a shift.
const WEEKS: (usize, usize) = (4, 52);
/// How many shifts are tried.
const TRIES: usize = 32;
/// How many dates of a text are looked at to choose one.
const MOST: usize = 200;
/// The year of dates without one when no date has one.
const YEAR: i64 = 2025;

/// How the dates of a conversation are shifted.
#[derive(Clone)]
pub(super) struct Shift {
    pub(super) days: i64,
    /// The year in which dates without one are taken to be: that of the first date with one.
    pub(super) year: i64,
    /// The days that real dates mean: no stand-in may mean one of them.
    real: BTreeSet<Day>,
}

impl Shift {
    /// The first shift drawn that suits every date of the first text with dates; the best one if none does. Later texts do
    /// not change it.
    pub(super) fn choose(draw: &mut Draw, segments: &[Segment<'_>], spots: &[&Spot<'_>]) -> Self {
        let dates = spots.iter().filter(|spot| spot.tag == Tag::Date);
        let all: Vec<&str> = dates.clone().map(|spot| spot.value).collect();
        let mut written = all.iter().filter_map(|value| Written::read(value));
        let year = written.find_map(|date| date.long_year()).unwrap_or(YEAR);
        let first = dates.clone().map(|spot| spot.since.0).min().unwrap_or(0);
        let early = dates.filter(|spot| spot.since.0 == first);
        let early: Vec<&str> = early.map(|spot| spot.value).take(MOST).collect();
        let text = segments.get(first).map_or("", |segment| segment.text);
        let real = meant(&early, year);
        let days = (0..TRIES).map(|_| days(draw)).min_by_key(|days| {
            let real = real.clone();
            let shift = Self {
                days: *days,
                year,
                real,
            };
            shift.misfits(text, &early)
        });
        Self {
            days: days.unwrap_or(28),
            year,
            real: meant(&all, year),
        }
    }

    /// How many dates get no stand-in that is free in the text.
    fn misfits(&self, text: &str, values: &[&str]) -> usize {
        let shifted: Vec<String> = values
            .iter()
            .filter_map(|value| self.stand_in(value))
            .collect();
        let lost = values.len() - shifted.len();
        lost + standing(std::iter::once(text), &shifted).len()
    }

    /// The date that plays `value`.
    pub(super) fn stand_in(&self, value: &str) -> Option<String> {
        let written = Written::read(value)?;
        let played = written.day(self.year).map(|day| day.plus(self.days));
        let real = played.is_some_and(|day| self.real.contains(&day));
        (!real).then(|| written.shifted(self.days, self.year))?
    }
}

/// The days that dates mean.
fn meant(dates: &[&str], year: i64) -> BTreeSet<Day> {
    let days = dates
        .iter()
        .filter_map(|date| Written::read(date)?.day(year));
    days.collect()
}

fn days(draw: &mut Draw) -> i64 {
    let (least, most) = WEEKS;
    let weeks = i64::try_from(least + draw.below(most + 1 - least)).unwrap_or(4);
    7 * if draw.below(2) == 0 { weeks } else { -weeks }
}
