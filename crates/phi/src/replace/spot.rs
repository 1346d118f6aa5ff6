//! The places to be replaced: every find, and every further place where a hard value stands.
//!
//! Spots are sorted and disjoint. Each knows since when it is one: a place that is only replaced because of a find
//! further down counts as younger than that find, so that a message added later cannot renumber earlier ones.

use super::sweep::Sweep;
use crate::find::{Find, Findings, PersonId};
use crate::placeholder::Tag;
use crate::segment::Segment;
use crate::span::Span;

/// One place to be replaced.
#[derive(Clone)]
pub(crate) struct Spot<'t> {
    pub(crate) segment: usize,
    pub(crate) span: Span,
    /// What stands there.
    pub(crate) value: &'t str,
    pub(crate) tag: Tag,
    pub(crate) person: Option<PersonId>,
    /// The later of this place and the find that made it one.
    pub(crate) since: (usize, usize),
    /// Whether it stands directly in square brackets.
    pub(crate) bracketed: bool,
}

impl Spot<'_> {
    /// Whether it is a spot only because of a find elsewhere.
    pub(super) fn is_younger(&self) -> bool {
        self.since != (self.segment, self.span.start)
    }
}

/// How often a gap that fell apart is looked at again; what is left then is for `verify`.
const ROUNDS: usize = 8;

/// All spots, sorted by segment and start.
pub(crate) fn collect<'t>(segments: &[Segment<'t>], findings: &Findings) -> Vec<Spot<'t>> {
    let mut finds: Vec<&Find> = findings.finds.iter().collect();
    finds.sort_by_key(|find| (find.segment, find.span));
    let sweep = Sweep::new(segments, findings).filter(|sweep| !sweep.is_empty());
    let mut finds = finds.into_iter().peekable();
    let mut spots = Vec::with_capacity(findings.finds.len());
    for (index, segment) in segments.iter().enumerate() {
        let mut here = Here {
            index,
            text: segment.text,
            sweep: sweep.as_ref(),
            at: 0,
            spots: &mut spots,
        };
        while let Some(find) = finds.next_if(|find| find.segment <= index) {
            if find.segment == index {
                here.found(find);
            }
        }
        here.gap(here.at, segment.text.len(), ROUNDS);
    }
    mark_brackets(segments, &mut spots);
    spots
}

/// One segment while its spots are collected.
struct Here<'a, 't> {
    index: usize,
    text: &'t str,
    sweep: Option<&'a Sweep>,
    at: usize,
    spots: &'a mut Vec<Spot<'t>>,
}

impl Here<'_, '_> {
    fn found(&mut self, find: &Find) {
        let Some(span) = widened(self.text, find.span, self.at).filter(|span| !span.is_empty())
        else {
            return;
        };
        self.gap(self.at, span.start, ROUNDS);
        self.place(span, Tag::of(find), find.person, (self.index, span.start));
        self.at = span.end;
    }

    /// Hard values in text where nothing was found. Around a placeholder words end, so a gap with a hit is looked
    /// at again piece by piece.
    fn gap(&mut self, start: usize, end: usize, rounds: usize) {
        let (Some(sweep), Some(text)) = (self.sweep, self.text.get(start..end)) else {
            return;
        };
        if rounds == 0 || text.is_empty() {
            return;
        }
        let mut at = start;
        for hit in sweep.hits(text) {
            let span = Span {
                start: start + hit.span.start,
                end: start + hit.span.end,
            };
            let owner = sweep.owner(&hit);
            self.gap(at, span.start, rounds - 1);
            self.place(
                span,
                owner.tag,
                owner.person,
                owner.at.max((self.index, span.start)),
            );
            at = span.end;
        }
        if at > start {
            self.gap(at, end, rounds - 1);
        }
    }

    fn place(&mut self, span: Span, tag: Tag, person: Option<PersonId>, since: (usize, usize)) {
        let value = span.of(self.text).unwrap_or_default();
        self.spots.push(Spot {
            segment: self.index,
            span,
            value,
            tag,
            person,
            since,
            bracketed: false,
        });
    }
}

/// The span on character boundaries, from `least` on.
fn widened(text: &str, span: Span, least: usize) -> Option<Span> {
    let start = floor(text, span.start).max(least);
    let end = ceil(text, span.end);
    Span::new(start, end)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

fn mark_brackets(segments: &[Segment<'_>], spots: &mut [Spot<'_>]) {
    for spot in spots {
        let text = segments
            .get(spot.segment)
            .map_or("", |segment| segment.text);
        let before = text.get(..spot.span.start).unwrap_or_default();
        let after = text.get(spot.span.end..).unwrap_or_default();
        spot.bracketed = before.ends_with('[') && after.starts_with(']');
    }
}
