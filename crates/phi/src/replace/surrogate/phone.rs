//! Telephone and fax numbers: the same area code, and a line from 555-0100 to 555-0199, which are reserved for fiction.
//!
//! Numbers outside the North American plan have no such range that we know and get no stand-in.

use super::cast::Cast;
use super::number::{pour, signs};

/// Figures of a number without its area code.
const LOCAL: usize = 7;
/// Lines that are reserved for fiction in every area.
const LINES: usize = 100;

/// Fewest figures of an extension that stands alone.
const LEAST: usize = 4;

/// The number that plays `value`: its line, and an extension behind a word ("x11").
pub(super) fn stand_in(cast: &mut Cast<'_>, value: &str) -> Option<String> {
    let word = value.find(|c: char| c.is_ascii_alphabetic());
    let (number, extension) = value.split_at_checked(word.unwrap_or(value.len()))?;
    let figures = signs(extension)?.bytes().filter(u8::is_ascii_digit).count();
    let told = !number.is_empty() || figures >= LEAST;
    let line = match number {
        "" => String::new(),
        number => line(cast, number)?,
    };
    // An extension may be any: it only means something behind its number.
    told.then(|| line + &cast.draw().figures(extension))
}

/// The number without its extension.
fn line(cast: &mut Cast<'_>, number: &str) -> Option<String> {
    let digits = signs(number)?;
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
