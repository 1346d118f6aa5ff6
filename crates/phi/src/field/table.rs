//! Tables: a header line whose titles say what the columns hold, and the rows under it.
//!
//! Commas, semicolons, tabs and bars part cells; a comma inside quotes does not. A header needs two titles that mean
//! something; the table ends at an empty line or at a row of another width.

use super::{Meaning, meaning, value};
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// Wider lines are not tables that a person reads.
const WIDEST: usize = 64;

/// Proposes the cells of columns with a meaning.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut header: Option<Header> = None;
    for (start, line) in lines(page.text) {
        header = match header.take().filter(|_| !line.trim().is_empty()) {
            Some(open) => open.row(page, line, start, out),
            None => None,
        }
        .or_else(|| Header::read(line));
    }
}

/// The lines of a text without their ends, each with where it begins.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    })
}

struct Header {
    mark: char,
    columns: Vec<Option<Meaning>>,
}

impl Header {
    fn read(line: &str) -> Option<Self> {
        let mark = [',', '\t', '|', ';']
            .into_iter()
            .max_by_key(|mark| line.matches(*mark).count())?;
        let count = line.matches(mark).count();
        if !(2..=WIDEST).contains(&count) || line.len() > 2000 {
            return None;
        }
        let cells = cells(line, mark);
        let titles: Vec<&str> = cells
            .iter()
            .filter_map(|cell| cell.of(line))
            .map(unquoted)
            .collect();
        if titles.iter().any(|title| title.len() > 40) {
            return None;
        }
        let columns: Vec<Option<Meaning>> =
            titles.iter().map(|title| title_meaning(title)).collect();
        let mut told = titles.iter().zip(&columns);
        if told.any(|(title, meaning)| meaning.is_some() && is_value(title)) {
            return None;
        }
        (columns.iter().flatten().count() >= 2).then_some(Self { mark, columns })
    }

    /// Reads a row; the header stays open when the row has its width.
    fn row(
        self,
        page: &Page<'_>,
        line: &str,
        start: usize,
        out: &mut Vec<Candidate>,
    ) -> Option<Self> {
        if line.matches(self.mark).count() > WIDEST * 2 {
            return None;
        }
        let cells = cells(line, self.mark);
        let ruler = line
            .chars()
            .all(|c| matches!(c, '-' | '|' | ':' | ' ' | '+' | '='));
        if cells.len().abs_diff(self.columns.len()) > 1 {
            return None;
        }
        for (cell, meaning) in cells.iter().zip(&self.columns).filter(|_| !ruler) {
            let span = Span {
                start: start + cell.start,
                end: start + cell.end,
            };
            out.extend(meaning.and_then(|meaning| value(page, "table", meaning, span)));
        }
        Some(self)
    }
}

/// Whether a cell holds a value beside its label, as in a list: "DOB 3/14/1961".
fn is_value(title: &str) -> bool {
    title.bytes().filter(u8::is_ascii_digit).count() > 2
}

/// In a table "name", "patient" and "id" are what they say, and so is "last", "first".
pub(super) fn title_meaning(title: &str) -> Option<Meaning> {
    let plain = meaning::plain(title);
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    match words[..] {
        ["last" | "first" | "mi" | "middle" | "pt" | "patient" | "client"] => {
            Some(Meaning::name(crate::find::Role::Patient))
        }
        ["id" | "mrn" | "chart"] => Some(Meaning::of(Kind::Mrn)),
        ["emp"] => Some(Meaning::of(Kind::OtherId)),
        ["last4"] => Some(Meaning::of(Kind::Ssn)),
        ["home" | "cell" | "work"] => Some(Meaning::of(Kind::Phone)),
        ["dos" | "appt" | "seen"] => Some(Meaning::of(Kind::Date)),
        ["st" | "addr"] => Some(Meaning::of(Kind::Geo)),
        _ => meaning::of(title),
    }
}

fn unquoted(cell: &str) -> &str {
    cell.trim().trim_matches('"')
}

/// The cells of a line.
pub(crate) fn cells(line: &str, mark: char) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        quoted ^= c == '"';
        if c == mark && !quoted {
            out.push(Span { start, end: at });
            start = at + c.len_utf8();
        }
    }
    out.push(Span {
        start,
        end: line.len(),
    });
    out
}

/// A cell without the white space and quotes around it.
pub(crate) fn trimmed(line: &str, cell: Span) -> Span {
    let text = cell.of(line).unwrap_or_default();
    let edge = |c: char| c.is_whitespace() || c == '"';
    let start = cell.start + text.len() - text.trim_start_matches(edge).len();
    Span {
        start,
        end: start + text.trim_matches(edge).len(),
    }
}

/// The cells of a line that a mark of any length parts, such as two blanks, without the white space around them; empty ones are
/// left out.
pub(crate) fn parted(line: &str, mark: &str) -> Vec<Span> {
    let mut at = 0;
    let cell = |part: &str| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + mark.len();
        Span::new(start, start + part.trim().len())
    };
    let cells = line.split(mark).filter_map(cell);
    cells.filter(|cell| !cell.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn columns_say_what_cells_are() {
        let csv = "id,last,first,dob,note\n100482,Nakamura,Grace,1948-03-30,ok\n100497,\"Van Houten, Jr\",Pieter,1934-11-02,\n";
        let expected = [
            "100482",
            "Nakamura",
            "Grace",
            "1948-03-30",
            "100497",
            "Van Houten, Jr",
            "Pieter",
            "1934-11-02",
        ];
        assert_eq!(values(find, csv), expected);
        let bars = "| Name | DOB | A1c |\n|---|---|---|\n| Tamsin Okonjo | 4/2/71 | 7.1 |\n";
        assert_eq!(values(find, bars), ["Tamsin Okonjo", "4/2/71"]);
    }

    #[test]
    fn who_took_something_and_what_was_implanted() {
        let photos = "File | Pt | Taken by\na.nef | Okonjo | ml\nb.nef | Okonjo | cw\n";
        assert_eq!(values(find, photos), ["Okonjo", "ml", "Okonjo", "cw"]);
        let log = "Pt|Item|REF|LOT|SN\nOkonjo|pump|SC-1232|n/a|739184\n";
        assert_eq!(values(find, log), ["Okonjo", "739184"]);
    }

    #[test]
    fn prose_with_commas_is_no_table() {
        assert!(
            values(
                find,
                "she has pain, fever, chills\nand a date, a phone, a fax"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_list_of_labeled_values_is_no_table() {
        let list = "1. Lindgren, DOB 3/14/1961, MRN 5510283\n2. Grant, DOB 4/2/1962, MRN 5510284";
        assert!(values(find, list).is_empty());
        let aging = "patient\tdob\t91-120\t>120\nLindgren\t3/14/1961\t0\t0";
        assert_eq!(values(find, aging), ["Lindgren", "3/14/1961"]);
    }

    #[test]
    fn an_empty_line_ends_a_table() {
        assert!(values(find, "name,dob,x\n\nTamsin,4/2/71,y").is_empty());
    }
}
