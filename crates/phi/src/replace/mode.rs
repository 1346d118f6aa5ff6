//! The ways of replacing, behind one door.
//!
//! A mode says what stands in the place of a find and whether there is a way back. What a mode needs from outside (a
//! seed, the current year) comes with it, because nothing here draws or looks at a clock.

use super::surrogate::{Seed, surrogates};
use super::{Replaced, placeholders, redact, safe_harbor};
use crate::find::Findings;
use crate::segment::Segment;

/// What stands in the place of what was found.
#[derive(Clone, Copy, Debug)]
pub enum Mode<'s> {
    /// `[PATIENT_1]`, `[DATE_2]`: restored by the mapping.
    Placeholders,
    /// Blocks of one length a kind. There is no way back.
    Redact,
    /// What 45 CFR 164.514(b)(2) lets stay (years, "90 or older", the first digits of a ZIP code), else `[NAME]`,
    /// `[MRN]`. There is no way back.
    SafeHarbor {
        /// The current year, which tells what year gives away an age over 89.
        year: u32,
    },
    /// Another name, date, number of the same shape: restored by the mapping.
    Surrogates(&'s Seed),
}

impl Mode<'_> {
    /// Whether [`crate::restore`] can put the values back.
    #[must_use]
    pub fn is_reversible(self) -> bool {
        matches!(self, Self::Placeholders | Self::Surrogates(_))
    }
}

/// Replaces every find, and every further place where a hard value stands, in the way of the mode.
///
/// [`crate::verify`] holds for the texts of every mode.
#[must_use]
pub fn replace(mode: Mode<'_>, segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    match mode {
        Mode::Placeholders => placeholders(segments, findings),
        Mode::Redact => redact::redact(segments, findings),
        Mode::SafeHarbor { year } => safe_harbor::safe_harbor(year, segments, findings),
        Mode::Surrogates(seed) => surrogates(seed, segments, findings),
    }
}
