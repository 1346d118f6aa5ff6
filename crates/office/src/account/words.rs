//! Passphrases that the program makes up: a few ordinary words, easy to read out and to type.
//!
//! `words.txt` holds 1,024 words that nobody minds reading; most are from SCOWL, whose notice stands in
//! `crates/phi/lexicons/README.md`.

use zeroize::Zeroizing;

/// The words, one a line.
const LIST: &str = include_str!("words.txt");
/// How many words make a passphrase: 10 bits each.
pub const WORDS: usize = 4;

/// A passphrase of [`WORDS`] words, chosen by numbers that the caller draws at random.
#[must_use]
pub fn passphrase(chosen: [u16; WORDS]) -> Zeroizing<String> {
    let all: Vec<&str> = LIST.lines().collect();
    let words = chosen.map(|number| {
        let place = usize::from(number) % all.len();
        all.get(place).copied().unwrap_or_default()
    });
    Zeroizing::new(words.join(" "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::account::Passphrase;

    #[test]
    fn every_word_is_as_likely_as_any_other() {
        let all: BTreeSet<&str> = LIST.lines().collect();
        assert_eq!(
            (LIST.lines().count(), all.len()),
            (1024, 1024),
            "a number of 16 bits falls on each word equally often"
        );
        let plain = |word: &&str| {
            (4..=7).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        assert!(all.iter().all(plain));
    }

    #[test]
    fn a_made_up_passphrase_may_be_chosen() {
        let made = passphrase([0, 1, 2, 1023]);
        assert_eq!(made.split(' ').count(), WORDS);
        assert_eq!(Passphrase::typed(made.to_string()).check(&["maya"]), Ok(()));
        assert_ne!(*made, *passphrase([0, 1, 2, 1022]));
    }
}
