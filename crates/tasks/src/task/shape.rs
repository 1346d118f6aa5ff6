//! What one line must hold to be of use: a day, a phone number, an NPI.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a line holds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A day of the calendar.
    Day,
    /// A National Provider Identifier: ten digits, the last of which checks the others (45 CFR 162.406).
    Npi,
    /// A phone number with its area code.
    Phone,
}

/// How people write days in forms.
const DAYS: [&str; 6] = [
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%m/%d/%y",
    "%Y-%m-%d",
    "%B %d, %Y",
    "%b %d, %Y",
];

/// Fewest digits of a phone number in the United States.
const PHONE: usize = 10;

/// What an NPI is preceded by when its last digit is reckoned (the standard for health industry numbers, issuer 80840).
const ISSUER: &str = "80840";

impl Shape {
    /// Whether a value has it.
    #[must_use]
    pub fn fits(self, value: &str) -> bool {
        let digits = || value.chars().filter(char::is_ascii_digit);
        match self {
            Shape::Day => DAYS.iter().any(|form| Date::strptime(form, value).is_ok()),
            Shape::Npi => is_npi(value),
            Shape::Phone => digits().count() >= PHONE,
        }
    }

    /// What to write, in plain words.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Shape::Day => "write a day, such as 11/26/2026",
            Shape::Npi => "write the ten digits as they are on file; one of these is not right",
            Shape::Phone => "write the number with its area code, such as 614-555-0100",
        }
    }

    /// Stable code, such as `not_a_day`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Shape::Day => "not_a_day",
            Shape::Npi => "not_an_npi",
            Shape::Phone => "not_a_phone",
        }
    }
}

/// Whether ten digits check each other (Luhn, ISO/IEC 7812-1).
fn is_npi(value: &str) -> bool {
    let whole = value.len() == 10 && value.bytes().all(|byte| byte.is_ascii_digit());
    let digits = ISSUER.chars().chain(value.chars()).rev();
    let weighed = digits.filter_map(|digit| digit.to_digit(10)).enumerate();
    let sum: u32 = weighed
        .map(|(at, digit)| match at % 2 {
            0 => digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    whole && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        for day in [
            "02/04/1971",
            "2/4/71",
            "1971-02-04",
            "February 4, 1971",
            "Feb 4, 1971",
        ] {
            assert!(Shape::Day.fits(day), "{day}");
        }
        for other in ["13/45/2058", "yesterday", "2/30/2026", "1971", ""] {
            assert!(!Shape::Day.fits(other), "{other}");
        }
    }

    #[test]
    fn numbers() {
        assert!(Shape::Npi.fits("1234567893"));
        for other in ["1234567890", "12345", "123456789x"] {
            assert!(!Shape::Npi.fits(other), "{other}");
        }
        assert!(Shape::Phone.fits("(740) 555-0100"));
        assert!(!Shape::Phone.fits("call us"));
    }
}
