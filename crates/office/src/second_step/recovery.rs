//! Recovery codes: they stand in for an app that is lost, each once.
//!
//! 80 random bits each: no list of guesses reaches one, so a plain hash is enough, as for API keys.

use std::collections::BTreeSet;

use anteroom_audit::Hash;
use zeroize::Zeroizing;

/// How many codes somebody is given.
pub const CODES: usize = 10;
/// Letters of a code, of five bits each.
pub const LETTERS: usize = 16;
/// Small letters and digits without those that look like others.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// New codes, to be shown once.
pub struct RecoveryCodes(Vec<Zeroizing<String>>);

impl RecoveryCodes {
    /// Codes of these bytes, which the caller draws at random.
    #[must_use]
    pub fn of(drawn: &[[u8; LETTERS]; CODES]) -> RecoveryCodes {
        RecoveryCodes(drawn.iter().map(code).collect())
    }

    /// The codes as they are written down.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|code| code.as_str())
    }

    /// What is kept of them.
    #[must_use]
    pub fn hashes(&self) -> BTreeSet<Hash> {
        self.iter().filter_map(hash).collect()
    }
}

/// What a typed code is compared by; none for what is no code. How it is written does not matter: with hyphens, blanks or
/// neither, in small letters or capitals.
pub(crate) fn hash(typed: &str) -> Option<Hash> {
    let written = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let letters: Zeroizing<String> = Zeroizing::new(written.collect::<String>().to_lowercase());
    let is_code = letters.len() == LETTERS && letters.bytes().all(|byte| ALPHABET.contains(&byte));
    let text = Zeroizing::new(format!("anteroom recovery code {}", *letters));
    is_code.then(|| Hash::of(text.as_bytes()))
}

fn code(bytes: &[u8; LETTERS]) -> Zeroizing<String> {
    let letters = bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)));
    let letters: Zeroizing<Vec<char>> = Zeroizing::new(letters.copied().map(char::from).collect());
    let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
    Zeroizing::new(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_however_they_are_typed() {
        let mut drawn = [[0; LETTERS]; CODES];
        for (at, byte) in drawn.as_flattened_mut().iter_mut().enumerate() {
            *byte = u8::try_from(at).unwrap();
        }
        let codes = RecoveryCodes::of(&drawn);
        let first = codes.iter().next().unwrap();
        assert_eq!(first, "abcd-efgh-ijkl-mnop");
        for typed in ["abcdefghijklmnop", " ABCD EFGH IJKL MNOP ", first] {
            assert_eq!(hash(typed), hash(first), "{typed}");
            assert!(codes.hashes().contains(&hash(typed).unwrap()), "{typed}");
        }
        for typed in ["", "abcd-efgh-ijkl-mno", "abcd-efgh-ijkl-mno1", "287082"] {
            assert_eq!(hash(typed), None, "{typed}");
        }
    }

    #[test]
    fn ten_codes_are_ten() {
        let mut drawn = [[0; LETTERS]; CODES];
        for (number, bytes) in drawn.iter_mut().enumerate() {
            bytes[0] = u8::try_from(number).unwrap();
        }
        let codes = RecoveryCodes::of(&drawn);
        assert_eq!((codes.iter().count(), codes.hashes().len()), (CODES, CODES));
    }
}
