//! Telephone and fax numbers: the same area code, and a line from 555-0100 to 555-0199, which are reserved for fiction.
//!
//! Numbers outside the North American plan have no such range that we know and get no stand-in.

use super::cast::Cast;
use super::number::{self, pour, signs};

/// Figures of a number without its area code.
const LOCAL: usize = 7;
/// Lines that are reserved for fiction in every area.
const LINES: usize = 100;

/// The number that plays `value`.
pub(super) fn stand_in(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let digits =
        |text: &str| signs(text).filter(|signs| signs.bytes().all(|byte| byte.is_ascii_digit()));
    let (number, extension) = value
        .find(|c: char| c.is_ascii_alphabetic())
        .and_then(|at| value.split_at_checked(at))
        .unwrap_or((value, ""));
    if number.is_empty() {
        return number::stand_in(cast, value);
    }
    let (line, more) = (line(cast, number, &digits(number)?)?, digits_of(extension));
    let more = match more.is_empty() {
        true => more,
        false => short(cast, &more)?,
    };
    Some(line + &pour_digits(extension, &more))
}

/// The number without its extension.
fn line(cast: &mut Cast<'_>, number: &str, digits: &str) -> Option<String> {
    let country = match digits.len() {
        7 | 10 => "",
        11 if digits.starts_with('1') => "1",
        _ => return None,
    };
    let own = digits.strip_prefix(country)?;
    let area = own.get(..own.len() - LOCAL)?;
    let played = cast.number(own, |draw| {
        Some(format!("{area}55501{:02}", draw.below(LINES)))
    })?;
    Some(pour(number, &[country, &played].concat()))
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// An extension of as many figures; it may be any, as it only means something behind its number.
fn short(cast: &mut Cast<'_>, digits: &str) -> Option<String> {
    let mut draw = cast.draw();
    let drawn = std::iter::repeat_with(|| 1 + draw.below(9)).take(digits.len());
    Some(drawn.map(|digit| digit.to_string()).collect())
}

fn pour_digits(text: &str, digits: &str) -> String {
    let mut digits = digits.chars();
    let place = |c: char| {
        if c.is_ascii_digit() {
            digits.next().unwrap_or(c)
        } else {
            c
        }
    };
    text.chars().map(place).collect()
}
