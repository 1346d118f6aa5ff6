//! Identifiers in free text of kinds that no listed field needs: blocked out, with no way back.

use std::collections::BTreeMap;

use super::Minimum;
use crate::find::{Find, Findings};
use crate::placeholder::Tag;
use crate::replace::{block, spots};
use crate::segment::Segment;
use crate::span::Span;

/// Texts with blocks for what is not needed, and what was found in the rest of them. Holds clinical text: it has no `Debug`.
pub struct Masked {
    /// The texts, one for each segment.
    pub texts: Vec<String>,
    /// The other finds, at their places in these texts.
    pub rest: Findings,
    /// The finds that were blocked out, at their places in the segments.
    pub masked: Findings,
}

impl Masked {
    /// How many were blocked out in the first segments, by the code of their kind.
    #[must_use]
    pub fn counts(&self, segments: usize) -> BTreeMap<&'static str, u32> {
        let mut counts = BTreeMap::new();
        for find in self
            .masked
            .finds
            .iter()
            .filter(|find| find.segment < segments)
        {
            super::count(&mut counts, find.kind.code());
        }
        counts
    }
}

/// A place that was blocked out: in the segment, and how long it is now.
struct Block {
    span: Span,
    now: usize,
}

impl Minimum {
    /// Blocks out what no listed field needs, wherever it stands. Whoever works at the practice is no patient.
    #[must_use]
    pub fn mask(&self, segments: &[Segment<'_>], findings: &Findings) -> Masked {
        let goes = |tag: Tag| tag != Tag::Staff && !self.needs(tag.kind());
        let mut blocks: Vec<Vec<Block>> = segments.iter().map(|_| Vec::new()).collect();
        let mut texts: Vec<String> = Vec::with_capacity(segments.len());
        let spots = spots(segments, findings);
        let mut spots = spots.into_iter().filter(|spot| goes(spot.tag)).peekable();
        for ((index, segment), blocks) in segments.iter().enumerate().zip(&mut blocks) {
            let (mut text, mut at) = (String::new(), 0);
            while let Some(spot) = spots.next_if(|spot| spot.segment == index) {
                let block = block(spot.tag);
                text.push_str(segment.text.get(at..spot.span.start).unwrap_or_default());
                text.push_str(&block);
                at = spot.span.end;
                blocks.push(Block {
                    span: spot.span,
                    now: block.len(),
                });
            }
            text.push_str(segment.text.get(at..).unwrap_or_default());
            texts.push(text);
        }
        let (masked, rest): (Vec<Find>, Vec<Find>) = findings
            .finds
            .iter()
            .cloned()
            .partition(|find| goes(Tag::of(find)));
        let moved = |find: Find| {
            let blocks = blocks.get(find.segment).map_or(&[][..], Vec::as_slice);
            Find {
                span: moved(find.span, blocks),
                ..find
            }
        };
        Masked {
            texts,
            masked: Findings { finds: masked },
            rest: Findings {
                finds: rest.into_iter().map(moved).collect(),
            },
        }
    }
}

/// Where a span stands once the blocks before it have their new lengths.
fn moved(span: Span, blocks: &[Block]) -> Span {
    let moved = |at: usize| {
        let before = blocks.iter().take_while(|block| block.span.end <= at);
        before.fold(at, |at, block| {
            (at + block.now).saturating_sub(block.span.end - block.span.start)
        })
    };
    Span {
        start: moved(span.start),
        end: moved(span.end),
    }
}
