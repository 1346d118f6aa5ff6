//! Tables in columns of blanks, as screens, printers and copied PDFs leave them: a header line whose titles stand above what they
//! speak of.
//!
//! A cell belongs to the title that begins or ends where it does; two cells of a row must. A row with as many cells as there are
//! titles is then read in their order. Two titles must mean something, or one must say that a serial number stands below it.

use super::table::{lines, parted, title_meaning};
use super::{Meaning, value};
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::Page;

/// Fewest columns, and the longest title, in bytes.
const COLUMNS: usize = 3;
const TITLE: usize = 24;
/// Wider lines are not tables that a person reads.
const WIDEST: usize = 400;

/// Proposes the cells below titles with a meaning.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut open: Option<Vec<Title>> = None;
    for (start, line) in lines(page.text) {
        let row = cells(line);
        if open.is_some() && is_ruler(line) {
            continue;
        }
        let below = open.take().and_then(|titles| {
            let told = below(line, &row, &titles)?;
            Some((titles, told))
        });
        open = match below {
            Some((titles, told)) => {
                let cells = told.into_iter();
                out.extend(
                    cells.filter_map(|(meaning, cell)| held(page, meaning, cell.moved(start))),
                );
                Some(titles)
            }
            None => header(line, &row),
        };
    }
}

/// What a cell holds. Blanks part columns less surely than marks do, so whoever reads the cell itself is heard first; and days
/// are read by themselves.
fn held(page: &Page<'_>, meaning: Meaning, cell: Span) -> Option<Candidate> {
    let held = value(page, "table", meaning, cell).filter(|_| meaning.kind != Kind::Date)?;
    Some(Candidate {
        weight: Weight::Context,
        ..held
    })
}

/// A title: from where to where it stands, in characters, and what it means.
struct Title {
    columns: [usize; 2],
    meaning: Option<Meaning>,
}

/// The titles of a line that is a header.
fn header(line: &str, row: &[Span]) -> Option<Vec<Title>> {
    let text = |cell: &Span| cell.of(line).unwrap_or_default();
    let titled = |cell: &Span| {
        let title = text(cell);
        let marked = title.contains([':', '.', '=', '|', ',']);
        title.len() <= TITLE && !marked && (is_wordy(title) || is_range(title))
    };
    if row.len() < COLUMNS || !row.iter().all(titled) {
        return None;
    }
    let titles: Vec<Title> = row
        .iter()
        .map(|cell| Title {
            columns: columns(line, *cell),
            meaning: title_meaning(text(cell)),
        })
        .collect();
    let told: Vec<Kind> = titles
        .iter()
        .filter_map(|title| Some(title.meaning?.kind))
        .collect();
    (told.len() >= 2 || told == [Kind::Device]).then_some(titles)
}

/// Whether a title is words, with one digit at its end at the most: "DX1".
fn is_wordy(title: &str) -> bool {
    let rest = title.strip_suffix(|c: char| c.is_ascii_digit());
    !rest
        .unwrap_or(title)
        .bytes()
        .any(|byte| byte.is_ascii_digit())
}

/// Whether a title is days or years from and to: "31-60", "120+".
fn is_range(title: &str) -> bool {
    title.contains(['-', '+', '>'])
        && title
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-+<>".contains(&byte))
}

/// Whether a line only rules off the titles above it.
fn is_ruler(line: &str) -> bool {
    line.contains("--") && line.bytes().all(|byte| b"-=+ |".contains(&byte))
}

/// What the cells of a row are; nothing for a line that is no row.
fn below(line: &str, row: &[Span], titles: &[Title]) -> Option<Vec<(Meaning, Span)>> {
    let titled = |cell: &Span| {
        let [start, end] = columns(line, *cell);
        let stands = |title: &&Title| title.columns[0] == start || title.columns[1] == end;
        Some((titles.iter().find(stands)?, *cell))
    };
    let aligned: Vec<(&Title, Span)> = row.iter().filter_map(titled).collect();
    if aligned.len() < 2 {
        return None;
    }
    let told = match row.len() == titles.len() {
        true => titles.iter().zip(row.iter().copied()).collect(),
        false => aligned,
    };
    let told = told.into_iter();
    Some(
        told.filter_map(|(title, cell)| Some((title.meaning?, cell)))
            .collect(),
    )
}

/// From where to where a cell stands in its line, in characters.
fn columns(line: &str, cell: Span) -> [usize; 2] {
    [cell.start, cell.end].map(|at| line.get(..at).map_or(0, |before| before.chars().count()))
}

/// The cells of a line: what two blanks or more part. None of a line without such blanks, or of one that is too wide.
fn cells(line: &str) -> Vec<Span> {
    match line.len() > WIDEST || line.contains('\t') || !line.trim().contains("  ") {
        true => Vec::new(),
        false => parted(line, "  "),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn columns_of_blanks() {
        let card = "Component        Model         Serial\n\
                    Pulse generator  L331          741882\n\
                    RV lead          7842          1177420\n\
                    Mode DDDR 60-130\n";
        assert_eq!(values(find, card), ["741882", "1177420"]);
        let query = "pat_id   lname        last4   0-30\n-------  -----------  -----  ------\n30118    Early        4417   612.00\n";
        assert_eq!(values(find, query), ["30118", "Early", "4417"]);
        let audit = [
            "User          Patient MRN   Patient",
            "lpatel2       5502918       Kowalke, Brenda",
            "              5498830       Ishikawa, Toru",
        ];
        let audit = audit.join("\n");
        assert_eq!(
            values(find, &audit),
            [
                "lpatel2",
                "5502918",
                "Kowalke, Brenda",
                "5498830",
                "Ishikawa, Toru"
            ]
        );
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "Patient: A   DOB: 3/14/1961   MRN\nx   y   z",
            "She called.  Patient said so.  Phone is off.\nNo   date   yet",
            "Sodium   Potassium   Chloride\n140   4.2   101",
            "Name   DOB\nTamsin   4/2/71",
            "Patient   DOB   MRN\n\nTamsin   4/2/71   5502918",
            "Patient   DOB   MRN\nno such thing on file",
            "Patient   DOB   MRN\nTOTAL  3.00   4.00",
        ] {
            assert!(values(find, text).is_empty(), "{text}");
        }
    }
}
