//! Seeing stand-ins in a reply: the longest that stands here as words of its own.
//!
//! Unlike placeholders they have no form of their own, so they are looked up: by their first byte, then in the sorted
//! table, where the longest one that `text` begins with is a few look-ups away.

use super::begins;
use crate::mapping::{StandIn, Stood, Table};
use crate::placeholder::scan::{Miss, is_word};
use std::collections::BTreeMap;
use std::ops::Bound;

/// The bytes with which a placeholder or a stand-in can begin.
pub(super) struct Firsts([bool; 256]);

impl Firsts {
    pub(super) fn of(table: &Table) -> Self {
        let mut firsts = std::array::from_fn(|byte| u8::try_from(byte).is_ok_and(begins));
        for byte in table
            .stand_ins
            .keys()
            .filter_map(|text| text.bytes().next())
        {
            if let Some(first) = firsts.get_mut(usize::from(byte)) {
                *first = true;
            }
        }
        Self(firsts)
    }

    pub(super) fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or(false)
    }
}

/// The stand-in at the start of `text`. `bounded` says that no word goes on into it, `whole` that nothing follows it.
pub(super) fn look<'t>(
    table: &'t Table,
    text: &str,
    bounded: bool,
    whole: bool,
) -> Result<(&'t str, &'t StandIn), Miss> {
    if !whole && may_grow(&table.stand_ins, text, bounded) {
        return Err(Miss::Short);
    }
    let mut within = text;
    while let Some((key, stand_in)) = last_up_to(&table.stand_ins, within) {
        let common = common(key, text);
        if common == key.len() && fits(key, stand_in, text, bounded) {
            return Ok((key, stand_in));
        }
        within = match common == key.len() {
            true => shorter(key),
            false => text.get(..common).unwrap_or_default(),
        };
    }
    Err(Miss::No)
}

/// Whether `text` may be the beginning of a stand-in, or one that a word goes on behind.
fn may_grow(table: &BTreeMap<String, StandIn>, text: &str, bounded: bool) -> bool {
    table
        .range::<str, _>((Bound::Included(text), Bound::Unbounded))
        .take_while(|(key, _)| key.starts_with(text))
        .any(|(key, stand_in)| {
            bounded || stand_in.stood == Stood::Within || !key.starts_with(is_word)
        })
}

fn last_up_to<'t>(
    table: &'t BTreeMap<String, StandIn>,
    text: &str,
) -> Option<(&'t str, &'t StandIn)> {
    let range = (Bound::Excluded(""), Bound::Included(text));
    let last = (!text.is_empty()).then(|| table.range::<str, _>(range).next_back());
    last.flatten()
        .map(|(key, stand_in)| (key.as_str(), stand_in))
}

/// How many bytes two texts begin with alike, in whole characters.
fn common(one: &str, other: &str) -> usize {
    let pairs = one.char_indices().zip(other.chars());
    pairs
        .take_while(|((_, a), b)| a == b)
        .last()
        .map_or(0, |((at, c), _)| at + c.len_utf8())
}

fn shorter(key: &str) -> &str {
    key.char_indices()
        .next_back()
        .and_then(|(last, _)| key.get(..last))
        .unwrap_or_default()
}

/// Whether no word goes on beyond the ends, unless it did so in the text that was sent.
fn fits(key: &str, stand_in: &StandIn, text: &str, bounded: bool) -> bool {
    let after = text.get(key.len()..).unwrap_or_default();
    let left = bounded || !key.starts_with(is_word);
    let right = !(key.ends_with(is_word) && after.starts_with(is_word));
    stand_in.stood == Stood::Within || (left && right)
}
