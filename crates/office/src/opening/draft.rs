//! What somebody typed so far while they set up. It is kept in memory only, under the one-time code: nothing is on disk
//! before all of it is recorded, and what is not finished is gone when the server stops.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::account::Sealed;

/// The steps' fields as they were typed. It may hold the key of a service, so it has no `Debug`.
#[derive(Clone, Default)]
pub struct Draft {
    values: BTreeMap<String, Zeroizing<String>>,
    /// The passphrase, sealed as soon as it came.
    pub passphrase: Option<Sealed>,
}

impl Draft {
    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |value| value.as_str())
    }

    /// Keeps what was typed into a field.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = Zeroizing::new(value.to_owned());
        self.values.insert(name.to_owned(), value);
    }
}
