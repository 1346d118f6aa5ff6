//! Cells of HTML rows: `<td>First name</td><td>Tamsin</td>`, `Patient: <td>Tamsin</td><td>Okonjo</td>`.
//!
//! A cell that holds a label names the cell behind it; a label before the first cell of a row names all cells that look
//! like parts of a name.

use super::assigned::is_name;
use super::line::labeled;
use super::{Meaning, meaning, value};
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::Page;

/// How many tokens a cell may have.
const LONGEST: usize = 40;

/// Proposes the cells that another one labels.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut label: Option<(&str, Meaning)> = None;
    let mut row: Option<Meaning> = None;
    let mut end = None;
    for open in (0..page.tokens.len()).filter(|at| page.is_mark(*at, "<")) {
        let Some((span, close)) = cell(page, open) else {
            continue;
        };
        if end.is_none_or(|end| open != end) {
            label = None;
            row = before_row(page, open);
        }
        let own = meaning::of(page.slice(span)).map(|meaning| (page.slice(span), meaning));
        if own.is_none() {
            out.extend(labeled_cell(page, label, span).or_else(|| named_cell(page, row, span)));
        }
        (label, end) = (own, Some(close));
    }
}

/// What stands in the cell whose tag opens at a token, and the token behind its closing tag.
fn cell(page: &Page<'_>, open: usize) -> Option<(Span, usize)> {
    let is_cell = |at: usize| page.is_glued(at) && page.among(at, &["td", "th"]);
    let near = |from: usize, mark: &str| (from..from + LONGEST).find(|at| page.is_mark(*at, mark));
    let inside = is_cell(open + 1).then(|| near(open + 2, ">"))?? + 1;
    let close = near(inside, "<").filter(|close| page.is_mark(close + 1, "/"))?;
    let behind = near(close, ">")? + 1;
    (is_cell(close + 2) && close > inside).then(|| (page.span(inside, close - 1), behind))
}

/// What the label directly before a row says.
fn before_row(page: &Page<'_>, open: usize) -> Option<Meaning> {
    let colon = open.checked_sub(1).filter(|at| page.is_mark(*at, ":"))?;
    labeled(page, colon).map(|(_, meaning)| meaning)
}

fn labeled_cell(page: &Page<'_>, label: Option<(&str, Meaning)>, span: Span) -> Option<Candidate> {
    let (label, meaning) = label?;
    let told = meaning.kind != Kind::Name || meaning::is_own_name(label) || is_name(page, span);
    told.then(|| value(page, "field", meaning, span))?
}

fn named_cell(page: &Page<'_>, row: Option<Meaning>, span: Span) -> Option<Candidate> {
    let meaning = row.filter(|meaning| meaning.kind == Kind::Name && is_name(page, span))?;
    value(page, "field", meaning, span)
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn cells_behind_labels() {
        for (text, expected) in [
            ("<td>First name</td><td>tamsin</td>", &["tamsin"][..]),
            (
                "<tr><th>Patient:</th>\n<td class=\"x\">Tamsin Okonjo</td></tr>",
                &["Tamsin Okonjo"],
            ),
            (
                "Patient: <td>Tamsin</td><td>Okonjo</td><td>stable</td>",
                &["Tamsin", "Okonjo"],
            ),
            ("<TD>DOB</TD><TD>3/14/1961</TD>", &["3/14/1961"]),
        ] {
            assert_eq!(values(find, text), expected, "{text}");
        }
    }

    #[test]
    fn other_cells_are_left_alone() {
        for text in [
            "<th>First name</th><th>Last name</th><th>DOB</th>",
            "<td>Name</td><td>value</td>",
            "<td>Provider</td><td>mistral</td>",
            "<td>Plan</td><td>Tamsin</td>",
            "<td>First name</td></tr><tr><td>Metformin</td></tr>",
            "<td>First name",
            "<td></td><td>",
        ] {
            assert!(
                values(find, text).is_empty(),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }
}
