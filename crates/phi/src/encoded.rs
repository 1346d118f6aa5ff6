//! Text in base64 (RFC 4648, both alphabets): "SGFycmlldCBMaW5kZ3Jlbg==" is a name to whoever decodes it.
//!
//! A long run of its signs that decodes to readable text is read in that form. When a person or something hard stands
//! there, the whole run is one find: part of it means nothing, and its letters are not those of the text.

use crate::base64::{decode, sextet};
use crate::find::{Confidence, Why};
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;

/// Fewest signs of a run: shorter ones are words, and hold no more than a word.
const LEAST: usize = 24;

/// One run and what it says.
pub(crate) struct Encoded {
    /// The decoded text.
    pub(crate) text: String,
    /// The segment in which it stands.
    pub(crate) segment: usize,
    /// Where it stands in the segment's folded text.
    span: Span,
}

/// The runs of all segments that say something. `texts` are the folded texts.
pub(crate) fn runs(texts: &[&str]) -> Vec<Encoded> {
    let all = texts.iter().enumerate();
    all.flat_map(|(segment, text)| {
        let readable = move |span: Span| {
            let text = read(span.of(text)?)?;
            Some(Encoded {
                text,
                segment,
                span,
            })
        };
        spans(text.as_bytes()).into_iter().filter_map(readable)
    })
    .collect()
}

impl Encoded {
    /// The find that the run is, when what was found in its text identifies somebody.
    pub(crate) fn find(&self, found: &[Candidate]) -> Option<Candidate> {
        let named = |one: &Candidate| one.kind == Kind::Name && one.confidence >= Confidence::Fair;
        let tells = found.iter().any(|one| one.hard || named(one));
        let whole = Candidate::new("encoded", Kind::OtherId, self.span).hard();
        tells.then(|| whole.because(Weight::Proven, Why::PATTERN))
    }
}

/// The long runs of signs; a look at the end of what could be one passes over words without reading them.
fn spans(bytes: &[u8]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(window) = bytes.get(start..start + LEAST) {
        if let Some(other) = window.iter().rposition(|byte| sextet(*byte).is_none()) {
            start += other + 1;
            continue;
        }
        let rest = bytes.get(start..).unwrap_or_default();
        let signs = rest.iter().take_while(|byte| sextet(**byte).is_some());
        let signs = signs.count();
        let padding = rest.iter().skip(signs).take(2);
        let end = start + signs + padding.take_while(|byte| **byte == b'=').count();
        out.push(Span { start, end });
        start = end;
    }
    out
}

/// What a run says, when that is text.
fn read(run: &str) -> Option<String> {
    let text = String::from_utf8(decode(run.as_bytes())).ok()?;
    let unreadable = |c: &char| c.is_control() && !c.is_whitespace();
    (text.chars().filter(unreadable).count() * 10 <= text.len()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(String, String)> {
        let runs = runs(&[text]);
        let shown = runs.iter().map(|run| {
            let written = run.span.of(text).unwrap().to_owned();
            (written, run.text.clone())
        });
        shown.collect()
    }

    #[test]
    fn readable_runs_are_decoded() {
        for (run, text) in [
            ("SGFycmlldCBMaW5kZ3JlbiwgTVJO", "Harriet Lindgren, MRN"),
            ("SGFycmlldCBMaW5kZ3JlbiwgTQ==", "Harriet Lindgren, M"),
            ("SGFycmlldCBMaW5kZ3JlbiwgTQ", "Harriet Lindgren, M"),
            ("UGXDsWE_Pz8-Pj4gSGFycmlldCE=", "Pe\u{f1}a???>>> Harriet!"),
        ] {
            let found = said(&format!("token: {run}, ok"));
            assert_eq!(found, [(run.to_owned(), text.to_owned())], "{run}");
        }
    }

    #[test]
    fn other_runs_say_nothing() {
        for text in [
            "SGFycmlldCBMaW5kZ3Jlbg",
            "openChartHarrietLindgrenAndReadAllOfIt",
            "/usr/local/lib/python/site-packages/lindgren",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
            "0123456789012345678901234567890123456789",
            "------------------------------------",
            "caf\u{e9} caf\u{e9} caf\u{e9} caf\u{e9} caf\u{e9} caf\u{e9}",
        ] {
            assert!(said(text).is_empty(), "{text}: {:?}", said(text));
        }
    }
}
