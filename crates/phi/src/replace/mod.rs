//! Replacing what was found, by placeholders or in another way (`mode`), and proving that nothing hard is left.
//!
//! The same value gets the same placeholder, a person one number in all spellings, and numbers follow the first
//! appearance, so that a conversation that is sent again with one more message keeps its placeholders. Values that
//! may never be waved through are replaced wherever they stand, found there or not (`sweep`). Numbers that the text
//! itself uses are nobody's (`reserve`). The way back is in `restore`.

mod civil;
mod date;
mod day;
mod digits;
mod mode;
mod number;
mod person;
mod place;
mod redact;
mod reserve;
mod safe_harbor;
mod search;
mod spot;
mod surrogate;
mod sweep;

pub(crate) use day::{Day, days};
pub use mode::{Mode, replace};
pub use safe_harbor::{Rare, Report, Row};
pub use surrogate::Seed;

use crate::find::{Find, Findings};
use crate::kind::Kind;
use crate::mapping::{Known, Mapping, Table};
use crate::placeholder::Placeholder;
use crate::segment::Segment;
pub(crate) use redact::block;
use spot::Spot;
pub(crate) use spot::collect as spots;
use std::fmt;
use sweep::Sweep;
use zeroize::Zeroizing;

/// Texts that may leave, and the way back.
pub struct Replaced {
    /// The texts, one for each segment, in their order.
    pub texts: Vec<String>,
    /// What stands in them for what; empty when there is no way back.
    pub mapping: Mapping,
    /// What was done under Safe Harbor; nothing in the other modes.
    pub report: Option<Report>,
}

impl Replaced {
    /// Takes the texts of a further look at what was removed for good, and adds up what was done.
    pub(crate) fn join(&mut self, next: Replaced) {
        self.texts = next.texts;
        if let Some((report, further)) = self.report.as_mut().zip(next.report) {
            report.join(further);
        }
    }
}

/// Why replaced texts may not leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// A value that was found hard still stands in a text.
    #[error("a hard identifier is left over: {} in text {segment}", kind.plain().0)]
    LeftOver {
        /// Which text, counted from 0.
        segment: usize,
        /// What kind of value.
        kind: Kind,
    },
    /// There are too many values to look for, or the texts do not belong to these segments.
    #[error("the replaced texts could not be checked")]
    Unchecked,
}

/// Replaces every find by its placeholder.
///
/// `restore(&mapping, text)` gives back each text exactly. Spans that do not stand on character boundaries are
/// widened, so that nothing found can slip through.
#[must_use]
pub fn placeholders(segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    let spots = spot::collect(segments, findings);
    let reserved = reserve::numbers(segments, &spots);
    let given = number::give(&spots, &reserved);
    let mut table = Table {
        reserved,
        ..Table::default()
    };
    for (spot, placeholder) in spots.iter().zip(&given) {
        note(spot, *placeholder, &mut table);
    }
    Replaced {
        texts: write(segments, &spots, given.iter().map(Placeholder::to_string)),
        mapping: Mapping::new(table),
        report: None,
    }
}

/// Puts a placeholder into the way back.
fn note(spot: &Spot<'_>, placeholder: Placeholder, table: &mut Table) {
    let known = table.known.entry(placeholder).or_insert_with(|| Known {
        value: Zeroizing::new(spot.value.to_owned()),
        bracketed: false,
    });
    known.bracketed |= spot.bracketed;
}

/// Checks that no value of a hard find stands in `texts`, which are to be sent in place of `segments`.
///
/// Words are compared without case, numbers by their digits. It looks at the result and not at how it was made, so
/// it also guards against faults of replacing.
///
/// # Errors
/// [`VerifyError::LeftOver`] names the first one; nothing may be sent then.
pub fn verify(
    segments: &[Segment<'_>],
    findings: &Findings,
    texts: &[String],
) -> Result<(), VerifyError> {
    if texts.len() != segments.len() {
        return Err(VerifyError::Unchecked);
    }
    let sweep = Sweep::new(segments, findings).ok_or(VerifyError::Unchecked)?;
    for (segment, text) in texts.iter().enumerate() {
        if let Some(hit) = sweep.hits(text).first() {
            return Err(VerifyError::LeftOver {
                segment,
                kind: sweep.kind(hit),
            });
        }
    }
    Ok(())
}

/// Where values of hard finds stand in `text`, from which the segments were taken: also where one reaches over the ends of
/// segments. Each is the find of its value, at its place in `text`.
///
/// # Errors
/// [`VerifyError::Unchecked`] when there are too many values to look for.
pub fn hard_values(
    segments: &[Segment<'_>],
    findings: &Findings,
    text: &str,
) -> Result<Vec<Find>, VerifyError> {
    let sweep = Sweep::new(segments, findings).ok_or(VerifyError::Unchecked)?;
    let hits = sweep.hits(text).into_iter();
    let placed = hits.filter_map(|hit| {
        let find = findings.finds.get(sweep.find(&hit))?;
        Some(Find {
            span: hit.span,
            ..find.clone()
        })
    });
    Ok(placed.collect())
}

/// The texts with every spot replaced by its stand.
fn write(
    segments: &[Segment<'_>],
    spots: &[Spot<'_>],
    stands: impl Iterator<Item = String>,
) -> Vec<String> {
    let mut rest = spots.iter().zip(stands).peekable();
    let mut texts = Vec::with_capacity(segments.len());
    for (index, segment) in segments.iter().enumerate() {
        let mut text = String::with_capacity(segment.text.len());
        let mut at = 0;
        while let Some((spot, stand)) = rest.next_if(|(spot, _)| spot.segment == index) {
            text.push_str(segment.text.get(at..spot.span.start).unwrap_or_default());
            text.push_str(&stand);
            at = spot.span.end;
        }
        text.push_str(segment.text.get(at..).unwrap_or_default());
        texts.push(text);
    }
    texts
}

impl fmt::Debug for Replaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replaced")
            .field("texts", &self.texts.len())
            .field("mapping", &self.mapping)
            .finish()
    }
}

#[cfg(test)]
mod tests;
