//! Tables in text, CSV and TSV: cells between marks, rows between line ends.
//!
//! Format: RFC 4180, with comma, semicolon, tab or bar between the cells. A cell that begins with a quote is quoted to its
//! end, two quotes within mean one; a quote anywhere else is an ordinary sign. The titles in the first row name the cells
//! under them. A text whose file is not called a table is one only when its rows are all equally wide and its first row
//! reads like titles.

use std::borrow::Cow;
use std::collections::HashSet;
use std::iter::repeat;
use std::ops::Range;
use std::sync::Arc;

use super::place::{Place, Writing};
use super::reading::Reading;

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    mark: u8,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
}

impl Cell {
    /// The text within its quotes, or with the quotes that it needs from now on.
    pub(super) fn write(self, text: &str) -> Cow<'_, str> {
        let doubled = || text.replace('"', "\"\"");
        let breaks = |byte: u8| matches!(byte, b'\n' | b'\r') || byte == self.mark;
        match self.quoted {
            true => Cow::Owned(doubled()),
            false if text.starts_with('"') || text.bytes().any(breaks) => {
                Cow::Owned(format!("\"{}\"", doubled()))
            }
            false => Cow::Borrowed(text),
        }
    }
}

/// Fewest columns of a table that is not called one.
const COLUMNS: usize = 3;
/// Longest title, in bytes.
const TITLE: usize = 40;

/// The cells of `source` from `start` on, if it is a table. `named` says that its file is called one.
pub(super) fn read(source: &str, start: usize, named: bool) -> Option<Vec<Place>> {
    let mark = mark(source.get(start..)?)?;
    let mut scan = Scan {
        source,
        at: start,
        mark,
    };
    let first = scan.row()?;
    let titles: Vec<&str> = first.iter().map(|cell| cell.text(source)).collect();
    let is_told = match named {
        true => titles.len() > 1,
        false => are_titles(&titles, mark),
    };
    is_told.then_some(())?;
    let titles: Vec<Arc<str>> = titles.into_iter().map(Arc::from).collect();
    let (mut cells, mut rows) = (first, 0);
    loop {
        let row = scan.next_row()?;
        if row.is_empty() {
            break;
        }
        (named || row.len() == titles.len()).then_some(())?;
        let labels = titles.iter().cloned().map(Some).chain(repeat(None));
        let labeled = row.into_iter().zip(labels);
        cells.extend(labeled.map(|(cell, label)| Place { label, ..cell }));
        rows += 1;
    }
    (named || rows > 0).then_some(cells)
}

/// The sign that parts the cells: the one that stands most often in the first line.
fn mark(text: &str) -> Option<u8> {
    let line = text.lines().next()?;
    let count = |mark: &u8| line.bytes().filter(|byte| byte == mark).count();
    // Of equal counts the last wins, and a comma is the likeliest.
    let mark = *[b'|', b';', b'\t', b',']
        .iter()
        .max_by_key(|mark| count(mark))?;
    (count(&mark) > 0).then_some(mark)
}

/// Whether a row reads like titles and not like a sentence or values.
fn are_titles(cells: &[&str], mark: u8) -> bool {
    let is_title = |cell: &&str| {
        let fits = !cell.trim().is_empty() && cell.len() <= TITLE;
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        fits && digits <= 2 && !cell.contains(['.', '!', '?', ':'])
    };
    let different: HashSet<&str> = cells.iter().copied().collect();
    let least = if mark == b'\t' { 2 } else { COLUMNS };
    cells.len() >= least && different.len() == cells.len() && cells.iter().all(is_title)
}

struct Scan<'t> {
    source: &'t str,
    at: usize,
    mark: u8,
}

impl Scan<'_> {
    /// The cells of the next row that is not blank; no cells when there is none.
    fn next_row(&mut self) -> Option<Vec<Place>> {
        while self.byte().is_some() {
            let row = self.row()?;
            if row.len() > 1 || row.iter().any(|cell| !cell.span.is_empty()) {
                return Some(row);
            }
        }
        Some(Vec::new())
    }

    /// The cells of a row; nothing when a quote is not closed or text follows one that is.
    fn row(&mut self) -> Option<Vec<Place>> {
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            match self.byte() {
                Some(byte) if byte == self.mark => self.at += 1,
                Some(b'\r' | b'\n') => {
                    self.at += 1;
                    return Some(cells);
                }
                None => return Some(cells),
                Some(_) => return None,
            }
        }
    }

    fn cell(&mut self) -> Option<Place> {
        if self.byte() == Some(b'"') {
            return self.quoted();
        }
        let start = self.at;
        let mark = self.mark;
        self.at += self
            .rest()
            .iter()
            .position(|byte| matches!(byte, b'\r' | b'\n') || *byte == mark)
            .unwrap_or(self.rest().len());
        Some(self.place(start..self.at, false))
    }

    fn quoted(&mut self) -> Option<Place> {
        let start = self.at + 1;
        let mut reading = Reading::new(start);
        let mut from = start;
        loop {
            let quote = from + memchr::memchr(b'"', self.source.as_bytes().get(from..)?)?;
            reading.push(quote, self.source.get(reading.end()..quote)?);
            let doubled = self.source.as_bytes().get(quote + 1) == Some(&b'"');
            if !doubled {
                self.at = quote + 1;
                let reading = (from > start).then_some(reading);
                return Some(Place {
                    reading,
                    ..self.place(start..quote, true)
                });
            }
            reading.push(quote + 2, "\"");
            from = quote + 2;
        }
    }

    fn place(&self, span: Range<usize>, quoted: bool) -> Place {
        let mark = self.mark;
        Place::new(span, Writing::Separated(Cell { mark, quoted }))
    }

    fn byte(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn rest(&self) -> &[u8] {
        self.source.as_bytes().get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(source: &str, named: bool) -> Option<Vec<String>> {
        let places = read(source, 0, named)?;
        let show = |place: &Place| match &place.label {
            Some(label) => format!("{label}={}", place.text(source)),
            None => place.text(source).to_owned(),
        };
        Some(places.iter().map(show).collect())
    }

    #[test]
    fn cells_stand_under_their_titles() {
        for (source, expected) in [
            (
                "id,last,dob\r\n1,Okonjo,4/2/71\r\n",
                &["id", "last", "dob", "id=1", "last=Okonjo", "dob=4/2/71"][..],
            ),
            ("a\tb\n1\t\n", &["a", "b", "a=1", "b="]),
            (
                "a;b;c\n\"x;\"\"y\"\"\";\"two\nlines\";5\" pipe",
                &["a", "b", "c", "a=x;\"y\"", "b=two\nlines", "c=5\" pipe"],
            ),
            ("a|b|c\n\n1|2|3", &["a", "b", "c", "a=1", "b=2", "c=3"]),
        ] {
            let cells = cells(source, false).unwrap();
            assert_eq!(cells, expected, "{source}");
        }
        assert_eq!(
            cells("a,b\n1\n1,2,3", true).unwrap().len(),
            6,
            "ragged, but called a table"
        );
    }

    #[test]
    fn what_is_not_surely_a_table_is_none() {
        for source in [
            "",
            "one line",
            "Lindgren, Harriet, seen today.\nBP 134/82, HR 70, afebrile",
            "pain, fever, chills\nand a date, a phone",
            "a,b,a\n1,2,3",
            "a,,c\n1,2,3",
            "3/14/1961,5510283,x\n1,2,3",
            "a,b,c\n1,\"2\"x,3",
            "a,b,c\n1,\"2,3",
        ] {
            assert_eq!(cells(source, false), None, "{source}");
        }
        assert_eq!(cells("a,b\n1,\"2\"x", true), None, "malformed");
        assert_eq!(cells("a\n1", true), None, "one column is as good as text");
    }

    #[test]
    fn cells_get_quotes_only_when_they_need_them() {
        let bare = Cell {
            mark: b',',
            quoted: false,
        };
        for (text, written) in [
            ("[NAME_1]", "[NAME_1]"),
            ("a,b", "\"a,b\""),
            ("\"a\"", "\"\"\"a\"\"\""),
            ("5\"", "5\""),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(bare.write(text), written);
        }
        let quoted = Cell {
            mark: b',',
            quoted: true,
        };
        assert_eq!(quoted.write("a\"b"), "a\"\"b");
    }
}
