//! The patients that an export holds, field by field, so that a person can take of one of them only what a task needs
//! (minimum necessary, 45 CFR 164.502(b)). What cannot be read for sure is not read at all: then nothing is offered.
//!
//! One file a format. Which fields a task needs says its list ([`Minimum`]); who the patient is, is no part of it unless the
//! list says so.

mod ccda;
mod fhir;
mod hl7;
mod records;
mod rows;
mod taken;
mod untitled;
mod x12;
mod xml;

use anteroom_phi::Minimum;

pub use taken::{Hidden, Taken};
pub use untitled::Untitled;

/// Most patients that are told apart: a person chooses one of them from a list.
const MOST: usize = 300;

/// The titles by which somebody knows a patient again.
const KNOWN_BY: [&str; 4] = ["name", "first_name", "date_of_birth", "mrn"];

/// One patient of an export. Holds clinical text: it has no `Debug`.
#[derive(Clone, Default)]
pub struct Patient {
    /// What stands there of them: title and words, in order.
    entries: Vec<(String, String)>,
    /// Tells them from the others.
    key: String,
}

impl Patient {
    fn new(key: impl Into<String>) -> Self {
        Self {
            entries: Vec::new(),
            key: key.into(),
        }
    }

    fn add(&mut self, title: &str, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.entries.push((title.to_owned(), words.to_owned()));
        }
    }

    /// How whoever has the export before them knows the patient again: name, birth date, record number. Empty where the
    /// export says none of them.
    #[must_use]
    pub fn known_by(&self) -> String {
        let all = Minimum::default();
        let mut said: Vec<&str> = Vec::new();
        for (title, words) in &self.entries {
            let field = all.judge(title);
            if KNOWN_BY.contains(&field.code) && !said.contains(&words.as_str()) {
                said.push(words);
            }
        }
        said.join(", ")
    }
}

/// A way to read the patients of an export.
type Reader = fn(&str) -> Option<Vec<Patient>>;

/// The patients that a text holds which [`crate::recognize`] recognizes; none where they cannot be told for sure, and where
/// there are more than anybody would choose from.
#[must_use]
pub fn patients(text: &str) -> Vec<Patient> {
    const READERS: [Reader; 6] = [
        hl7::read,
        x12::read,
        fhir::read,
        ccda::read,
        records::read,
        rows::read,
    ];
    let read = READERS.iter().find_map(|read| read(text));
    let read = read.filter(|read| read.len() <= MOST);
    read.unwrap_or_default()
}

/// The patient with this key; a new one where there is none yet.
fn patient<'p>(all: &'p mut Vec<Patient>, key: &str) -> Option<&'p mut Patient> {
    let known = all.iter().position(|one| one.key == key);
    let at = known.unwrap_or_else(|| {
        all.push(Patient::new(key));
        all.len() - 1
    });
    all.get_mut(at)
}

#[cfg(test)]
mod tests;
