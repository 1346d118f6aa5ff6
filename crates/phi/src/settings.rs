//! What a practice tells the engine beforehand.
//!
//! Two lists: people it knows, who are then certain finds, and its own public details, which are never flagged.
//! Empty settings are valid. Both hold real names, so printing them shows only how many there are.

use crate::find::Role;
use std::fmt;

/// Settings of an engine; the default is empty.
#[derive(Clone, Default)]
pub struct Settings {
    /// People the practice knows.
    pub roster: Roster,
    /// The practice's own public name, phones, addresses and web site: never flagged.
    pub public_details: Vec<String>,
}

/// People the practice knows: its staff, today's patients.
#[derive(Clone, Default)]
pub struct Roster {
    /// One entry a person.
    pub people: Vec<Known>,
}

/// One person on the roster.
#[derive(Clone)]
pub struct Known {
    /// The full name, in reading order: "Harriet Lindgren".
    pub name: String,
    /// Who that is to the practice.
    pub role: Role,
    /// Phone numbers, in any form.
    pub phones: Vec<String>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("people", &self.roster.people.len())
            .field("public_details", &self.public_details.len())
            .finish()
    }
}

impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Roster")
            .field("people", &self.people.len())
            .finish()
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known")
            .field("role", &self.role)
            .field("phones", &self.phones.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_names() {
        let known = Known {
            name: "Tamsin Okonjo".into(),
            role: Role::Staff,
            phones: vec!["614 555 0100".into()],
        };
        let settings = Settings {
            roster: Roster {
                people: vec![known.clone()],
            },
            public_details: vec!["Elm".into()],
        };
        let shown = format!("{settings:?} {:?} {known:?}", settings.roster);
        for secret in ["Tamsin", "555", "Elm"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}
