//! Tables: a line of titles that name fields, and the rows under it. Of columns that are not listed, the cells are emptied.

use std::collections::HashSet;

use super::{Cut, Minimum, OTHER, code};
use crate::field::{cells, lines};
use crate::span::Span;

/// The longest title, in bytes.
const LONGEST: usize = 40;
/// What parts the cells of a table.
const MARKS: [char; 4] = ['\t', '|', ',', ';'];

/// The columns of a table: each with the code of what goes, or nothing when it stays.
struct Header {
    mark: char,
    columns: Vec<Option<&'static str>>,
}

/// Proposes the cells of columns that are not listed.
pub(super) fn find(minimum: &Minimum, text: &str, taken: &mut HashSet<usize>, out: &mut Vec<Cut>) {
    let mut header: Option<Header> = None;
    for (start, line) in lines(text) {
        let row = header.take().and_then(|open| open.row(line, start, out));
        header = row.or_else(|| Header::read(minimum, line));
        if header.is_some() {
            taken.insert(start);
        }
    }
}

impl Header {
    fn read(minimum: &Minimum, line: &str) -> Option<Header> {
        let mark = MARKS
            .into_iter()
            .max_by_key(|mark| line.matches(*mark).count())?;
        let cells = cells(line, mark);
        let titles: Vec<&str> = cells.iter().map(|cell| title(line, cell)).collect();
        let known = |title: &&&str| super::field::named(title).is_some();
        let named = titles.iter().filter(known).count();
        let tells = titles
            .iter()
            .any(|title| known(&title) && !super::field::is_generic(title));
        let is_header = named >= 2 && tells && titles.iter().all(|title| title.len() <= LONGEST);
        // A title that is no field's stays unnamed: it could be anything.
        let column = |title: &&str| match (title.is_empty(), super::field::named(title)) {
            (true, _) => None,
            (false, None) => Some(OTHER),
            (false, Some(_)) => code(minimum, title),
        };
        is_header.then(|| Header {
            mark,
            columns: titles.iter().map(column).collect(),
        })
    }

    /// Reads a row; the table goes on when the row has its width.
    fn row(self, line: &str, start: usize, out: &mut Vec<Cut>) -> Option<Header> {
        let cells = cells(line, self.mark);
        let is_ruler = line.chars().all(|c| "-|:+= ".contains(c));
        if line.trim().is_empty() || cells.len() != self.columns.len() {
            return None;
        }
        for (cell, goes) in cells.iter().zip(&self.columns).filter(|_| !is_ruler) {
            let value = cell.of(line).unwrap_or_default();
            let span = Span {
                start: start + cell.start,
                end: start + cell.end,
            };
            let goes = goes.filter(|_| !value.trim().is_empty());
            out.extend(goes.map(|code| Cut::new(code, span)));
        }
        Some(self)
    }
}

fn title<'l>(line: &'l str, cell: &Span) -> &'l str {
    let text = cell.of(line).unwrap_or_default();
    text.trim_matches([' ', '"', '*', '_'])
}
