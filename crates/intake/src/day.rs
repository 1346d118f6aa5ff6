//! A calendar day as people write it: `3/14/1961`, `1961-03-14`, `14 Mar 1961`, `March 14, 1961`, `19610314`.

/// A day. Whether it exists (February 30) is not asked: the same digits are the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    /// With its century.
    pub(crate) year: u16,
    month: u16,
    day: u16,
}

/// Longest way to write a day: "September 14th, 1961".
const LONGEST: usize = 20;

/// Two digits up to this one are a year of this century.
const PIVOT: u16 = 30;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

impl Day {
    /// The day that a text is, as a whole; a time behind it is left out.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let day = without_time(text);
        if day.len() > LONGEST {
            return None;
        }
        let mut parts = day
            .split(['/', '-', '.', ' ', ','])
            .filter(|part| !part.is_empty());
        match (parts.next()?, parts.next(), parts.next(), parts.next()) {
            (digits, None, ..) => Self::compact(digits),
            (one, Some(two), Some(three), None) => Self::parts(one, two, three),
            _ => None,
        }
    }

    fn compact(digits: &str) -> Option<Self> {
        let number = |from: usize, to: usize| number(digits.get(from..to)?);
        if digits.len() != 8 {
            return None;
        }
        Self::checked(number(0, 4)?, number(4, 6)?, number(6, 8)?)
            .or_else(|| Self::checked(number(4, 8)?, number(0, 2)?, number(2, 4)?))
    }

    fn parts(one: &str, two: &str, three: &str) -> Option<Self> {
        if let Some(year) = number(one).filter(|_| one.len() == 4) {
            return Self::checked(year, month(two)?, number(three)?);
        }
        let year = year(three)?;
        let american = || Self::checked(year, month(one)?, number(ordinal(two))?);
        american().or_else(|| Self::checked(year, month(two)?, number(ordinal(one))?))
    }

    fn checked(year: u16, month: u16, day: u16) -> Option<Self> {
        let is =
            (1850..=2150).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is.then_some(Self { year, month, day })
    }
}

/// `1961-03-14T08:00` without its time.
fn without_time(text: &str) -> &str {
    let time = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    text.split_once('T')
        .filter(|(_, rest)| time(rest))
        .map_or(text, |(day, _)| day)
}

fn number(digits: &str) -> Option<u16> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

/// "14th" without its letters.
fn ordinal(part: &str) -> &str {
    part.trim_end_matches(|c: char| c.is_ascii_lowercase())
}

fn year(digits: &str) -> Option<u16> {
    let number = number(digits)?;
    match digits.len() {
        2 if number <= PIVOT => Some(2000 + number),
        2 => Some(1900 + number),
        4 => Some(number),
        _ => None,
    }
}

/// The number of a month, from its name or its digits.
fn month(part: &str) -> Option<u16> {
    let named = || {
        let start = part.get(..3)?.to_ascii_lowercase();
        let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let at = MONTHS.iter().position(|month| *month == start)?;
        u16::try_from(at + 1).ok().filter(|_| letters)
    };
    number(part).or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let day = Day {
            year: 1961,
            month: 3,
            day: 14,
        };
        for text in [
            "3/14/1961",
            "03-14-1961",
            "3/14/61",
            "14.3.1961",
            "1961-03-14",
            "1961/3/14",
            "19610314",
            "03141961",
            "March 14, 1961",
            "14 Mar 1961",
            "14-MAR-61",
            "Mar 14 61",
            "March 14th 1961",
            "1961-03-14T08:00:00Z",
        ] {
            assert_eq!(Day::of(text), Some(day), "{text}");
        }
        assert_eq!(Day::of("July 4, 1971"), Day::of("7/4/1971"));
        assert_eq!(Day::of("4-OCT-1971"), Day::of("10/4/1971"));
        assert_eq!(Day::of("2/4/05").map(|day| day.year), Some(2005));
    }

    #[test]
    fn no_days() {
        for text in [
            "",
            "3/14",
            "1961",
            "2093-3",
            "614-555-0100",
            "512-44-9081",
            "99213",
            "4.1",
            "13/14/1961",
            "3/14/1961/2",
            "Smith 14, 1961",
            "00000000",
            "+3/14/1961",
            "3/14/161",
            "120/80/70/60",
            "é/é/é",
        ] {
            assert_eq!(Day::of(text), None, "{text}");
        }
    }
}
