//! The engine: segments in, findings out.
//!
//! Inspection reads as this file does: fold and tokenize every segment, every other way to read one, every text in base64
//! and every window over a seam, let recognizers and fields propose, recall known people, split what lies across seams,
//! recall known addresses, give what was found in base64 to its run and what was found in another reading to its segment,
//! spare the practice's own details, resolve overlaps, spare the versions of programs and ranges, map back to the caller's offsets.
//! It does no I/O, keeps nothing between inspections and gives the same answer for the same input.

use std::sync::Arc;

use crate::addresses;
use crate::encoded::{self, Encoded};
use crate::explain::{Step, Watch};
use crate::field;
use crate::find::{Find, Findings};
use crate::interval;
use crate::lexicon::Lexicon;
use crate::other::{self, Other};
use crate::people;
use crate::placeholder::written;
use crate::public::Public;
use crate::recognize::{self, Candidate};
use crate::resolve::resolve;
use crate::seam::{self, Window};
use crate::segment::Segment;
use crate::settings::{Roster, Settings};
use crate::span::Span;
use crate::tagger::{self, FEATURES, Model};
use crate::text::{Folded, Page};
use crate::version;

/// Finds identifiers. Build it once and share it: it is immutable.
pub struct Engine {
    lexicon: Lexicon,
    public: Public,
    roster: Roster,
    tagger: Option<Arc<Model>>,
}

/// A token as training sees it.
#[derive(Clone, Copy, Debug)]
pub struct Studied {
    /// Where it stands, in bytes of the text as it was given.
    pub span: Span,
    /// Its features; none for a word that the tagger does not ask about.
    pub features: Option<[u32; FEATURES]>,
}

/// Why an engine could not be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The word lists inside the program are missing or damaged.
    #[error("the word lists inside this program are damaged; install it again")]
    Lexicon,
    /// The trained weights inside the program are damaged.
    #[error("the tagger's weights inside this program are damaged; install it again")]
    Tagger,
    /// There are too many public details to search for.
    #[error("the list of public details is too long; shorten it")]
    PublicDetails,
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
    /// When the word lists or weights inside the program are damaged, or the settings hold more than can be searched for.
    pub fn new(settings: &Settings) -> Result<Self, EngineError> {
        let model = Model::shipped().map_err(|_| EngineError::Tagger)?;
        Ok(Self::untrained(settings)?.with_tagger(Some(model)))
    }

    /// Builds an engine of rules alone, to train a tagger beside: it needs no weights, which a change of their layout
    /// makes unreadable until the training after it.
    ///
    /// # Errors
    /// When the word lists inside the program are damaged, or the settings hold more than can be searched for.
    pub fn untrained(settings: &Settings) -> Result<Self, EngineError> {
        let lexicon = Lexicon::shipped();
        if lexicon.flags("patient").is_empty() {
            return Err(EngineError::Lexicon);
        }
        let public = Public::new(&settings.public_details).ok_or(EngineError::PublicDetails)?;
        Ok(Self {
            lexicon,
            public,
            roster: settings.roster.clone(),
            tagger: None,
        })
    }

    /// The same engine with another tagger, or none: for training and for measuring.
    #[must_use]
    pub fn with_tagger(self, tagger: Option<Model>) -> Self {
        Self {
            tagger: tagger.map(Arc::new),
            ..self
        }
    }

    /// The same engine, for which these too are the practice's own public details.
    ///
    /// # Errors
    /// When they are more than can be searched for.
    pub fn also_sparing(&self, details: &[String]) -> Result<Self, EngineError> {
        let public = self.public.and(details);
        Ok(Self {
            lexicon: self.lexicon,
            public: public.ok_or(EngineError::PublicDetails)?,
            roster: self.roster.clone(),
            tagger: self.tagger.clone(),
        })
    }

    /// The tokens of one text with their features, for training.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn study(&self, text: &str) -> Result<Vec<Studied>, InspectError> {
        let folded = fold_all(&[Segment::alone(text)])?;
        let studied = folded.iter().flat_map(|folded| {
            let page = Page::new(&folded.text, None, &self.lexicon);
            let features = tagger::features(&page, &propose(&page));
            let spans: Vec<Span> = page
                .tokens
                .iter()
                .map(|token| folded.original(token.span()))
                .collect();
            spans
                .into_iter()
                .zip(features)
                .map(|(span, features)| Studied { span, features })
        });
        Ok(studied.collect())
    }

    /// Finds every identifier in the segments of one request.
    ///
    /// # Errors
    /// When a segment is too long to be checked: then nothing was checked.
    pub fn inspect(&self, segments: &[Segment<'_>]) -> Result<Findings, InspectError> {
        self.watched(segments, &mut ())
    }

    /// The same, with somebody who looks on.
    pub(crate) fn watched(
        &self,
        segments: &[Segment<'_>],
        watch: &mut impl Watch,
    ) -> Result<Findings, InspectError> {
        let folded = fold_all(segments)?;
        let texts: Vec<&str> = folded.iter().map(|text| &*text.text).collect();
        let windows = seam::windows(segments, &texts);
        let others = other::readings(segments, &folded);
        let encoded = encoded::runs(&texts);
        let apart = encoded.iter().map(|run| run.text.as_str());
        let apart = apart.chain(windows.iter().map(|window| window.text.as_str()));
        let labels = segments.iter().map(|source| source.label);
        let pages: Vec<Page<'_>> = texts
            .iter()
            .copied()
            .zip(labels)
            .chain(others.iter().map(|other| (other.text(), other.label)))
            .chain(apart.map(|text| (text, None)))
            .map(|(text, label)| Page::new(text, label, &self.lexicon))
            .collect();
        let mut proposed: Vec<Vec<Candidate>> = pages.iter().map(propose).collect();
        watch.after(Step::Proposed, &proposed);
        keep_straddlers(&windows, &pages, &mut proposed);
        if let Some(model) = &self.tagger {
            // The name of a client's tool is no language.
            let texts = segments.iter().zip(pages.iter().zip(&mut proposed));
            let read = texts.filter(|(segment, _)| !segment.identifier);
            read.for_each(|(_, (page, own))| tagger::judge(model, page, own));
        }
        // What names say of the words beside and below them is heard once the tagger has found its own.
        let read = pages.iter().zip(&mut proposed);
        read.for_each(|(page, own)| {
            recognize::leave_out_terms(page, own);
            recognize::leave_out_published(page, own);
            recognize::coordinated(page, own);
            recognize::listed(page, own);
            recognize::legend(page, own);
            recognize::leave_out(page, own);
            field::leave_out(page, own);
        });
        people::recall(&pages, &self.roster, &mut proposed);
        let mut proposed = split_straddlers(&windows, &pages, proposed);
        addresses::recall(&pages, &mut proposed);
        let proposed = add_others(&others, &folded, add_encoded(&encoded, proposed));
        watch.after(Step::Gathered, &proposed);
        let mut resolved = self.settle(&pages, proposed);
        watch.after(Step::Settled, &resolved);
        let pages = pages.get(..segments.len()).unwrap_or_default();
        version::spare(segments, pages, &mut resolved);
        interval::spare(segments, &folded, &mut resolved);
        people::link(pages, &mut resolved);
        people::presume(pages, &mut resolved);
        watch.after(Step::Resolved, &resolved);
        Ok(Findings {
            finds: to_finds(&folded, resolved),
        })
    }

    /// Drops the candidates that are nobody's: the practice's own public details, and placeholders.
    pub(crate) fn spare(&self, text: &str, own: &mut Vec<Candidate>) {
        self.public.spare(text, own);
        written::spare(text, own);
    }

    fn settle(&self, pages: &[Page<'_>], proposed: Vec<Vec<Candidate>>) -> Vec<Vec<Candidate>> {
        let settle = |(page, mut own): (&Page<'_>, Vec<Candidate>)| {
            self.spare(page.text, &mut own);
            resolve(page.text, own)
        };
        pages.iter().zip(proposed).map(settle).collect()
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

/// Keeps of what the windows over seams hold, whose pages are the last ones, only what lies across a seam: the rest
/// teaches nothing about people.
fn keep_straddlers(windows: &[Window], pages: &[Page<'_>], proposed: &mut [Vec<Candidate>]) {
    let own = pages.len() - windows.len();
    let Some((alone, across)) = proposed.split_at_mut_checked(own) else {
        return;
    };
    let all = windows.iter().zip(pages.iter().skip(own)).zip(across);
    for ((window, page), found) in all {
        found.retain(|whole| !window.split(page, whole, alone).is_empty());
    }
}

/// Adds what lies across seams to the segments in which its pieces stand.
fn split_straddlers(
    windows: &[Window],
    pages: &[Page<'_>],
    mut proposed: Vec<Vec<Candidate>>,
) -> Vec<Vec<Candidate>> {
    let own = pages.len() - windows.len();
    let across = proposed.split_off(own);
    let all = windows.iter().zip(pages.iter().skip(own)).zip(&across);
    let pieces: Vec<(usize, Candidate)> = all
        .flat_map(|((window, page), found)| found.iter().map(move |whole| (window, page, whole)))
        .flat_map(|(window, page, whole)| window.split(page, whole, &proposed))
        .collect();
    for (segment, piece) in pieces {
        if let Some(own) = proposed.get_mut(segment) {
            own.push(piece);
        }
    }
    proposed
}

/// Adds the runs of base64 in whose text somebody was found to the segments in which they stand.
fn add_encoded(encoded: &[Encoded], mut proposed: Vec<Vec<Candidate>>) -> Vec<Vec<Candidate>> {
    let read = proposed.split_off(proposed.len() - encoded.len());
    for (run, found) in encoded.iter().zip(&read) {
        if let Some(own) = proposed.get_mut(run.segment) {
            own.extend(run.find(found));
        }
    }
    proposed
}

/// Adds what was found in other readings to the segments that can be read so.
fn add_others(
    others: &[Other<'_>],
    folded: &[Folded<'_>],
    mut proposed: Vec<Vec<Candidate>>,
) -> Vec<Vec<Candidate>> {
    let read = proposed.split_off(proposed.len() - others.len());
    for (other, found) in others.iter().zip(read) {
        let own = proposed.get_mut(other.segment);
        if let Some((own, text)) = own.zip(folded.get(other.segment)) {
            own.extend(found.into_iter().filter_map(|one| other.place(one, text)));
        }
    }
    proposed
}

fn propose(page: &Page<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for recognizer in recognize::ALL {
        (recognizer.find)(page, &mut out);
    }
    field::find(page, &mut out);
    recognize::beside_names(page, &mut out);
    recognize::numbered_names(page, &mut out);
    recognize::monograms(page, &mut out);
    recognize::repeated(page, &mut out);
    out
}

fn to_finds(folded: &[Folded<'_>], resolved: Vec<Vec<Candidate>>) -> Vec<Find> {
    let pages = folded.iter().zip(resolved).enumerate();
    pages
        .flat_map(|(segment, (text, own))| {
            own.into_iter()
                .map(move |candidate| to_find(segment, text, candidate))
        })
        .collect()
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

#[cfg(test)]
mod tests;
