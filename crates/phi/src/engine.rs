//! The engine: segments in, findings out.
//!
//! Inspection reads as this file does: fold and tokenize every segment, let every recognizer propose, join what
//! straddles segments, resolve overlaps, map back to the caller's offsets. It does no I/O, keeps nothing between
//! inspections and gives the same answer for the same input.

use crate::find::{Find, Findings};
use crate::lexicon::Lexicon;
use crate::recognize::{self, Candidate};
use crate::resolve::resolve;
use crate::segment::Segment;
use crate::settings::Settings;
use crate::text::{Folded, Page};

/// Finds identifiers. Build it once and share it: it is immutable.
pub struct Engine {
    lexicon: Lexicon,
}

/// Why an engine could not be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The word lists inside the program are missing or damaged.
    #[error("the word lists inside this program are damaged; install it again")]
    Lexicon,
}

/// Why a text could not be inspected. Nothing may be sent then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InspectError {
    /// A segment is longer than offsets can count (4 GiB).
    #[error("segment {segment} is too long to be checked")]
    TooLong {
        /// Which segment, counted from 0.
        segment: usize,
    },
}

impl Engine {
    /// Builds an engine.
    ///
    /// # Errors
    /// When the word lists inside the program are damaged.
    pub fn new(_settings: &Settings) -> Result<Self, EngineError> {
        Ok(Self {
            lexicon: Lexicon::shipped(),
        })
    }

    /// Finds every identifier in the segments of one request.
    ///
    /// # Errors
    /// When a segment is too long to be checked: then nothing was checked.
    pub fn inspect(&self, segments: &[Segment<'_>]) -> Result<Findings, InspectError> {
        let folded = fold_all(segments)?;
        let mut finds = Vec::new();
        for (segment, (text, source)) in folded.iter().zip(segments).enumerate() {
            let page = Page::new(&text.text, source.label, &self.lexicon);
            let resolved = resolve(page.text, propose(&page));
            finds.extend(
                resolved
                    .into_iter()
                    .map(|candidate| to_find(segment, text, candidate)),
            );
        }
        Ok(Findings { finds })
    }
}

fn fold_all<'t>(segments: &[Segment<'t>]) -> Result<Vec<Folded<'t>>, InspectError> {
    let fold = |(segment, source): (usize, &Segment<'t>)| {
        let fits = u32::try_from(source.text.len()).is_ok();
        fits.then(|| Folded::new(source.text))
            .ok_or(InspectError::TooLong { segment })
    };
    segments.iter().enumerate().map(fold).collect()
}

fn propose(page: &Page<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for recognizer in recognize::ALL {
        (recognizer.find)(page, &mut out);
    }
    out
}

fn to_find(segment: usize, text: &Folded<'_>, candidate: Candidate) -> Find {
    Find {
        segment,
        span: text.original(candidate.span),
        kind: candidate.kind,
        confidence: candidate.confidence,
        hard: candidate.hard,
        recognizer: candidate.recognizer,
        role: candidate.role,
        person: candidate.person,
        why: candidate.why,
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}
