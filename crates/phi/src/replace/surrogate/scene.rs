//! One conversation being cast: which value gets which stand-in, and the mapping that leads back.

use super::calendar::Shift;
use super::cast::Cast;
use super::draw::Seed;
use super::echo::Echoes;
use super::stand_in;
use super::standing::standing;
use crate::find::Findings;
use crate::mapping::{Mapping, StandIn, Stood, Table};
use crate::placeholder::scan::is_word;
use crate::placeholder::{Placeholder, Tag};
use crate::replace::spot::{self, Spot};
use crate::replace::{Replaced, note, number, reserve, write};
use crate::segment::Segment;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use zeroize::Zeroizing;

/// What is to be replaced, and the placeholders that stand where no stand-in is found.
pub(super) struct Scene<'a, 't> {
    segments: &'a [Segment<'t>],
    spots: Vec<Spot<'t>>,
    reserved: BTreeSet<(Tag, u32)>,
    given: Vec<Placeholder>,
}

/// Fewest letters and figures of a stand-in within a word.
const LONG: usize = 6;

/// Stand-ins by value.
type Roles<'t> = HashMap<&'t str, String>;

impl<'a, 't> Scene<'a, 't> {
    pub(super) fn new(segments: &'a [Segment<'t>], findings: &Findings) -> Self {
        let spots = spot::collect(segments, findings);
        let reserved = reserve::numbers(segments, &spots);
        let given = number::give(&spots, &reserved);
        Self {
            segments,
            spots,
            reserved,
            given,
        }
    }

    /// The texts with the stand-ins of one round.
    pub(super) fn play(&self, seed: &Seed, round: u32) -> Replaced {
        let mut cast = Cast::new(seed, round, self.segments, &self.spots);
        let by_age = number::by_age(&self.spots);
        let by_age: Vec<&Spot<'t>> = by_age.into_iter().map(|(_, spot)| spot).collect();
        let shift = Shift::choose(&mut cast.draw(), self.segments, &by_age);
        let roles = self.roles(&mut cast, &shift, &by_age);
        let mut table = self.table(&roles);
        self.add_echoes(Echoes::of(&cast, &shift, self.dates(&roles)), &mut table);
        let pairs = self.spots.iter().zip(&self.given);
        let stands = pairs.map(|(spot, given)| match self.role(spot, &roles) {
            Some(stand_in) => stand_in.to_owned(),
            None => given.to_string(),
        });
        Replaced {
            texts: write(self.segments, &self.spots, stands),
            mapping: Mapping::new(table),
            report: None,
        }
    }

    /// Casts every value, the oldest first, so that a later text changes nothing before it.
    fn roles(&self, cast: &mut Cast<'_>, shift: &Shift, by_age: &[&Spot<'t>]) -> Roles<'t> {
        let (mut met, mut used) = (BTreeSet::new(), BTreeSet::new());
        let (mut values, mut stand_ins) = (Vec::new(), Vec::new());
        for spot in by_age.iter().filter(|spot| met.insert(spot.value)) {
            let stand_in = stand_in(cast, shift, spot).filter(|text| *text != spot.value);
            if let Some(stand_in) = stand_in.filter(|text| used.insert(text.clone())) {
                values.push(spot.value);
                stand_ins.push(stand_in);
            }
        }
        let taken = standing(self.texts(), &stand_ins);
        let roles = values.into_iter().zip(stand_ins).enumerate();
        roles
            .filter(|(at, _)| !taken.contains(at))
            .map(|(_, role)| role)
            .collect()
    }

    fn texts(&self) -> impl Iterator<Item = &'t str> {
        self.segments.iter().map(|segment| segment.text)
    }

    /// The dates that have a stand-in.
    fn dates<'r>(&'r self, roles: &'r Roles<'t>) -> impl Iterator<Item = &'t str> {
        let dates = self.spots.iter().filter(|spot| spot.tag == Tag::Date);
        dates
            .map(|spot| spot.value)
            .filter(|value| roles.contains_key(value))
    }

    /// What stands in the texts.
    fn table(&self, roles: &Roles<'t>) -> Table {
        let mut table = Table {
            reserved: self.reserved.clone(),
            ..Table::default()
        };
        for (spot, given) in self.spots.iter().zip(&self.given) {
            match self.role(spot, roles) {
                Some(stand_in) => self.note(stand_in, spot, &mut table.stand_ins),
                None => note(spot, *given, &mut table),
            }
        }
        table
    }

    /// The stand-in of a spot. Within a word it must be long: a short one would be seen in other words too.
    fn role<'r>(&self, spot: &Spot<'_>, roles: &'r Roles<'t>) -> Option<&'r str> {
        let long = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() >= LONG;
        let text = roles.get(spot.value)?.as_str();
        (long(text) || self.stood(text, spot) != Stood::Within).then_some(text)
    }

    fn note(&self, text: &str, spot: &Spot<'_>, stand_ins: &mut BTreeMap<String, StandIn>) {
        let stood = self.stood(text, spot);
        let stand_in = stand_ins.entry(text.to_owned()).or_insert_with(|| StandIn {
            value: Zeroizing::new(spot.value.to_owned()),
            stood,
        });
        stand_in.stood = stand_in.stood.max(stood);
    }

    /// Whether a word goes on beyond an end of a stand-in.
    fn stood(&self, text: &str, spot: &Spot<'_>) -> Stood {
        let whole = self.segments.get(spot.segment);
        let whole = whole.map_or("", |segment| segment.text);
        let before = whole.get(..spot.span.start).unwrap_or_default();
        let after = whole.get(spot.span.end..).unwrap_or_default();
        let left = before.ends_with(is_word) && text.starts_with(is_word);
        let right = after.starts_with(is_word) && text.ends_with(is_word);
        if left || right {
            Stood::Within
        } else {
            Stood::Apart
        }
    }

    /// Adds what only a reply may hold, unless the texts hold it too.
    fn add_echoes(&self, echoes: Echoes, table: &mut Table) {
        let (texts, values): (Vec<String>, Vec<String>) = echoes.into_iter().unzip();
        let taken = standing(self.texts(), &texts);
        let pairs = texts.into_iter().zip(values).enumerate();
        for (_, (text, value)) in pairs.filter(|(at, _)| !taken.contains(at)) {
            let echo = || StandIn {
                value: Zeroizing::new(value),
                stood: Stood::Nowhere,
            };
            table.stand_ins.entry(text).or_insert_with(echo);
        }
    }
}
