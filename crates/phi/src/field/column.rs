//! Labels without a colon in the columns of a form: "City Nashville   State TN   Zip 37212".
//!
//! Such a line has columns parted by blanks, and at least two of them begin with what forms call the parts of a name or of an
//! address. What stands behind the label is the value, without the label.

use super::{Meaning, name, value};
use crate::find::Role;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::{Gap, Page};

/// Proposes the values of such columns.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let columns = forms(page).into_iter().flatten();
    out.extend(columns.filter_map(|column| read(page, column)));
}

/// Takes the labels of such columns out of what was read over them: "City Nashville", "St WA".
pub(super) fn leave_out(page: &Page<'_>, own: &mut Vec<Candidate>) {
    let columns = forms(page).into_iter().flatten();
    let labels: Vec<usize> = columns
        .flat_map(|column| label_tokens(page, column))
        .collect();
    if labels.is_empty() {
        return;
    }
    own.retain_mut(|one| {
        let guessed = one.weight < Weight::Field && matches!(one.kind, Kind::Geo | Kind::Name);
        let mut first = page.token_from(one.span.start);
        while guessed && one.span.start < one.span.end && labels.contains(&first) {
            first += 1;
            let next = page.token(first).map(|token| token.span().start);
            one.span.start = next.unwrap_or(one.span.end).min(one.span.end);
        }
        one.span.start < one.span.end
    });
}

/// The columns of each line that is part of such a form.
fn forms(page: &Page<'_>) -> Vec<Vec<Column>> {
    let (mut forms, mut at) = (Vec::new(), 0);
    if page.tokens.iter().all(|token| token.gap != Gap::Wide) {
        return forms;
    }
    while at < page.tokens.len() {
        let end = end_of(page, at, Gap::Line);
        let columns = columns(page, at, end);
        let labels = columns
            .iter()
            .filter(|column| label(page, **column).is_some());
        if columns.len() > 1 && labels.count() > 1 {
            forms.push(columns);
        }
        at = end;
    }
    forms
}

/// The tokens of a column that are a label.
fn label_tokens(page: &Page<'_>, column: Column) -> Vec<usize> {
    let behind = label(page, column).map_or(column.0, |(_, behind)| behind);
    let state = (column.0..=column.1).filter(|at| is_state_label(page, *at));
    (column.0..behind).chain(state).collect()
}

/// "St WA", "State TN", "Zip 98264".
fn is_state_label(page: &Page<'_>, at: usize) -> bool {
    let code = page
        .token(at + 1)
        .is_some_and(|token| token.len() == 2 && token.known.any(Flags::STATE));
    let state = code && page.among(at, &["st", "state"]);
    state || page.is(at, "zip") && page.is_number(at + 1)
}

/// The first and the last token of a column.
type Column = (usize, usize);

/// Where a stretch ends that begins at a token: before the next gap of this width.
fn end_of(page: &Page<'_>, from: usize, gap: Gap) -> usize {
    let rest = from + 1..page.tokens.len();
    rest.into_iter()
        .find(|at| page.gap(*at) >= gap)
        .unwrap_or(page.tokens.len())
}

fn columns(page: &Page<'_>, from: usize, end: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut at = from;
    while at < end {
        let next = end_of(page, at, Gap::Wide);
        columns.push((at, next - 1));
        at = next;
    }
    columns
}

/// What the label at the start of a column means, and the token behind it.
fn label(page: &Page<'_>, (first, last): Column) -> Option<(Meaning, usize)> {
    let two = page.among(first, &["first", "last", "middle"]) && page.is(first + 1, "name");
    let behind = first + 1 + usize::from(two);
    let capital = page.token(first).is_some_and(|token| token.is_capital());
    if !capital || behind > last || !page.is_word(behind) && !page.is_number(behind) {
        return None;
    }
    let meaning = match () {
        () if two || page.among(first, &["first", "last"]) => Meaning::name(Role::Patient),
        () if page.among(first, &["address", "street"]) => Meaning::hard(Kind::Geo),
        () if page.among(first, &["city", "county", "town", "zip"]) => Meaning::of(Kind::Geo),
        () => return None,
    };
    Some((meaning, behind))
}

fn read(page: &Page<'_>, column: Column) -> Option<Candidate> {
    let (meaning, from) = label(page, column)?;
    let whole = page.span(from, column.1);
    let span = match meaning.kind {
        Kind::Name => name::read(page, from).filter(|name| *name == whole)?,
        _ => place(page, (from, column.1), whole)?,
    };
    value(page, "field", meaning, span)
}

/// The words of a place before the label of its state or of its ZIP code: "City Nashville State TN".
fn place(page: &Page<'_>, (from, last): Column, whole: Span) -> Option<Span> {
    let next = (from + 1..=last).find(|at| is_state_label(page, *at));
    let proper = page.is_number(from) || page.token(from).is_some_and(|token| token.is_capital());
    let end = next.map_or(whole, |next| page.span(from, next - 1));
    proper.then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn columns_of_a_form() {
        for (text, expected) in [
            (
                "Address 417 Quail Run Ct   City Lynden   St WA Zip 98264",
                &["417 Quail Run Ct", "Lynden"][..],
            ),
            (
                "Street 2704 Belmont Blvd Apt B    City Nashville   State TN  Zip 37212",
                &["2704 Belmont Blvd Apt B", "Nashville", "37212"],
            ),
            (
                "Last name Vandersloot   First Marjorie   MI E",
                &["Vandersloot", "Marjorie"],
            ),
        ] {
            assert_eq!(values(find, text), expected, "{text}");
        }
    }

    #[test]
    fn other_columns() {
        for text in [
            "First dose   Last dose",
            "City Nashville is where she lives",
            "Last seen 3/4   First visit   Zip",
            "Street drugs denied   Alcohol none",
            "First, wash.   Last, dry.",
        ] {
            assert!(
                values(find, text).is_empty(),
                "{text}: {:?}",
                values(find, text)
            );
        }
    }
}
