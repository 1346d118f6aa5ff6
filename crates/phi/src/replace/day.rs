//! Birth dates by their digits: "03/14/1961", "1961_03_14" and "March 14, 1961" are one.
//!
//! Every order of day, month and year is looked for, since a value that stands elsewhere need not be read as a date
//! there. Six digits are too few to be told from other numbers.

use super::digits::LEAST;
use crate::kind::Kind;

/// A year, a month and a day, as numbers.
pub(crate) type Day = (u32, u32, u32);

/// The digits with which a date may be written; none when the value is no date, or no whole one.
pub(super) fn numbers(kind: Kind, value: &str) -> Vec<String> {
    let days = if kind == Kind::Date {
        days(value)
    } else {
        Vec::new()
    };
    days.into_iter()
        .flat_map(orders)
        .filter(|digits| digits.len() >= LEAST)
        .collect()
}

fn orders((year, month, day): Day) -> [String; 6] {
    [
        format!("{year}{month:02}{day:02}"),
        format!("{month:02}{day:02}{year}"),
        format!("{day:02}{month:02}{year}"),
        format!("{year}{month}{day}"),
        format!("{month}{day}{year}"),
        format!("{day}{month}{year}"),
    ]
}

/// What a written date may mean: a year of two figures leaves the century open.
pub(crate) fn days(value: &str) -> Vec<Day> {
    let words = || value.split(|c: char| !c.is_alphabetic());
    let numbers: Vec<&str> = value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let parts = match numbers[..] {
        [packed] => unpacked(packed),
        [a, b] => words().find_map(month).map(|month| {
            if a.len() == 4 {
                [a, month, b]
            } else {
                [b, month, a]
            }
        }),
        [year, month, day] if year.len() == 4 => Some([year, month, day]),
        [month, day, year] => Some([year, month, day]),
        _ => None,
    };
    parts.map(meant).unwrap_or_default()
}

/// "19610314", "03141961".
fn unpacked(figures: &str) -> Option<[&str; 3]> {
    let cut = |at| figures.split_at_checked(at).filter(|_| figures.len() == 8);
    let (head, tail) = cut(4)?;
    Some(if head.starts_with("19") || head.starts_with("20") {
        [head, tail.get(..2)?, tail.get(2..)?]
    } else {
        [tail, head.get(..2)?, head.get(2..)?]
    })
}

/// The number of a month by its name or the first letters of it.
fn month(word: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("jan", "1"),
        ("feb", "2"),
        ("mar", "3"),
        ("apr", "4"),
        ("may", "5"),
        ("jun", "6"),
        ("jul", "7"),
        ("aug", "8"),
        ("sep", "9"),
        ("oct", "10"),
        ("nov", "11"),
        ("dec", "12"),
    ];
    let head = word.get(..3)?;
    let known = MONTHS
        .iter()
        .find(|(name, _)| head.eq_ignore_ascii_case(name));
    known.map(|(_, number)| *number)
}

/// The days that a year, a month and a day in figures may mean; the day first where the month can be none.
fn meant([year, month, day]: [&str; 3]) -> Vec<Day> {
    let [Ok(first), Ok(second)] = [month, day].map(str::parse::<u32>) else {
        return Vec::new();
    };
    let (month, day) = if first > 12 {
        (second, first)
    } else {
        (first, second)
    };
    let years: &[u32] = if year.len() == 2 { &[1900, 2000] } else { &[0] };
    let valid = (1..=12).contains(&month) && (1..=31).contains(&day) && matches!(year.len(), 2 | 4);
    let days = years.iter().filter(|_| valid).filter_map(|century| {
        let year: u32 = year.parse().ok()?;
        Some((century + year, month, day))
    });
    days.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_has_the_same_digits_however_it_is_written() {
        for value in [
            "03/14/1961",
            "3-14-61",
            "14.03.1961",
            "1961-03-14",
            "1961_03_14",
            "19610314",
            "03141961",
            "March 14, 1961",
            "14 Mar 1961",
            "Mar 14th '61",
        ] {
            let digits = numbers(Kind::Date, value);
            for order in ["19610314", "03141961", "14031961", "3141961"] {
                assert!(digits.iter().any(|one| one == order), "{value}: {order}");
            }
        }
    }

    #[test]
    fn what_is_no_whole_date_has_none() {
        for value in [
            "",
            "3/14",
            "1961",
            "13/32/1961",
            "March 1961",
            "614-555-0142",
            "fourteen",
        ] {
            assert_eq!(numbers(Kind::Date, value), [""; 0], "{value}");
        }
        assert_eq!(numbers(Kind::Mrn, "03/14/1961"), [""; 0]);
        let short = numbers(Kind::Date, "4/2/1971");
        assert!(short.iter().all(|digits| digits.len() >= LEAST));
    }
}
