//! Numbers, phones, doses and web addresses that no field holds.
//!
//! A phone, a dose or an address that nobody gave fails; any other new number is pointed out. The numbers of list items and
//! the emergency lines 911 and 988 are free.

use std::collections::BTreeSet;

use super::{Case, Check, Found};

/// Numbers that everybody may dial.
const PUBLIC: &[&str] = &["911", "988"];
/// What makes the number before it a dose.
const UNITS: &[&str] = &[
    "g", "iu", "mcg", "mg", "ml", "tablet", "tablets", "unit", "units",
];
/// Digits from which on a number with a mark in it is a phone number.
const PHONE: usize = 7;

pub(super) fn check(case: &Case<'_>, found: &mut Found) {
    if !case.form.task().check.numbers {
        return;
    }
    let (given, written) = (case.given(), case.written());
    let known: BTreeSet<String> = numbers(&given).map(|number| number.digits).collect();
    let mut told = BTreeSet::new();
    for number in numbers(&written) {
        let is_free = PUBLIC.contains(&number.digits.as_str()) || known.contains(&number.digits);
        if is_free || !told.insert(number.digits.clone()) {
            continue;
        }
        let written = number.written;
        match number.kind {
            Kind::Dose => found.fails(
                Check::Numbers,
                format!("The dose {written} is not in what you typed."),
            ),
            Kind::Phone => found.fails(
                Check::Numbers,
                format!("The phone number {written} is not in what you typed."),
            ),
            Kind::Other => found.look(
                Check::Numbers,
                format!("The number {written} is not in what you typed."),
            ),
        }
    }
    addresses(&written, &given, found);
}

fn addresses(written: &str, given: &str, found: &mut Found) {
    let is_address = |word: &&str| {
        word.contains("://") || word.contains("www.") || word.contains('@') && word.contains('.')
    };
    for word in written.split_whitespace().filter(is_address) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        if !given.contains(word) {
            found.fails(
                Check::Numbers,
                format!("The address {word} is not in what you typed."),
            );
        }
    }
}

enum Kind {
    Dose,
    Other,
    Phone,
}

struct Number {
    /// Its digits alone, and a decimal point.
    digits: String,
    kind: Kind,
    written: String,
}

fn numbers(text: &str) -> impl Iterator<Item = Number> {
    text.lines().flat_map(|line| {
        let line = without_item(line);
        let words: Vec<&str> = line.split_whitespace().collect();
        let after = words.iter().skip(1).copied().map(Some).chain([None]);
        let numbers: Vec<Number> = words
            .iter()
            .copied()
            .zip(after)
            .filter_map(number)
            .collect();
        numbers
    })
}

/// A line without the number of its list item.
fn without_item(line: &str) -> &str {
    let rest = line.trim_start();
    let stripped = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = stripped.len() < rest.len() && stripped.starts_with(['.', ')']);
    let item = stripped
        .strip_prefix(['.', ')'])
        .filter(|rest| rest.starts_with(' '));
    item.filter(|_| is_item).unwrap_or(line)
}

/// The number in a word, read with the word after it.
fn number((word, after): (&str, Option<&str>)) -> Option<Number> {
    let inside = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_placeholder = word.contains('[') && word.contains('_');
    if is_placeholder || !inside.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits: String = inside
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let unit = inside.trim_start_matches(|c: char| !c.is_alphabetic());
    let next = after.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let is_dose = [Some(unit), next]
        .into_iter()
        .flatten()
        .any(|unit| UNITS.contains(&unit.to_lowercase().as_str()));
    let is_phone = inside.contains('-') && digits.len() >= PHONE;
    let kind = match (is_dose, is_phone) {
        (true, _) => Kind::Dose,
        (_, true) => Kind::Phone,
        _ => Kind::Other,
    };
    Some(Number {
        digits,
        kind,
        written: inside.to_owned(),
    })
}
