//! The year of a date, 45 CFR 164.514(b)(2)(i)(C): all that may stay of it, and not always.

use super::TOO_OLD;
use crate::replace::date::Written;

/// Years that can be meant, as dates are recognized.
pub(super) const YEARS: std::ops::Range<u32> = 1890..2100;

/// The year that a date names, if it may stay in the year `now`. A year so far back that a person born in it can be over
/// 89 may not.
pub(super) fn of(date: &str, now: u32) -> Option<String> {
    let year = named(date, now)?;
    (YEARS.contains(&year) && year + TOO_OLD > now).then(|| year.to_string())
}

/// Whether it is the birth date of somebody who can be over 89 in the year `now`.
pub(super) fn tells_great_age(birth: &str, now: u32) -> bool {
    named(birth, now).is_some_and(|year| YEARS.contains(&year) && year + TOO_OLD <= now)
}

/// The year that a date names.
fn named(date: &str, now: u32) -> Option<u32> {
    match Written::read(date).and_then(|written| written.year()) {
        Some(short) if short < 100 => Some(full(short, now)),
        Some(year) => Some(year),
        None => only_year(date),
    }
}

/// Two figures mean the current century up to next year, where appointments lie, else the one before.
fn full(short: u32, now: u32) -> u32 {
    let year = now - now % 100 + short;
    if year > now + 1 { year - 100 } else { year }
}

/// The one group of four figures that is a year: "January 19-22, 2025".
fn only_year(date: &str) -> Option<u32> {
    let mut years = date
        .split(|c: char| !c.is_alphanumeric())
        .filter(|group| group.len() == 4)
        .filter_map(|group| group.parse().ok())
        .filter(|year| YEARS.contains(year));
    let year = years.next()?;
    years.next().is_none().then_some(year)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_the_year_stays() {
        for (date, year) in [
            ("March 3, 2026", Some("2026")),
            ("2/4/71", Some("1971")),
            ("02 DEC 25", Some("2025")),
            ("9/25/'24", Some("2024")),
            ("2025-11-01", Some("2025")),
            ("20251118093305", Some("2025")),
            ("11/2024", Some("2024")),
            ("3/1/27", Some("2027")),
            ("Jan 19-22, 2025", Some("2025")),
            ("1st day of December, 2025", Some("2025")),
            ("9/30", None),
            ("Aug 16", None),
            ("14th", None),
            ("march thirty first eighty two", None),
            ("1998 to 2001", None),
        ] {
            assert_eq!(of(date, 2026).as_deref(), year, "{date}");
        }
    }

    #[test]
    fn a_year_that_tells_an_age_over_89_goes() {
        for (date, year) in [
            ("2/4/1937", Some("1937")),
            ("2/4/1936", None),
            ("2/4/36", None),
            ("19280311", None),
            ("March 1931", None),
        ] {
            assert_eq!(of(date, 2026).as_deref(), year, "{date}");
        }
    }
}
