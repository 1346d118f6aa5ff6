//! Safe Harbor, 45 CFR 164.514(b)(2): what the rule lets stay is made coarse, the rest is removed. No way back.
//!
//! A date becomes its year, an age over 89 "90 or older", a ZIP code its first three digits, a state stays; anything
//! else becomes a tag such as `[NAME]`. The [`Report`] says what was done under which paragraph.

mod birth;
mod place;
mod rare;
mod report;
mod year;
mod zip;

pub use rare::Rare;
pub use report::{Report, Row};

use super::spot::{self, Spot};
use super::{Replaced, redact, verify, write};
use crate::find::Findings;
use crate::mapping::Mapping;
use crate::placeholder::Tag;
use crate::segment::Segment;

/// What stands for every age over 89, 164.514(b)(2)(i)(C).
const OLD: &str = "90 or older";
/// The first age that may not stay.
const TOO_OLD: u32 = 90;

/// What stands in the place of one spot.
pub(super) struct Stand {
    pub(super) text: String,
    /// Whether it says something of the value that the rule lets stay.
    pub(super) coarse: bool,
}

/// How much is said in the place of a spot.
struct Way {
    /// Whether what may stay stays.
    coarse: bool,
    /// What stands where nothing may stay.
    gone: fn(Tag) -> String,
}

/// A year or a tag can by chance be the hard value of another find ("[DATE]" where a user is called DATE); then less is said.
/// Blocks say nothing.
const WAYS: [Way; 3] = [
    Way {
        coarse: true,
        gone: tagged,
    },
    Way {
        coarse: false,
        gone: tagged,
    },
    Way {
        coarse: false,
        gone: redact::block,
    },
];

/// Makes coarse or removes every find.
pub(super) fn safe_harbor(year: u32, segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    let spots = spot::collect(segments, findings);
    let [.., least] = &WAYS;
    WAYS.iter()
        .map(|way| way.replaced(segments, &spots, year))
        .find(|done| verify(segments, findings, &done.texts).is_ok())
        .unwrap_or_else(|| least.replaced(segments, &spots, year))
}

impl Way {
    fn replaced(&self, segments: &[Segment<'_>], spots: &[Spot<'_>], year: u32) -> Replaced {
        let stands: Vec<Stand> = spots.iter().map(|spot| self.stand(spot, year)).collect();
        let texts = write(
            segments,
            spots,
            stands.iter().map(|stand| stand.text.clone()),
        );
        let gone = self.gone_for_good(Tag::Date);
        let hidden = texts.iter().map(|text| birth::hide(text, &gone.text, year));
        let (texts, births): (Vec<String>, Vec<usize>) = hidden.unzip();
        let done = spots.iter().map(|spot| spot.tag).zip(&stands);
        let births = std::iter::repeat_n((Tag::Date, &gone), births.iter().sum());
        Replaced {
            texts,
            mapping: Mapping::default(),
            report: Some(Report::of(done.chain(births))),
        }
    }

    fn stand(&self, spot: &Spot<'_>, year: u32) -> Stand {
        let stays = match spot.tag {
            _ if !self.coarse => None,
            Tag::Age => Some(age(spot.value)),
            Tag::Date => year::of(spot.value, year),
            Tag::Place => place::coarse(spot.value),
            _ => None,
        };
        stays.map_or_else(
            || self.gone_for_good(spot.tag),
            |text| Stand { text, coarse: true },
        )
    }

    fn gone_for_good(&self, tag: Tag) -> Stand {
        Stand {
            text: (self.gone)(tag),
            coarse: false,
        }
    }
}

fn tagged(tag: Tag) -> String {
    format!("[{}]", tag.plain())
}

/// An age below ninety may stay; anything that is not plainly one may not.
fn age(value: &str) -> String {
    let young = value.parse().is_ok_and(|age: u32| age < TOO_OLD);
    if young { value } else { OLD }.to_owned()
}

#[cfg(test)]
mod tests;
