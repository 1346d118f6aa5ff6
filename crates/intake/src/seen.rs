//! Values of fields that only people have, counted by field: how many people does a text tell apart?
//!
//! Nothing that holds such values can be printed.

use crate::table::plain;
use std::collections::{BTreeMap, BTreeSet};

/// The different values of each field, by its plain title.
#[derive(Default)]
pub(crate) struct Seen(BTreeMap<String, BTreeSet<String>>);

impl Seen {
    /// Takes the value of a field.
    pub(crate) fn add(&mut self, title: &str, value: &str) {
        let values = self.0.entry(plain(title)).or_default();
        if !values.contains(value) {
            values.insert(value.to_owned());
        }
    }

    /// Whether some field has at least `one` values, or two fields have at least `two`.
    pub(crate) fn several(&self, one: usize, two: usize) -> bool {
        let with = |least: usize| self.0.values().filter(move |values| values.len() >= least);
        with(one).next().is_some() || with(two).nth(1).is_some()
    }
}
