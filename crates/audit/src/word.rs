//! Short texts that may stand in the audit log: names, codes, model ids.
//!
//! A [`Word`] is bounded and holds no control characters, so an event can never carry a page of a
//! request by accident. Nothing here may be built from the text of a request; the types that hold
//! such text live in `phi` and offer no conversion.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest word, in bytes of UTF-8. Long enough for every model id seen so far.
pub const LONGEST: usize = 200;

/// One to 200 bytes of text without control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Word(Box<str>);

/// Why a text is not a [`Word`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordError {
    /// It holds a control character (line breaks included).
    #[error("a name may not contain control characters or line breaks")]
    Control,
    /// It is empty.
    #[error("a name may not be empty")]
    Empty,
    /// It is longer than [`LONGEST`] bytes.
    #[error("a name may have at most {LONGEST} bytes")]
    Long,
}

impl Word {
    /// Checks `text` and keeps it as it is.
    ///
    /// # Errors
    /// When the text is empty, too long or holds a control character.
    pub fn new(text: &str) -> Result<Word, WordError> {
        if text.is_empty() {
            return Err(WordError::Empty);
        }
        if text.len() > LONGEST {
            return Err(WordError::Long);
        }
        if text.chars().any(char::is_control) {
            return Err(WordError::Control);
        }
        Ok(Word(text.into()))
    }

    /// Keeps what fits: control characters become `?`, the rest is cut at [`LONGEST`] bytes, and an
    /// empty text becomes `-`. For texts that the product itself wrote, such as reason codes.
    #[must_use]
    pub fn lossy(text: &str) -> Word {
        let mut kept = String::with_capacity(text.len().min(LONGEST));
        for c in text.chars() {
            let c = if c.is_control() { '?' } else { c };
            if kept.len() + c.len_utf8() > LONGEST {
                break;
            }
            kept.push(c);
        }
        if kept.is_empty() {
            kept.push('-');
        }
        Word(kept.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Word> for String {
    fn from(word: Word) -> String {
        word.0.into()
    }
}

impl TryFrom<String> for Word {
    type Error = WordError;

    fn try_from(text: String) -> Result<Word, WordError> {
        Word::new(&text)
    }
}

impl std::str::FromStr for Word {
    type Err = WordError;

    fn from_str(text: &str) -> Result<Word, WordError> {
        Word::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_and_refuses_the_rest() {
        for good in [
            "x",
            "mistral-large-2512",
            "Praxis Müller",
            &"a".repeat(LONGEST),
        ] {
            assert_eq!(Word::new(good).unwrap().as_str(), good);
        }
        let long = "a".repeat(LONGEST + 1);
        for (bad, why) in [
            ("", WordError::Empty),
            ("two\nlines", WordError::Control),
            ("nul\0", WordError::Control),
            ("next\u{85}line", WordError::Control),
            (long.as_str(), WordError::Long),
        ] {
            assert_eq!(Word::new(bad), Err(why));
        }
    }

    #[test]
    fn lossy_always_gives_a_word_that_new_accepts() {
        let long = "ü".repeat(LONGEST);
        for text in ["", "a\nb", "fine", long.as_str()] {
            let word = Word::lossy(text);
            assert_eq!(Word::new(word.as_str()), Ok(word));
        }
    }

    #[test]
    fn reading_json_checks_too() {
        assert!(serde_json::from_str::<Word>("\"a\\nb\"").is_err());
        assert!(serde_json::from_str::<Word>("\"ab\"").is_ok());
    }
}
