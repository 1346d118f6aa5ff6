//! The cells of a line.

use super::number::DIGITS;
use crate::field::{self, parted, trimmed};
use crate::span::Span;

/// Longest line that is a row, in bytes, and most cells of one.
const LONGEST: usize = 400;
const WIDEST: usize = 16;
/// Fewest commas of a row that they part.
const COMMAS: usize = 3;

/// The cells of a line: what marks part, or two blanks, or the blank behind a number at its head. None of a line that is no row.
pub(super) fn cells(line: &str, start: usize) -> Vec<Span> {
    if line.len() > LONGEST {
        return Vec::new();
    }
    let marked = ['|', '\t', ';']
        .into_iter()
        .find(|mark| line.contains(*mark));
    let commas = line.matches(',').count() >= COMMAS;
    let cells = match marked {
        Some(mark) => between(line, mark),
        None if line.trim().contains("  ") => parted(line, "  "),
        None if commas => between(line, ','),
        None => headed(line),
    };
    let cells = cells.iter().take(WIDEST);
    cells.map(|cell| cell.moved(start)).collect()
}

/// The cells between marks, empty ones too.
fn between(line: &str, mark: char) -> Vec<Span> {
    let cells = field::cells(line, mark).into_iter();
    cells.map(|cell| trimmed(line, cell)).collect()
}

/// The number at the head of a line, and the rest of it.
fn headed(line: &str) -> Vec<Span> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_row = DIGITS.contains(&digits) && line.as_bytes().get(digits) == Some(&b' ');
    let cells = [0..digits, digits + 1..line.len()];
    let cells = cells.map(|cell| Span {
        start: cell.start,
        end: cell.end,
    });
    if is_row { cells.to_vec() } else { Vec::new() }
}
