//! What a person types in their own words.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest note, in bytes.
const LONGEST: usize = 10_000;

/// Free text in a record: a reason, a description. It is stored sealed; Debug shows no word of it, and the log has no
/// type that could hold it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

/// The text is blank or too long for a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write something, with at most {LONGEST} bytes")]
pub struct NotANote;

impl Note {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Note {
    type Err = NotANote;

    fn from_str(text: &str) -> Result<Note, NotANote> {
        let text = text.trim();
        let fits = !text.is_empty() && text.len() <= LONGEST;
        fits.then(|| Note(text.to_owned())).ok_or(NotANote)
    }
}

impl TryFrom<String> for Note {
    type Error = NotANote;

    fn try_from(text: String) -> Result<Note, NotANote> {
        text.parse()
    }
}

impl From<Note> for String {
    fn from(note: Note) -> String {
        note.0
    }
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Note({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_says_something_and_shows_nothing() {
        assert_eq!(
            " two\nlines ".parse::<Note>().unwrap().as_str(),
            "two\nlines"
        );
        let long = "a".repeat(LONGEST + 1);
        for bad in ["", " \n", &long] {
            assert_eq!(bad.parse::<Note>(), Err(NotANote));
        }
        let note: Note = "Lindgren called".parse().unwrap();
        assert_eq!(format!("{note:?}"), "Note(15 bytes)");
    }
}
