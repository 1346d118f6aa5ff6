//! Words that are a family's name and nothing else.

use crate::lexicon::{Flags, Lexicon};

/// Whether a word is a surname and no given name, term, town or ordinary word: whoever says that it is none is mistaken.
#[must_use]
pub fn is_surname(word: &str) -> bool {
    let other =
        Flags::GIVEN_COMMON | Flags::WORD | Flags::MEDICAL | Flags::EPONYM | Flags::PLACE_COMMON;
    let known = Lexicon::shipped().flags(word.trim());
    known.any(Flags::SURNAME) && !known.any(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames() {
        for word in ["Patel", "lindgren", "Gonzalez"] {
            assert!(is_surname(word), "{word}");
        }
        for word in ["Rosa", "Hope", "Parkinson", "Dayton", "Cook", "Quetzal"] {
            assert!(!is_surname(word), "{word}");
        }
    }
}
