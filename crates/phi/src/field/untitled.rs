//! Tables without a header line: `Harriet Lindgren|110482|cardiology`, row under row.
//!
//! Nothing says what a column holds but its cells. Where every row of a block holds somebody's name in one column, a column
//! of numbers that are as long as record numbers, and all different, is what tells these people apart.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::meaning::Meaning;
use super::table::{cells, lines, trimmed};
use super::value;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Page, Token};

/// Longest line that is a row, in bytes.
const LONGEST: usize = 500;
/// Fewest cells of a row.
const CELLS: usize = 3;
/// How many words a name has.
const PARTS: RangeInclusive<usize> = 2..=4;
/// How many digits the numbers of records have; codes of procedures and ZIP codes have five.
const DIGITS: RangeInclusive<usize> = 6..=10;

/// Proposes the numbers beside names.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for mark in ['|', '\t', ';', ','] {
        let mut block: Vec<Vec<Span>> = Vec::new();
        for (start, line) in lines(page.text) {
            let row = row(line, start, mark);
            if block.first().is_some_and(|first| first.len() != row.len()) {
                close(page, &mut block, out);
            }
            if row.len() >= CELLS {
                block.push(row);
            }
        }
        close(page, &mut block, out);
    }
}

/// The cells of a line; none where it is no row.
fn row(line: &str, start: usize, mark: char) -> Vec<Span> {
    if line.len() > LONGEST || !line.contains(mark) {
        return Vec::new();
    }
    let cells = cells(line, mark).into_iter();
    cells.map(|cell| trimmed(line, cell).moved(start)).collect()
}

/// Ends a block of rows of one width.
fn close(page: &Page<'_>, block: &mut Vec<Vec<Span>>, out: &mut Vec<Candidate>) {
    let rows = std::mem::take(block);
    let width = rows.first().map_or(0, Vec::len);
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at).copied());
    let named = |at: usize| column(at).all(|cell| is_person(page, cell));
    if rows.len() < 2 || !(0..width).any(named) {
        return;
    }
    for at in (0..width).filter(|at| tells_apart(page, column(*at))) {
        let meaning = Meaning::of(Kind::Mrn);
        out.extend(column(at).filter_map(|cell| value(page, "table", meaning, cell)));
    }
}

/// Whether a cell is words with capitals, two or more, of which the lists know one as a name and as nothing else.
fn is_person(page: &Page<'_>, cell: Span) -> bool {
    let tokens = page.token_from(cell.start)..page.token_from(cell.end);
    let words: Vec<&Token> = tokens
        .filter_map(|at| page.token(at))
        .filter(|token| token.is_word())
        .collect();
    let plain = Flags::WORD_COMMON | Flags::MEDICAL;
    let known = |token: &&Token| token.known.any(Flags::ANY_NAME) && !token.known.any(plain);
    let digits = page.slice(cell).bytes().any(|byte| byte.is_ascii_digit());
    !digits
        && PARTS.contains(&words.len())
        && words.iter().all(|token| token.is_capital())
        && words.iter().any(known)
}

/// Whether cells are numbers of records, each another one.
fn tells_apart(page: &Page<'_>, cells: impl Iterator<Item = Span>) -> bool {
    let mut seen = HashSet::new();
    let mut numbers = cells.map(|cell| page.slice(cell));
    numbers.all(|number| {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        digits && DIGITS.contains(&number.len()) && seen.insert(number)
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn numbers_beside_names() {
        let bars =
            "Winifred Osei|110482|cardiology|urgent\nPietro Lombardi|110377|hematology|routine";
        assert_eq!(values(find, bars), ["110482", "110377"]);
        let tabs = "list\n4829137\tTamsin Okonjo\t41\n4829138\tHarriet Lindgren\t64\n";
        assert_eq!(values(find, tabs), ["4829137", "4829138"]);
    }

    #[test]
    fn other_columns_are_left_alone() {
        for text in [
            "Winifred Osei|99213|office\nPietro Lombardi|99214|office",
            "Winifred Osei|110482|cardiology",
            "Winifred Osei|110482|a\nPietro Lombardi|110482|b",
            "Gauze|110482|box\nTape|110377|roll",
            "Winifred Osei|110482|a\nPietro Lombardi|see chart|b",
        ] {
            assert!(values(find, text).is_empty(), "{text}");
        }
    }
}
