//! Safe Harbor, 45 CFR 164.514(b)(2): what the rule lets stay is made coarse, the rest is removed. No way back.
//!
//! A date becomes its year, an age over 89 "90 or older", a ZIP code its first three digits, a state stays; anything
//! else becomes a tag such as `[NAME]`. The [`Report`] says what was done under which paragraph.

mod place;
mod report;
mod year;
mod zip;

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

/// How a spot is treated.
type Treat = fn(&Spot<'_>, u32) -> Stand;

/// Makes coarse or removes every find. A year or a tag can by chance be the hard value of another find ("[DATE]" where a
/// user is called DATE); then less is said, and blocks say nothing.
pub(super) fn safe_harbor(year: u32, segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    let spots = spot::collect(segments, findings);
    let ways: [Treat; 2] = [coarse, |spot, _| removed(spot.tag)];
    ways.into_iter()
        .map(|treat| replaced(segments, &spots, year, treat))
        .find(|done| verify(segments, findings, &done.texts).is_ok())
        .unwrap_or_else(|| replaced(segments, &spots, year, |spot, _| blocked(spot.tag)))
}

fn replaced(segments: &[Segment<'_>], spots: &[Spot<'_>], year: u32, treat: Treat) -> Replaced {
    let stands: Vec<Stand> = spots.iter().map(|spot| treat(spot, year)).collect();
    let report = Report::of(spots.iter().map(|spot| spot.tag).zip(&stands));
    Replaced {
        texts: write(segments, spots, stands.into_iter().map(|stand| stand.text)),
        mapping: Mapping::default(),
        report: Some(report),
    }
}

fn coarse(spot: &Spot<'_>, year: u32) -> Stand {
    let stays = match spot.tag {
        Tag::Age => Some(age(spot.value)),
        Tag::Date => year::of(spot.value, year),
        Tag::Place => place::coarse(spot.value),
        _ => None,
    };
    stays.map_or_else(|| removed(spot.tag), |text| Stand { text, coarse: true })
}

fn removed(tag: Tag) -> Stand {
    Stand {
        text: format!("[{}]", word(tag)),
        coarse: false,
    }
}

fn blocked(tag: Tag) -> Stand {
    Stand {
        text: redact::block(tag),
        coarse: false,
    }
}

/// The word in a tag: whose name it is would say more than the rule asks for.
fn word(tag: Tag) -> &'static str {
    match tag {
        Tag::Patient | Tag::Person | Tag::Relative | Tag::Staff => "NAME",
        other => other.word(),
    }
}

/// An age below ninety may stay; anything that is not plainly one may not.
fn age(value: &str) -> String {
    let young = value.parse().is_ok_and(|age: u32| age < TOO_OLD);
    if young { value } else { OLD }.to_owned()
}

#[cfg(test)]
mod tests;
