//! The cells of a line.

use super::number::DIGITS;
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
    let mark = ["|", "\t", ";", "  "]
        .into_iter()
        .find(|mark| line.trim().contains(mark));
    let cells = match mark {
        Some(mark) => parted(line, mark),
        None if line.matches(',').count() >= COMMAS => quoted(line),
        None => headed(line),
    };
    let moved = |cell: &Span| Span {
        start: start + cell.start,
        end: start + cell.end,
    };
    cells.iter().take(WIDEST).map(moved).collect()
}

/// The cells between marks, without the blanks around them. Blanks that part cells leave no empty ones.
fn parted(line: &str, mark: &str) -> Vec<Span> {
    let mut at = 0;
    let cell = |part: &str| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + mark.len();
        Span::new(start, start + part.trim().len())
    };
    let cells = line.split(mark).filter_map(cell);
    cells
        .filter(|cell| mark != "  " || !cell.is_empty())
        .collect()
}

/// The cells between commas, without their quotes.
fn quoted(line: &str) -> Vec<Span> {
    let bare = |cell: Span| {
        let text = cell.of(line).unwrap_or_default();
        let edge = |c: char| c == '"' || c == ' ';
        let start = cell.start + text.len() - text.trim_start_matches(edge).len();
        Span {
            start,
            end: start + text.trim_matches(edge).len(),
        }
    };
    let cells = crate::field::cells(line, ',').into_iter();
    cells.map(bare).collect()
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
