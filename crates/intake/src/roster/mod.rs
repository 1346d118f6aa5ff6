//! Lists of several patients that say so by their form alone: rows that each hold a name and something that only one
//! person has, in whatever way they are written: CSV without a header, fixed columns, numbered lines, JSON arrays.
//!
//! A row is judged by capitals, days and digits, a list by how its rows differ. A list of one patient's problems, drugs
//! or vaccines has capitals and days too. But its days are near each other, or in order, and between its entries are some
//! that do not look like a name. Birth dates lie years apart and in no order. What this cannot tell, a finder of names
//! can: `found`.

mod births;
mod evidence;
pub(crate) mod found;
mod row;
mod said;

use crate::Export;
use evidence::{Evidence, Row};

/// The fewest digits that a day is written with: "3 Mar 61".
const DIGITS: usize = 3;

/// Recognizes a list of several patients.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let mut evidence = Evidence::default();
    for line in lines(text) {
        let mut people = people(line).into_iter().peekable();
        if people.peek().is_none() {
            evidence = Evidence::default();
        }
        people.for_each(|row| evidence.add(row));
        if evidence.is_export() {
            return Some(Export::PatientTable);
        }
    }
    None
}

/// The rows of a line that are people's. Most lines of a note are left at a glance: they have not even the digits of a day.
fn people(line: &str) -> Vec<Row<'_>> {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if digits < DIGITS {
        return Vec::new();
    }
    let mut rows = row::rows(line);
    rows.retain(Row::is_person);
    rows
}

/// The lines that may hold rows; brackets and braces of JSON begin new ones.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r', '[', ']', '{', '}'])
        .filter(|line| line.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests;
