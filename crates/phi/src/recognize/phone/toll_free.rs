//! Numbers that whoever is called pays for: a payer's, a pharmacy's, a vendor's, hardly ever a patient's. Unless a word close
//! by makes one somebody's own, it is no proof of a person.

use crate::text::{Gap, Page};

/// Their area codes.
const AREAS: [&str; 7] = ["800", "833", "844", "855", "866", "877", "888"];
/// Words close before a number that make it somebody's own.
const OWN: &[&str] = &[
    "cell", "daughter", "employer", "father", "her", "his", "home", "husband", "mobile", "mother",
    "my", "patient", "pt", "sister", "son", "their", "wife", "work", "works",
];
/// Marks behind the label of a field.
const LABELS: [&str; 3] = [":", "=", "|"];
/// How many words before a number are close.
const CLOSE: usize = 8;

/// Whether the number between these tokens is one, and nobody's own.
pub(super) fn is(page: &Page<'_>, first: usize, last: usize) -> bool {
    let text = page.slice(page.span(first, last));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let ten = match digits.len() {
        11 => digits.strip_prefix('1'),
        10 => Some(digits.as_str()),
        _ => None,
    };
    let is_one = ten.is_some_and(|ten| AREAS.iter().any(|area| ten.starts_with(area)));
    is_one && !is_own(page, first)
}

/// Whether a word close by says so, or a label stands before it: whose field that is cannot be told.
fn is_own(page: &Page<'_>, first: usize) -> bool {
    if first > 0 && LABELS.iter().any(|mark| page.is_mark(first - 1, mark)) {
        return true;
    }
    let near = (first.saturating_sub(CLOSE)..first).rev();
    let mut near = near.take_while(|at| page.gap(at + 1) < Gap::Line);
    near.any(|at| OWN.contains(&&*page.word(at).to_lowercase()))
}
