//! What an engine finds of marked-up texts, and what went wrong.

use std::ops::Range;

use anteroom_phi::{Engine, Segment, Span, to_code_points};
use anyhow::Result;

use crate::cued;
use crate::figures::Figures;
use crate::gold::Document;

/// How much of the text before and behind an error is shown, in characters.
const AROUND: usize = 30;

/// The figures, and one line an error; a plus behind the label says that a word before the value tells what it is.
pub(super) fn measure(engine: &Engine, documents: &[Document]) -> Result<(Figures, Vec<String>)> {
    let (mut figures, mut errors) = (Figures::default(), Vec::new());
    for document in documents {
        let found = engine.inspect(&[Segment::alone(&document.text)])?;
        let spans: Vec<Span> = found.finds.iter().map(|find| find.span).collect();
        let points = to_code_points(&document.text, &spans);
        let points: Vec<Range<usize>> = points.iter().map(|span| span.start..span.end).collect();
        for mark in figures.add(document, &points) {
            let place = around(document, &(mark.start..mark.end));
            let told = if cued::is_cued(document, mark) {
                "+"
            } else {
                ""
            };
            let label = format!("{}{told}", mark.label);
            errors.push(format!("MISS  {} {label:<8} {place}", document.id));
        }
        for (find, points) in found.finds.iter().zip(&points) {
            if is_false(document, points) {
                let (kind, who) = (find.kind.label(), find.recognizer);
                let place = around(document, points);
                errors.push(format!("FALSE {} {kind:<8} {who} {place}", document.id));
            }
        }
    }
    Ok((figures, errors))
}

/// Whether a find touches no mark.
fn is_false(document: &Document, find: &Range<usize>) -> bool {
    let apart = |start: usize, end: usize| end <= find.start || find.end <= start;
    document
        .spans
        .iter()
        .all(|mark| apart(mark.start, mark.end))
}

fn around(document: &Document, place: &Range<usize>) -> String {
    let part = |from: usize, to: usize| -> String {
        let signs = document.text.chars().skip(from);
        signs.take(to.saturating_sub(from)).collect()
    };
    let (start, end) = (place.start, place.end);
    let (before, after) = (
        part(start.saturating_sub(AROUND), start),
        part(end, end + AROUND),
    );
    format!("{:?}", format!("{before}<<{}>>{after}", part(start, end)))
}
