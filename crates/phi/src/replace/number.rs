//! Who gets which number.
//!
//! Numbers are given by age (see `spot`): first come, first served, each tag on its own, reserved ones left out. A
//! person has one number, whatever the spelling; any other value one for each way it is written.

use super::person::{Spellings, fullest};
use super::spot::Spot;
use crate::find::PersonId;
use crate::placeholder::{Form, Placeholder, Tag};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The placeholder of each spot, in their order.
pub(super) fn give(spots: &[Spot<'_>], reserved: &BTreeSet<(Tag, u32)>) -> Vec<Placeholder> {
    let mut desk = Desk {
        numbers: Numbers {
            reserved,
            last: BTreeMap::new(),
        },
        people: people(spots),
        values: HashMap::new(),
    };
    let mut given: Vec<(usize, Placeholder)> = by_age(spots)
        .into_iter()
        .map(|(index, spot)| (index, desk.give(spot)))
        .collect();
    given.sort_by_key(|(index, _)| *index);
    given
        .into_iter()
        .map(|(_, placeholder)| placeholder)
        .collect()
}

/// The spots with their places in the list, the oldest first.
pub(super) fn by_age<'s, 't>(spots: &'s [Spot<'t>]) -> Vec<(usize, &'s Spot<'t>)> {
    let mut by_age: Vec<(usize, &Spot<'t>)> = spots.iter().enumerate().collect();
    by_age.sort_by_key(|(_, spot)| (spot.since, spot.is_younger(), spot.segment, spot.span));
    by_age
}

/// Counts up, tag by tag.
struct Numbers<'r> {
    reserved: &'r BTreeSet<(Tag, u32)>,
    last: BTreeMap<Tag, u32>,
}

impl Numbers<'_> {
    fn next(&mut self, tag: Tag) -> u32 {
        let last = self.last.entry(tag).or_default();
        loop {
            *last += 1;
            if !self.reserved.contains(&(tag, *last)) {
                return *last;
            }
        }
    }
}

/// A person and what is known of the name.
struct Person<'t> {
    spellings: Spellings<'t>,
    given: Option<(Tag, u32)>,
}

struct Desk<'r, 't> {
    numbers: Numbers<'r>,
    people: BTreeMap<PersonId, Person<'t>>,
    values: HashMap<(Tag, &'t str), Placeholder>,
}

impl<'t> Desk<'_, 't> {
    fn give(&mut self, spot: &Spot<'t>) -> Placeholder {
        self.person(spot).unwrap_or_else(|| self.value(spot))
    }

    fn person(&mut self, spot: &Spot<'t>) -> Option<Placeholder> {
        let named = spot.person.filter(|_| is_name(spot.tag))?;
        let person = self.people.get_mut(&named)?;
        let (tag, number) = match person.given {
            Some(given) => given,
            None => *person.given.insert((spot.tag, self.numbers.next(spot.tag))),
        };
        person
            .spellings
            .form(spot.value)
            .map(|form| Placeholder { tag, number, form })
    }

    fn value(&mut self, spot: &Spot<'t>) -> Placeholder {
        let numbers = &mut self.numbers;
        let fresh = || Placeholder {
            tag: spot.tag,
            number: numbers.next(spot.tag),
            form: Form::Whole,
        };
        *self
            .values
            .entry((spot.tag, spot.value))
            .or_insert_with(fresh)
    }
}

/// Every person with the fullest spelling of the segment in which the first spot is.
fn people<'t>(spots: &[Spot<'t>]) -> BTreeMap<PersonId, Person<'t>> {
    let mut of: BTreeMap<PersonId, Vec<&Spot<'t>>> = BTreeMap::new();
    for spot in spots.iter().filter(|spot| is_name(spot.tag)) {
        if let Some(person) = spot.person {
            of.entry(person).or_default().push(spot);
        }
    }
    of.into_iter()
        .map(|(person, spots)| {
            (
                person,
                Person {
                    spellings: Spellings::new(base(&spots)),
                    given: None,
                },
            )
        })
        .collect()
}

fn base<'t>(spots: &[&Spot<'t>]) -> &'t str {
    let first = spots.iter().map(|spot| spot.since.0).min();
    fullest(
        spots
            .iter()
            .filter(|spot| Some(spot.since.0) == first)
            .map(|spot| spot.value),
    )
}

fn is_name(tag: Tag) -> bool {
    matches!(tag, Tag::Patient | Tag::Person | Tag::Relative | Tag::Staff)
}
