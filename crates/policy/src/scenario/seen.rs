//! What is in the text of a scenario, as a finder says that is asked where the contract's classifier did not speak.
//!
//! A finder sees identifiers. Two classes of the contract turn on more: text of a clinical task without any identifier is
//! de-identified (the guide keeps such notes in the lane of agreement and safeguards), and text of which only days and places
//! are left is a limited data set where it serves research or says so.

use jiff::civil::Date;

use super::part::Unknown;
use super::text;
use crate::errand::{Found, UseCase};
use crate::facts::Content;
use crate::words::people::Lane;
use crate::words::{Export, Phi};

/// What a finder says of one text: classes and counts, never words.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// What was found.
    pub content: Content,
    /// What is said beyond its class.
    pub found: Found,
}

/// Looks at a text as on some day; none, if it cannot be looked at.
pub type Finder<'f> = dyn Fn(&str, Date) -> Option<Sighting> + 'f;

/// Kinds that may stay in a limited data set (45 CFR 164.514(e)(2)).
const KEPT: [&str; 3] = ["age", "date", "geo"];

/// The use case whose text may be a limited data set without saying so.
const RESEARCH: &str = "research_dataset";

/// What is in the text.
pub(super) fn read(
    text: &str,
    use_case: UseCase,
    sighting: Option<Sighting>,
    unknown: &mut Unknown,
) -> (Content, Found) {
    let Some(mut seen) = sighting else {
        unknown.add("text");
        return (Content::of(Phi::Identified), Found::default());
    };
    seen.look_closer(text, use_case.lane());
    if seen.is_limited(text, use_case) {
        seen.content = Content::of(Phi::LimitedDataSet);
    } else if seen.is_clean() && use_case.lane() != Lane::NoPhi {
        seen.content.phi = Phi::Deidentified;
    }
    (seen.content, seen.found)
}

impl Sighting {
    /// Adds what the text says of itself.
    fn look_closer(&mut self, text: &str, lane: Lane) {
        self.found.claimed_deidentified |= text::claims_deidentified(text);
        if lane == Lane::NoPhi {
            return;
        }
        if text::has_small_zip(text) {
            self.found.small_zip = true;
            self.add("geo");
        }
        if text::tells_derived_code(text) && (self.found.claimed_deidentified || !self.is_clean()) {
            self.found.derived_code = true;
            self.add("other_id");
        }
    }

    fn add(&mut self, kind: &str) {
        let count = self.content.identifiers.entry(kind.to_owned()).or_default();
        *count = count.saturating_add(1);
        self.content.phi = self.content.worst_phi();
    }

    fn is_clean(&self) -> bool {
        self.content.worst_phi() == Phi::None && self.content.export == Export::None
    }

    fn is_limited(&self, text: &str, use_case: UseCase) -> bool {
        let kinds = &self.content.identifiers;
        let kept = |kind: &String| KEPT.contains(&kind.as_str());
        let named = use_case.code() == RESEARCH || text::claims_limited(text);
        named
            && !kinds.is_empty()
            && kinds.keys().all(kept)
            && !self.found.claimed_deidentified
            && self.content.export == Export::None
    }
}
