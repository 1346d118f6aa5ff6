//! Stand-ins that read like the real thing: another name, another date, another number, of the same shape.
//!
//! Every value has one stand-in and every stand-in one value, so that `restore` leads back, also from a part of a name.
//! What has no safe stand-in (an age, a day alone, a number of three figures) keeps its placeholder. A result is proven
//! before it is handed out: it must restore to the very texts and hold nothing hard; else everything is cast anew, and
//! placeholders are the last resort.

mod calendar;
mod cast;
mod coin;
mod draw;
mod echo;
mod name;
mod number;
mod online;
mod phone;
mod pieces;
mod place;
mod scene;
mod standing;

pub use draw::Seed;

use super::spot::Spot;
use super::{Replaced, placeholders, verify};
use crate::find::Findings;
use crate::placeholder::Tag;
use crate::restore::{Escape, restore};
use crate::segment::Segment;
use calendar::Shift;
use cast::Cast;
use scene::Scene;

/// How often a result that fails its proof is cast anew.
const ROUNDS: u32 = 4;
/// Fewest letters and figures that a reply can hardly hold by chance.
const TELLING: usize = 4;

/// Replaces every find by a stand-in.
pub(super) fn surrogates(seed: &Seed, segments: &[Segment<'_>], findings: &Findings) -> Replaced {
    let scene = Scene::new(segments, findings);
    (0..ROUNDS)
        .map(|round| scene.play(seed, round))
        .find(|done| is_proven(segments, findings, done))
        .unwrap_or_else(|| placeholders(segments, findings))
}

fn is_proven(segments: &[Segment<'_>], findings: &Findings, done: &Replaced) -> bool {
    let mut pairs = segments.iter().zip(&done.texts);
    verify(segments, findings, &done.texts).is_ok()
        && pairs.all(|(segment, text)| restore(&done.mapping, text, Escape::Plain) == segment.text)
}

/// The stand-in of one value; nothing when it would say too little or no rule makes one.
fn stand_in(cast: &mut Cast<'_>, shift: &Shift, spot: &Spot<'_>) -> Option<String> {
    let value = spot.value;
    let text = match spot.tag {
        _ if is_escaped(value) => None,
        Tag::Age => None,
        Tag::Date => shift.stand_in(value),
        Tag::Email => online::email(cast, value),
        Tag::Fax | Tag::Phone => phone::stand_in(cast, value),
        Tag::Ip => online::ip(cast, value),
        Tag::Patient | Tag::Person | Tag::Relative | Tag::Staff => {
            return name::stand_in(cast, value, spot.person);
        }
        Tag::Photo => online::file(cast, value),
        Tag::Place => place::stand_in(cast, value),
        Tag::Ssn => number::social(cast, value),
        Tag::Url => online::url(cast, value),
        Tag::Account
        | Tag::Biometric
        | Tag::Device
        | Tag::HealthPlan
        | Tag::Id
        | Tag::License
        | Tag::Mrn
        | Tag::Vehicle => number::stand_in(cast, value),
    };
    text.filter(|text| text.chars().filter(|c| c.is_alphanumeric()).count() >= TELLING)
}

/// Whether a value may hold escapes, of which a stand-in would make nonsense: `\u002d`, `&amp;`, `%20`.
fn is_escaped(value: &str) -> bool {
    value.contains(['\\', '%']) || (value.contains('&') && value.contains(';'))
}

#[cfg(test)]
mod tests;
