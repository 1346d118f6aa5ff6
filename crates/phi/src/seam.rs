//! Identifiers that straddle segments.
//!
//! "551-59" at the end of one chunk and "-2870" at the start of the next are one number to whoever reads both. Around
//! every seam a window of joined text is read once more; what lies across a seam there is cut into one candidate a
//! segment. Every segment enters at most two windows, by its head and by its tail, or one window whole when it is
//! short: the work stays linear however many segments there are.

use crate::find::Why;
use crate::recognize::Candidate;
use crate::segment::{Join, Segment};
use crate::span::Span;

/// How many bytes of a long segment a window takes on each side of a seam.
const REACH: usize = 96;

/// Joined text around one or more seams.
pub(crate) struct Window {
    /// The joined text.
    pub(crate) text: String,
    parts: Vec<Part>,
}

/// Where a piece of a segment stands in a window.
#[derive(Clone, Copy)]
struct Part {
    /// Offset in the window.
    at: usize,
    /// The segment.
    segment: usize,
    /// Offset of the piece in the segment's folded text.
    from: usize,
    /// Length of the piece.
    len: usize,
}

/// The windows over all seams of a list of segments, `glue` standing between the pieces. `texts` are the folded texts.
pub(crate) fn windows(segments: &[Segment<'_>], texts: &[&str], glue: &str) -> Vec<Window> {
    let mut out = Vec::new();
    let mut open = Window::empty();
    for (segment, (source, text)) in segments.iter().zip(texts).enumerate() {
        if source.join == Join::Separate || segment == 0 {
            open.close(&mut out);
        }
        if text.len() <= 2 * REACH {
            open.add(segment, text, 0, text.len(), glue);
            continue;
        }
        if !open.parts.is_empty() {
            open.add(segment, text, 0, cut(text, REACH), glue);
            open.close(&mut out);
        }
        open.add(
            segment,
            text,
            cut(text, text.len() - REACH),
            text.len(),
            glue,
        );
    }
    open.close(&mut out);
    out
}

/// The nearest character boundary at or after an offset.
fn cut(text: &str, offset: usize) -> usize {
    (offset..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

impl Window {
    fn empty() -> Self {
        Self {
            text: String::new(),
            parts: Vec::new(),
        }
    }

    fn add(&mut self, segment: usize, text: &str, from: usize, to: usize, glue: &str) {
        let Some(piece) = text.get(from..to).filter(|piece| !piece.is_empty()) else {
            return;
        };
        if !self.text.is_empty() {
            self.text.push_str(glue);
        }
        self.parts.push(Part {
            at: self.text.len(),
            segment,
            from,
            len: piece.len(),
        });
        self.text.push_str(piece);
    }

    /// Hands itself over when it holds a seam, and starts anew.
    fn close(&mut self, out: &mut Vec<Self>) {
        let done = std::mem::replace(self, Self::empty());
        if done.parts.len() > 1 {
            out.push(done);
        }
    }

    /// A candidate of the window as candidates of its segments; nothing when it does not lie across a seam.
    pub(crate) fn split(&self, candidate: &Candidate) -> Vec<(usize, Candidate)> {
        let first = self
            .parts
            .partition_point(|part| part.at + part.len <= candidate.span.start);
        let touched = self
            .parts
            .iter()
            .skip(first)
            .take_while(|part| part.at < candidate.span.end);
        let pieces: Vec<(usize, Candidate)> = touched
            .map(|part| (part.segment, part.own(candidate)))
            .collect();
        if pieces.len() > 1 { pieces } else { Vec::new() }
    }
}

impl Part {
    fn own(self, candidate: &Candidate) -> Candidate {
        let start = candidate.span.start.max(self.at) - self.at + self.from;
        let end = candidate.span.end.min(self.at + self.len) - self.at + self.from;
        Candidate {
            span: Span { start, end },
            why: candidate.why | Why::SEAM,
            ..candidate.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    fn joined(texts: &[&str]) -> Vec<Window> {
        let segments: Vec<Segment<'_>> = texts
            .iter()
            .map(|text| Segment {
                text,
                label: None,
                join: Join::Adjacent,
            })
            .collect();
        windows(&segments, texts, "")
    }

    #[test]
    fn a_window_spans_several_short_segments() {
        let windows = joined(&["551-", "59", "-28", "70 ok"]);
        assert_eq!(windows.len(), 1);
        assert_eq!(windows[0].text, "551-59-2870 ok");
        let pieces = windows[0].split(&Candidate::new(
            "test",
            Kind::Ssn,
            Span { start: 0, end: 11 },
        ));
        let spans: Vec<(usize, Span)> = pieces
            .iter()
            .map(|(segment, one)| (*segment, one.span))
            .collect();
        let span = |start, end| Span { start, end };
        assert_eq!(
            spans,
            [
                (0, span(0, 4)),
                (1, span(0, 2)),
                (2, span(0, 3)),
                (3, span(0, 2))
            ]
        );
    }

    #[test]
    fn what_lies_in_one_segment_is_not_a_straddler() {
        let windows = joined(&["551-59-2870", " ok"]);
        assert!(
            windows[0]
                .split(&Candidate::new(
                    "test",
                    Kind::Ssn,
                    Span { start: 0, end: 11 }
                ))
                .is_empty()
        );
    }

    #[test]
    fn long_segments_enter_by_head_and_tail_only() {
        let long = "é".repeat(400);
        let windows = joined(&[&long, &long, &long]);
        assert_eq!(windows.len(), 2);
        assert!(
            windows
                .iter()
                .all(|window| window.text.len() <= 2 * REACH + 2)
        );
    }

    #[test]
    fn separate_segments_have_no_seam() {
        let segments = [Segment::alone("551-59"), Segment::alone("-2870")];
        assert!(windows(&segments, &["551-59", "-2870"], "").is_empty());
    }
}
