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
mod name;
mod number;
mod online;
mod phone;
mod pieces;
mod place;
mod standing;

pub use draw::Seed;

use super::number::by_age;
use super::spot::{self, Spot};
use super::{Replaced, number as numbers, placeholders, reserve, verify, write};
use crate::find::Findings;
use crate::mapping::{Known, Mapping, StandIn, Table};
use crate::placeholder::scan::is_word;
use crate::placeholder::{Placeholder, Tag};
use crate::restore::{Escape, restore};
use crate::segment::Segment;
use calendar::Shift;
use cast::Cast;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zeroize::Zeroizing;

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

/// What is to be replaced, and the placeholders that are there if no stand-in is found.
struct Scene<'a, 't> {
    segments: &'a [Segment<'t>],
    spots: Vec<Spot<'t>>,
    reserved: BTreeSet<(Tag, u32)>,
    given: Vec<Placeholder>,
}

/// The stand-ins of values.
type Roles<'t> = HashMap<&'t str, String>;

impl<'a, 't> Scene<'a, 't> {
    fn new(segments: &'a [Segment<'t>], findings: &Findings) -> Self {
        let spots = spot::collect(segments, findings);
        let reserved = reserve::numbers(segments, &spots);
        let given = numbers::give(&spots, &reserved);
        Self {
            segments,
            spots,
            reserved,
            given,
        }
    }

    fn play(&self, seed: &Seed, round: u32) -> Replaced {
        let mut cast = Cast::new(seed, round, self.segments, &self.spots);
        let roles = self.roles(&mut cast);
        let pairs = self.spots.iter().zip(&self.given);
        let stands = pairs.map(|(spot, given)| match roles.get(spot.value) {
            Some(stand_in) => stand_in.clone(),
            None => given.to_string(),
        });
        Replaced {
            texts: write(self.segments, &self.spots, stands),
            mapping: Mapping::new(self.table(&roles, &cast)),
            report: None,
        }
    }

    /// Casts every value, the oldest first, so that a later text changes nothing before it.
    fn roles(&self, cast: &mut Cast<'_>) -> Roles<'t> {
        let by_age: Vec<&Spot<'t>> = by_age(&self.spots)
            .into_iter()
            .map(|(_, spot)| spot)
            .collect();
        let shift = Shift::choose(&mut cast.draw(), self.segments, &by_age);
        let mut used = BTreeSet::new();
        let mut met = BTreeSet::new();
        let (mut values, mut stand_ins) = (Vec::new(), Vec::new());
        for spot in by_age.into_iter().filter(|spot| met.insert(spot.value)) {
            let stand_in = stand_in(cast, &shift, spot).filter(|text| *text != spot.value);
            if let Some(stand_in) = stand_in.filter(|text| used.insert(text.clone())) {
                values.push(spot.value);
                stand_ins.push(stand_in);
            }
        }
        let texts = self.segments.iter().map(|segment| segment.text);
        let standing = standing::standing(texts, &stand_ins);
        let roles = values.into_iter().zip(stand_ins).enumerate();
        roles
            .filter(|(at, _)| !standing.contains(at))
            .map(|(_, role)| role)
            .collect()
    }

    fn table(&self, roles: &Roles<'t>, cast: &Cast<'_>) -> Table {
        let mut table = Table {
            reserved: self.reserved.clone(),
            ..Table::default()
        };
        for (spot, given) in self.spots.iter().zip(&self.given) {
            match roles.get(spot.value) {
                Some(stand_in) => self.note(stand_in, spot, &mut table.stand_ins),
                None => {
                    let known = table.known.entry(*given).or_insert_with(|| Known {
                        value: Zeroizing::new(spot.value.to_owned()),
                        bracketed: false,
                    });
                    known.bracketed |= spot.bracketed;
                }
            }
        }
        for (part, word) in cast.parts() {
            let stand_in = || StandIn {
                value: Zeroizing::new(word),
                glued: false,
            };
            table.stand_ins.entry(part).or_insert_with(stand_in);
        }
        table
    }

    fn note(&self, text: &str, spot: &Spot<'_>, stand_ins: &mut BTreeMap<String, StandIn>) {
        let stand_in = stand_ins.entry(text.to_owned()).or_insert_with(|| StandIn {
            value: Zeroizing::new(spot.value.to_owned()),
            glued: false,
        });
        stand_in.glued |= self.is_glued(text, spot);
    }

    /// Whether a word goes on beyond an end of a stand-in.
    fn is_glued(&self, text: &str, spot: &Spot<'_>) -> bool {
        let whole = self
            .segments
            .get(spot.segment)
            .map_or("", |segment| segment.text);
        let before = whole.get(..spot.span.start).unwrap_or_default();
        let after = whole.get(spot.span.end..).unwrap_or_default();
        (before.ends_with(is_word) && text.starts_with(is_word))
            || (after.starts_with(is_word) && text.ends_with(is_word))
    }
}

/// The stand-in of one value; nothing when it would say too little or no rule makes one.
fn stand_in(cast: &mut Cast<'_>, shift: &Shift, spot: &Spot<'_>) -> Option<String> {
    let value = spot.value;
    let text = match spot.tag {
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

#[cfg(test)]
mod tests;
