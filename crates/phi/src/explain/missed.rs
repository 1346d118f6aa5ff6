//! Why a place was not found.

use super::spoken::voice;
use super::watch::Record;
use super::{Answer, Missed, Place, Voice, need};
use crate::engine::{Engine, InspectError};
use crate::find::Find;
use crate::lexicon::Lexicon;
use crate::placeholder::written;
use crate::reason::Dropped;
use crate::recognize::{self, Candidate};
use crate::seam;
use crate::segment::Segment;
use crate::span::Span;
use crate::text::{Folded, Page};

/// One inspection, to be asked about places.
pub(super) struct Case<'a, 't> {
    pub(super) engine: &'a Engine,
    pub(super) segments: &'a [Segment<'t>],
    pub(super) folded: &'a [Folded<'t>],
    pub(super) record: &'a Record,
    pub(super) finds: &'a [Find],
}

impl Case<'_, '_> {
    /// What became of a place.
    pub(super) fn answer(&self, place: Place) -> Result<Answer, InspectError> {
        let touches = |find: &Find| find.segment == place.segment && find.span.overlaps(place.span);
        let all = self.finds.iter().enumerate();
        let found: Vec<(usize, Span)> = all
            .filter(|(_, find)| touches(find))
            .map(|(at, find)| (at, find.span))
            .collect();
        let text = self.segments.get(place.segment);
        let text = text.map_or("", |source| source.text);
        let spans: Vec<Span> = found.iter().map(|(_, span)| *span).collect();
        let open = uncovered(text, place.span, &spans).into_iter();
        let missed: Result<Vec<Missed>, InspectError> = open
            .map(|span| self.missed(Place { span, ..place }))
            .collect();
        Ok(Answer {
            place,
            found: found.into_iter().map(|(at, _)| at).collect(),
            missed: missed?,
        })
    }

    fn missed(&self, place: Place) -> Result<Missed, InspectError> {
        let (mut seen_by, mut dropped_by) = (Vec::new(), Vec::new());
        let mut proposed = Vec::new();
        let source = self.segments.get(place.segment);
        if let Some((text, source)) = self.folded.get(place.segment).zip(source) {
            let span = text.folded(place.span);
            self.taken_back(place.segment, span, &mut proposed, &mut dropped_by);
            let page = Page::new(&text.text, source.label, &Lexicon::shipped());
            let (seen, why) = recognize::doubts(&page, span);
            seen_by = seen;
            if dropped_by.is_empty() {
                dropped_by = why;
            }
        }
        if dropped_by.is_empty() {
            dropped_by.push(Dropped::Nothing);
        }
        Ok(Missed {
            span: place.span,
            seen_by,
            proposed,
            dropped_by,
            needed: need::needed(self.engine, self.segments, place)?,
        })
    }

    /// What was proposed for a span of a folded text and did not become a find.
    fn taken_back(
        &self,
        segment: usize,
        span: Span,
        proposed: &mut Vec<Voice>,
        dropped: &mut Vec<Dropped>,
    ) {
        let own = |all: &[Vec<Candidate>]| all.get(segment).cloned().unwrap_or_default();
        let gathered = own(&self.record.gathered);
        let (mut unwritten, mut spared) = (gathered.clone(), gathered.clone());
        if let Some(text) = self.folded.get(segment) {
            written::spare(&text.text, &mut unwritten);
            self.engine.spare(&text.text, &mut spared);
        }
        let (settled, resolved) = (own(&self.record.settled), own(&self.record.resolved));
        let steps = [
            (own(&self.record.proposed), &gathered, Dropped::Overruled),
            (self.straddlers(segment), &gathered, Dropped::SeamDoubted),
            (gathered.clone(), &unwritten, Dropped::Placeholder),
            (unwritten.clone(), &spared, Dropped::PublicDetail),
            (settled, &resolved, Dropped::Version),
        ];
        for (before, after, why) in steps {
            let gone = before.iter().filter(|one| one.span.overlaps(span));
            let gone = gone.filter(|one| !after.iter().any(|left| is_same(one, left)));
            let gone: Vec<Voice> = gone.map(voice).collect();
            dropped.extend((!gone.is_empty()).then_some(why));
            proposed.extend(gone);
        }
    }

    /// What was proposed in the windows over seams, as far as it lies in a segment and in others too.
    fn straddlers(&self, segment: usize) -> Vec<Candidate> {
        let texts: Vec<&str> = self.folded.iter().map(|text| &*text.text).collect();
        let windows = seam::windows(self.segments, &texts);
        let own = self.record.proposed.len().saturating_sub(windows.len());
        let across = self.record.proposed.iter().skip(own);
        let pieces = windows.iter().zip(across).flat_map(|(window, found)| {
            let pieces = found.iter().map(|whole| window.pieces(whole));
            pieces.filter(|pieces| pieces.len() > 1).flatten()
        });
        let own = pieces.filter(|(at, _)| *at == segment);
        own.map(|(_, piece)| piece).collect()
    }
}

/// Whether two are the same proposal, whoever they belong to.
fn is_same(one: &Candidate, other: &Candidate) -> bool {
    let key = |one: &Candidate| (one.span, one.kind, one.recognizer);
    key(one) == key(other)
}

/// The stretches of a span of a text, from a letter or digit to a letter or digit, that these spans leave open.
pub(super) fn uncovered(text: &str, span: Span, finds: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut grows = false;
    let chars = text.char_indices().skip_while(|(at, _)| *at < span.start);
    for (start, c) in chars.take_while(|(at, _)| *at < span.end) {
        let here = Span {
            start,
            end: start + c.len_utf8(),
        };
        if finds.iter().any(|find| find.overlaps(here)) {
            grows = false;
        } else if c.is_alphanumeric() {
            match out.last_mut().filter(|_| grows) {
                Some(open) => open.end = here.end,
                None => out.push(here),
            }
            grows = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_open_is_cut_at_finds_and_marks() {
        let text = "Dr. Zo\u{eb} Ng, MD (x)";
        let name = Span { start: 4, end: 11 };
        let shown = |finds: &[Span]| {
            let whole = Span {
                start: 0,
                end: text.len(),
            };
            let open = uncovered(text, whole, finds);
            let open = open.iter().map(|span| span.of(text).unwrap());
            open.collect::<Vec<_>>().join("|")
        };
        assert_eq!(shown(&[]), "Dr. Zo\u{eb} Ng, MD (x");
        assert_eq!(shown(&[name]), "Dr|MD (x");
    }
}
