//! Identifiers that straddle segments.
//!
//! "551-59" at the end of one chunk and "-2870" at the start of the next are one number to whoever reads both. Around
//! every seam a window of joined text is read once more, with the pieces joined directly and by a space; what lies across
//! a seam there, and is to be believed (`belief`), is cut into one candidate a segment. Every segment enters at most two windows, by its head and by its tail, or one window whole when it is
//! short: the work stays linear however many segments there are.

mod belief;
mod sides;

use crate::find::Why;
use crate::recognize::Candidate;
use crate::segment::{Join, Segment};
use crate::span::Span;
use crate::text::Page;
use belief::Straddler;

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

/// The windows over all seams of a list of segments. `texts` are the folded texts.
pub(crate) fn windows(segments: &[Segment<'_>], texts: &[&str]) -> Vec<Window> {
    let glues = ["", " "].into_iter();
    glues
        .flat_map(|glue| glued(segments, texts, glue))
        .collect()
}

fn glued(segments: &[Segment<'_>], texts: &[&str], glue: &str) -> Vec<Window> {
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

    /// A candidate of the window as candidates of its segments; nothing when it does not lie across a seam or only came
    /// about by joining. `alone` is what was found in each segment by itself.
    pub(crate) fn split(
        &self,
        page: &Page<'_>,
        whole: &Candidate,
        alone: &[Vec<Candidate>],
    ) -> Vec<(usize, Candidate)> {
        let pieces = self.pieces(whole);
        let straddler = Straddler {
            window: self,
            page,
            whole,
            pieces: &pieces,
            alone,
        };
        let believed = pieces.len() > 1 && straddler.is_believed();
        if believed { pieces } else { Vec::new() }
    }

    /// A candidate of the window as one of each segment that it touches.
    pub(crate) fn pieces(&self, whole: &Candidate) -> Vec<(usize, Candidate)> {
        let touched = self.touched(whole.span).iter();
        touched
            .map(|part| (part.segment, part.own(whole)))
            .collect()
    }

    /// The parts in which a span of the window lies.
    fn touched(&self, span: Span) -> &[Part] {
        let first = self
            .parts
            .partition_point(|part| part.at + part.len <= span.start);
        let last = self.parts.partition_point(|part| part.at < span.end);
        self.parts.get(first..last).unwrap_or_default()
    }

    /// The seams within a span of the window: where the left part ends and where the right one begins.
    fn seams(&self, span: Span) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.touched(span).windows(2);
        pairs.filter_map(|pair| match pair {
            [left, right] => Some((left.at + left.len, right.at)),
            _ => None,
        })
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
    use crate::lexicon::Lexicon;
    use crate::recognize::Weight;

    fn adjacent<'t>(texts: &[&'t str]) -> Vec<Segment<'t>> {
        let segment = |text: &&'t str| Segment {
            text,
            label: None,
            join: Join::Adjacent,
            identifier: false,
        };
        texts.iter().map(segment).collect()
    }

    fn joined(texts: &[&str]) -> Vec<Window> {
        glued(&adjacent(texts), texts, "")
    }

    #[test]
    fn a_window_spans_several_short_segments() {
        let windows = joined(&["551-", "59", "-28", "70 ok"]);
        assert_eq!(windows.len(), 1);
        assert_eq!(windows[0].text, "551-59-2870 ok");
        let page = Page::new(&windows[0].text, None, &Lexicon::shipped());
        let whole = Candidate::new("test", Kind::Ssn, Span { start: 0, end: 11 });
        let pieces = windows[0].split(&page, &whole.because(Weight::Proven, Why::CHECK), &[]);
        let spans: Vec<(usize, usize, usize)> = pieces
            .iter()
            .map(|(segment, one)| (*segment, one.span.start, one.span.end))
            .collect();
        assert_eq!(spans, [(0, 0, 4), (1, 0, 2), (2, 0, 3), (3, 0, 2)]);
    }

    #[test]
    fn what_lies_in_one_segment_is_not_a_straddler() {
        let windows = joined(&["551-59-2870", " ok"]);
        let page = Page::new(&windows[0].text, None, &Lexicon::shipped());
        let whole = Candidate::new("test", Kind::Ssn, Span { start: 0, end: 11 });
        assert!(windows[0].split(&page, &whole, &[]).is_empty());
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
        assert!(windows(&segments, &["551-59", "-2870"]).is_empty());
    }
}
