//! Why something was found, and why something was not, without a word of the text.
//!
//! [`Engine::explain`] runs the same inspection with somebody who looks on (`watch`), and reads from what was proposed and
//! what came out which layers spoke for a find and what it outweighed (`spoken`), which checks it passed (`check`), and for
//! a place that was asked about, what dropped it (`missed`) and what would have made it a find (`need`). Inspection without
//! an explanation pays nothing for it.

mod check;
mod missed;
mod need;
mod spoken;
mod watch;

pub(crate) use watch::{Step, Watch};

use crate::engine::{Engine, InspectError};
use crate::find::{Confidence, Find};
use crate::kind::Kind;
use crate::reason::{Check, Dropped, Ground, Layer, LostBy, Need, Sight};
use crate::segment::Segment;
use crate::span::Span;
use crate::text::Folded;
use watch::Record;

/// Every find with its reasons, and an answer for every place that was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanations {
    /// One for each find, in the order of [`crate::Findings`].
    pub finds: Vec<Explanation>,
    /// One for each place, in the order in which they were asked.
    pub places: Vec<Answer>,
}

/// Why something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The find.
    pub find: Find,
    /// The proposals of this kind for these words; the one that became the find comes first.
    pub spoke: Vec<Voice>,
    /// The checks that it passed.
    pub checks: Vec<Check>,
    /// The proposals of other kinds for the same words, or some of them, that gave way.
    pub outweighed: Vec<Outweighed>,
    /// Why it is as sure as it is.
    pub why_confidence: Ground,
}

/// One layer's proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Voice {
    /// What spoke.
    pub layer: Layer,
    /// The recognizer or kind of field, by its id.
    pub recognizer: &'static str,
    /// What it took the words for.
    pub kind: Kind,
    /// How sure it was.
    pub confidence: Confidence,
}

/// A proposal that gave way to a find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Outweighed {
    /// The proposal.
    pub voice: Voice,
    /// Why it gave way.
    pub by: LostBy,
}

/// Words that somebody asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which of the segments, counted from 0.
    pub segment: usize,
    /// Where in that segment's text, in bytes.
    pub span: Span,
}

/// What became of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The place.
    pub place: Place,
    /// Which finds lie in it, by their index in [`Explanations::finds`].
    pub found: Vec<usize>,
    /// What of it is covered by no find. Empty when all letters and digits are covered.
    pub missed: Vec<Missed>,
}

/// Why words were not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The words, in bytes of the segment's text.
    pub span: Span,
    /// What word lists and recognizers see in them.
    pub seen_by: Vec<Sight>,
    /// What was proposed for them and dropped.
    pub proposed: Vec<Voice>,
    /// Why they are no find; never empty.
    pub dropped_by: Vec<Dropped>,
    /// What would have made them a find, tried out one by one; empty when none of it would.
    pub needed: Vec<Need>,
}

impl Engine {
    /// Finds every identifier as [`Engine::inspect`] does, says why, and why not for each of the places.
    ///
    /// Each place without a find costs a few further inspections.
    ///
    /// # Errors
    /// When a segment is too long to be checked.
    pub fn explain(
        &self,
        segments: &[Segment<'_>],
        places: &[Place],
    ) -> Result<Explanations, InspectError> {
        let mut record = Record::default();
        let findings = self.watched(segments, &mut record)?;
        let folded: Vec<Folded<'_>> = segments
            .iter()
            .map(|source| Folded::new(source.text))
            .collect();
        let finds = self.explained(&folded, &record, &findings.finds);
        let ask = |place: &Place| {
            let case = missed::Case {
                engine: self,
                segments,
                folded: &folded,
                record: &record,
                finds: &findings.finds,
            };
            case.answer(*place)
        };
        let places: Result<Vec<Answer>, InspectError> = places.iter().map(ask).collect();
        Ok(Explanations {
            finds,
            places: places?,
        })
    }

    fn explained(
        &self,
        folded: &[Folded<'_>],
        record: &Record,
        finds: &[Find],
    ) -> Vec<Explanation> {
        let people = spoken::shared(finds);
        let mut finds = finds.iter();
        let segments = folded.iter().zip(&record.gathered).zip(&record.resolved);
        let mut out = Vec::new();
        for ((text, gathered), resolved) in segments {
            let mut heard = gathered.clone();
            self.spare(&text.text, &mut heard);
            let chorus = spoken::Chorus::new(&text.text, heard);
            for (one, find) in resolved.iter().zip(&mut finds) {
                out.push(chorus.explain(one, find, &people));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests;
