//! Columns of numbers that name a product and not the piece of it that somebody got: "REF", "Model", "Cat no".
//!
//! Catalog numbers look like serial numbers, and in a log of implants they stand beside them. Where the header of a table says
//! which is which, whatever was guessed of a catalog number is taken back.

use super::table::{cells, lines};
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::Page;

/// Fewest marks of a row.
const MARKS: usize = 2;
/// Longest title.
const TITLE: usize = 24;

/// Takes back the numbers that were found in such columns.
pub(super) fn leave_out(page: &Page<'_>, own: &mut Vec<Candidate>) {
    let guessed = |one: &Candidate| {
        let number = matches!(one.kind, Kind::OtherId | Kind::Vehicle | Kind::Device);
        number && !matches!(one.weight, Weight::Proven)
    };
    if !own.iter().any(guessed) {
        return;
    }
    let catalog = catalog(page.text);
    let inside = |one: &Candidate| {
        let after = catalog.partition_point(|cell| cell.start <= one.span.start);
        let cell = after.checked_sub(1).and_then(|at| catalog.get(at));
        cell.is_some_and(|cell| cell.contains(one.span))
    };
    own.retain(|one| !guessed(one) || !inside(one));
}

/// The cells of such columns, in order.
fn catalog(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<(char, Vec<bool>)> = None;
    for (start, line) in lines(text) {
        let row = open
            .take()
            .filter(|(mark, titles)| line.matches(*mark).count() + 1 == titles.len());
        if let Some((mark, titles)) = row {
            let named = cells(line, mark)
                .into_iter()
                .zip(&titles)
                .filter(|(_, named)| **named);
            out.extend(named.map(|(cell, _)| Span {
                start: start + cell.start,
                end: start + cell.end,
            }));
            open = Some((mark, titles));
        } else {
            open = header(line);
        }
    }
    out
}

/// The mark of a header line, and which of its columns are catalog numbers.
fn header(line: &str) -> Option<(char, Vec<bool>)> {
    let mark = ['|', '\t', ';', ',']
        .into_iter()
        .find(|mark| line.matches(*mark).count() >= MARKS)?;
    let titles = cells(line, mark).into_iter();
    let named: Vec<bool> = titles
        .map(|cell| is_title(cell.of(line).unwrap_or_default()))
        .collect();
    named.contains(&true).then_some((mark, named))
}

/// Whether a title says that what stands below it is printed in a catalog.
fn is_title(title: &str) -> bool {
    const FIRST: &[&str] = &[
        "cat",
        "catalog",
        "catalogue",
        "item",
        "model",
        "part",
        "product",
        "ref",
        "reference",
        "sku",
    ];
    const MORE: &[&str] = &["id", "name", "no", "num", "number"];
    // Most cells of most lines are prose; their first letters say so.
    let opens = title.trim_start().bytes().next();
    if title.len() > TITLE
        || !opens.is_some_and(|byte| b"cimprs".contains(&byte.to_ascii_lowercase()))
    {
        return false;
    }
    let plain = super::plain(title);
    let mut words = plain.split(' ').filter(|word| !word.is_empty()).peekable();
    let told = words.peek().is_some_and(|word| FIRST.contains(word));
    told && words.all(|word| FIRST.contains(&word) || MORE.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn left(text: &str, found: &str) -> bool {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.rfind(found).unwrap();
        let span = Span {
            start,
            end: start + found.len(),
        };
        let mut own = vec![Candidate::new("other_id", Kind::OtherId, span)];
        leave_out(&page, &mut own);
        own.is_empty()
    }

    #[test]
    fn catalog_numbers_are_no_finds() {
        let log = "Pt|Item|Cat/REF|LOT|SN\nOkonjo|tray #5|5520-B-500|ADN4HJ|n/a\nGrant|pump|SC-1232|n/a|739184\n";
        assert!(left(log, "5520-B-500") && left(log, "SC-1232"));
        assert!(!left(log, "ADN4HJ") && !left(log, "739184"));
        assert!(left("a\tModel No.\tc\nx\tP70-UP90\ty", "P70-UP90"));
    }

    #[test]
    fn other_columns_and_prose_keep_theirs() {
        assert!(!left("Order ref|Pt|Lot\nSC-1232|Okonjo|x", "SC-1232"));
        assert!(!left("Model, part, item\n\nSee SC-1232", "SC-1232"));
        assert!(!left("ref|a|b\nSC-1232", "SC-1232"));
    }
}
