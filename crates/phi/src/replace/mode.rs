//! The ways of replacing, behind one door.
//!
//! A mode says what stands in the place of a find and whether there is a way back. What a mode needs from outside (a
//! seed, the current year) comes with it, because nothing here draws or looks at a clock.

use super::{Replaced, placeholders, redact, safe_harbor};
use crate::find::Findings;
use crate::segment::Segment;

/// What stands in the place of what was found.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
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
}

impl Mode {
    /// Whether [`crate::restore`] can put the values back.
    #[must_use]
    pub fn is_reversible(self) -> bool {
        matches!(self, Self::Placeholders)
    }
}

/// Replaces every find, and every further place where a hard value stands, in the way of the mode.
///
/// [`crate::verify`] holds for the texts of every mode.
#[must_use]
pub fn replace(mode: Mode, segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    match mode {
        Mode::Placeholders => placeholders(segments, findings),
        Mode::Redact => redact::redact(segments, findings),
        Mode::SafeHarbor { year } => safe_harbor::safe_harbor(year, segments, findings),
    }
}
