//! Rows of a form, with a label in one cell and the parts of a name in the cells behind it:
//! `| Patient name | Tamsin | Okonjo |`.

use super::assigned::is_name;
use super::table::{cells, lines};
use super::{Meaning, meaning, name, value};
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// Longest line that is a row.
const LONGEST: usize = 2000;
/// Longest cell that is a label.
const LABEL: usize = 40;
/// Most words of one.
const WORDS: usize = 4;

/// Proposes the cells that go on from the label of a name.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for (start, line) in lines(page.text) {
        let mark = ['|', '\t', ';']
            .into_iter()
            .find(|mark| line.contains(*mark));
        let Some(mark) = mark.filter(|_| line.len() <= LONGEST) else {
            continue;
        };
        let mut label = None;
        for cell in cells(line, mark) {
            let cell = bare(page.text, start + cell.start, start + cell.end);
            if cell.is_empty() {
                continue;
            }
            let told = named(page.slice(cell));
            let part = label.filter(|label| told.is_none() && is_part(page, *label, cell));
            let found = part.and_then(|(_, meaning)| value(page, "field", meaning, cell));
            label = found.as_ref().and(part).or(told);
            out.extend(found);
        }
    }
}

/// A cell without what stands around its words: white space, markup, the colon of a label.
fn bare(text: &str, start: usize, end: usize) -> Span {
    let cell = text.get(start..end).unwrap_or_default();
    let edge = |c: char| c.is_whitespace() || "*_`~:.".contains(c);
    let left = cell.len() - cell.trim_start_matches(edge).len();
    let start = start + left;
    Span {
        start,
        end: start + cell.trim_matches(edge).len(),
    }
}

/// The label of a name that a cell is, and what it means.
fn named(cell: &str) -> Option<(&str, Meaning)> {
    let wordy = cell.len() <= LABEL
        && cell.starts_with(char::is_alphabetic)
        && !cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.split(' ').count() <= WORDS;
    let meaning = wordy.then(|| meaning::of(cell))??;
    (meaning.kind == Kind::Name).then_some((cell, meaning))
}

/// Whether all of a cell reads as a name; behind a label that programs use too, as one that the word lists know.
fn is_part(page: &Page<'_>, (label, _): (&str, Meaning), cell: Span) -> bool {
    let first = page.token_from(cell.start);
    let whole = || name::read(page, first).is_some_and(|read| read.contains(cell));
    let known = || meaning::is_own_name(label) || cell.len() == 1 || is_name(page, cell);
    page.is_word(first) && whole() && meaning::of(page.slice(cell)).is_none() && known()
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn names_over_several_cells() {
        for (text, expected) in [
            ("Patient name | Tamsin | Okonjo", &["Tamsin", "Okonjo"][..]),
            ("Patient name || Tamsin || Okonjo", &["Tamsin", "Okonjo"]),
            ("Patient; Tamsin; Okonjo", &["Tamsin", "Okonjo"]),
            (
                "| **Patient name:** | **Tamsin** | E. | **Okonjo** |\n|---|---|---|---|",
                &["Tamsin", "E", "Okonjo"],
            ),
            (
                "| Patient | Tamsin | Okonjo | stable |",
                &["Tamsin", "Okonjo"],
            ),
            ("Pt name\tNgozi\tOkwuosa\t41\tF", &["Ngozi", "Okwuosa"]),
            (
                "Room 4 | Patient name | Tamsin | DOB | 3/14/1961 | Provider | Rao",
                &["Tamsin", "Rao"],
            ),
        ] {
            assert_eq!(values(find, text), expected, "{text}");
        }
    }

    #[test]
    fn other_cells_are_left_alone() {
        for text in [
            "| Patient | Provider | Date | Room |",
            "| Name | Dose | Route | Frequency |",
            "| Patient name | MRN | DOB | Phone |",
            "| Provider | mistral | redis |",
            "Plan | Tamsin",
            "| Patient name | stable |",
            "||\t|",
        ] {
            assert!(
                values(find, text).is_empty(),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }
}
