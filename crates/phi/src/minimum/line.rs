//! Labels on lines: `Social history: lives alone`, a heading with lines under it, several labels on one line of a form.
//!
//! A field that is not listed goes with its label. It reaches to the next label of a chart; without one, over the lines
//! that belong to it: those that are set in or bulleted, and under a heading all up to an empty line or a
//! rule. A label in the middle
//! of a sentence is no field: what identifies there is found by the recognizers.

use std::collections::HashSet;

use super::{Cut, Minimum, code};
use crate::field::lines;
use crate::span::Span;

/// The longest label that is read, in bytes.
const LONGEST: usize = 40;

/// What the line before left open.
#[derive(Clone, Copy)]
enum Open {
    /// Nothing that goes.
    Nothing,
    /// A field that goes, with a value on its own line.
    Value,
    /// A heading whose lines go; nothing stood under it yet.
    Heading,
    /// The same, further down.
    Section,
}

/// Proposes the fields that are not listed, on lines that no table and no segment takes.
pub(super) fn find(minimum: &Minimum, text: &str, taken: &HashSet<usize>, out: &mut Vec<Cut>) {
    let mut open = Open::Nothing;
    for (start, line) in lines(text) {
        let end = next_line(text, start + line.len());
        if taken.contains(&start) {
            open = Open::Nothing;
            continue;
        }
        let labels = labels(line);
        if labels.is_empty() {
            open = unlabeled(line, open);
            if !matches!(open, Open::Nothing) && !line.trim().is_empty() {
                out.push(Cut::more(Span { start, end }));
            }
            continue;
        }
        open = Open::Nothing;
        let ends = labels.iter().skip(1).map(|next| start + next.start);
        for (label, end) in labels.iter().zip(ends.chain([end])) {
            let goes = code(minimum, label.name);
            open = match (goes, label.is_heading) {
                (None, _) => Open::Nothing,
                (Some(_), true) => Open::Heading,
                (Some(_), false) => Open::Value,
            };
            let start = start + label.start;
            out.extend(goes.map(|code| Cut::new(code, Span { start, end })));
        }
    }
}

/// What is open behind a line without a label.
fn unlabeled(line: &str, open: Open) -> Open {
    let is_ruled = ["===", "---", "```"]
        .iter()
        .any(|rule| line.trim_start().starts_with(rule));
    if is_ruled {
        return Open::Nothing;
    }
    let is_empty = line.trim().is_empty();
    let is_set_in = line.starts_with([' ', '\t', '-', '*', '\u{2022}']);
    match open {
        Open::Heading if is_empty => Open::Heading,
        Open::Heading | Open::Section if !is_empty => Open::Section,
        Open::Value if !is_empty && is_set_in => Open::Value,
        _ => Open::Nothing,
    }
}

/// A label on a line.
struct Label<'l> {
    name: &'l str,
    /// Where it begins in its line, its marks included.
    start: usize,
    /// Whether nothing stands behind it.
    is_heading: bool,
}

/// The labels of a line that begins with one; none of any other line.
fn labels(line: &str) -> Vec<Label<'_>> {
    let mut all = Vec::new();
    for (start, column) in columns(line) {
        match label(column) {
            Some((name, is_heading)) => all.push(Label {
                name,
                start: if all.is_empty() { 0 } else { start },
                is_heading,
            }),
            None if all.is_empty() && !column.trim().is_empty() => break,
            None => {}
        }
    }
    all
}

/// The columns of a line of a form, each with where it begins: parted by tabs, bars, semicolons or a wide gap.
fn columns(line: &str) -> Vec<(usize, &str)> {
    let mut columns = Vec::new();
    let mut start = 0;
    let mut gap = false;
    for (at, c) in line.char_indices() {
        let parts = matches!(c, '\t' | '|' | ';') || (c == ' ' && gap);
        gap = c == ' ';
        if parts {
            columns.push((start, line.get(start..at).unwrap_or_default()));
            start = at + c.len_utf8();
        }
    }
    columns.push((start, line.get(start..).unwrap_or_default()));
    columns
}

/// The label at the start of a column and whether nothing stands behind it: `Plan:`, `**Plan:** rest`, `## Plan`, `PLAN`.
fn label(column: &str) -> Option<(&str, bool)> {
    let trimmed = column.trim_start_matches([' ', '-', '*', '\u{2022}', '#', '>', '_']);
    let is_marked = column.trim_start().starts_with(['#', '*', '_']);
    if let Some((name, value)) = trimmed.split_once(':') {
        let name = name.trim_end_matches(['*', '_', ' ']);
        let is_empty = value.trim_matches(['*', '_', ' ', '\t']).is_empty();
        return (name.len() <= LONGEST && super::field::named(name).is_some())
            .then_some((name, is_empty));
    }
    let name = trimmed.trim_end_matches(['*', '_', ' ', '#', '\t']);
    let is_loud = name.len() > 3 && !name.contains(|c: char| c.is_lowercase());
    let is_heading = (is_marked || is_loud) && name.len() <= LONGEST;
    (is_heading && super::field::named(name).is_some()).then_some((name, true))
}

/// Where the next line begins.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let line_end = rest.starts_with("\r\n").then_some(2);
    end + line_end.unwrap_or(usize::from(rest.starts_with(['\n', '\r'])))
}
