//! Passphrases: how good one must be, and how it is kept.
//!
//! Length counts, and what is guessed first is refused (NIST SP 800-63B-4 section 3.1.1.2: at least 15 characters where it is
//! the only factor, a list of expected values, no rules of composition). It is kept as an Argon2id hash with the parameters that OWASP names.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Fewest characters.
const SHORTEST: usize = 15;
/// Most bytes; more would only cost time.
const LONGEST: usize = 1024;

/// What people who guess try first.
const EXPECTED: [&str; 8] = [
    "password",
    "passphrase",
    "qwerty",
    "letmein",
    "welcome",
    "1234567",
    "abcdefg",
    "changeme",
];

/// What somebody types to sign in. Debug shows nothing of it.
pub struct Passphrase(Zeroizing<String>);

/// Why a passphrase is not good enough to be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// Too short.
    #[error(
        "use at least {SHORTEST} characters; four or five words that do not belong together are easy to keep in mind"
    )]
    Short,
    /// Too long.
    #[error("use at most {LONGEST} bytes")]
    Long,
    /// A few characters over and over.
    #[error("use more different characters")]
    Monotonous,
    /// One word twice, or what everybody tries first.
    #[error("this is guessed first; use four or five words that do not belong together")]
    Expected,
    /// It holds the person's own name.
    #[error("leave your own name out of it")]
    OwnName,
}

/// What a passphrase is checked against: a salted Argon2id hash as a PHC string. Debug shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Passphrase {
    /// What was typed, as it was typed.
    #[must_use]
    pub fn typed(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Whether a person of these names may choose it.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn check(&self, names: &[&str]) -> Result<(), WeakPassphrase> {
        let different: std::collections::HashSet<char> = self.0.chars().collect();
        match () {
            () if self.0.chars().count() < SHORTEST => Err(WeakPassphrase::Short),
            () if self.0.len() > LONGEST => Err(WeakPassphrase::Long),
            () if different.len() < 6 => Err(WeakPassphrase::Monotonous),
            () if self.is_repeated() || self.is_expected() => Err(WeakPassphrase::Expected),
            () if names.iter().any(|name| self.is_mostly(name)) => Err(WeakPassphrase::OwnName),
            () => Ok(()),
        }
    }

    /// Whether it says the same over and over.
    fn is_repeated(&self) -> bool {
        let letters: Vec<char> = self.0.to_lowercase().chars().collect();
        let mut parts = 1..=letters.len() / 2;
        parts.any(|part| letters.chunks(part).all(|one| letters.starts_with(one)))
    }

    /// Whether little is left of it without what is guessed first.
    fn is_expected(&self) -> bool {
        let whole = self.0.to_lowercase();
        let left = EXPECTED
            .iter()
            .fold(whole.clone(), |left, word| left.replace(word, ""));
        left != whole && left.chars().count() < SHORTEST / 2
    }

    /// Whether little is left of it without a name.
    fn is_mostly(&self, name: &str) -> bool {
        let (text, name) = (self.0.to_lowercase(), name.to_lowercase());
        let left = || text.replace(&name, "").chars().count();
        name.chars().count() >= 3 && text.contains(&name) && left() < SHORTEST / 2
    }

    /// Seals it with a salt: 16 random bytes that the caller draws. Takes tens of milliseconds and 19 MiB.
    ///
    /// # Errors
    /// When it is too long to be hashed, or there is no memory.
    pub fn seal(&self, salt: &[u8; 16]) -> Result<Sealed, WeakPassphrase> {
        let hash = Argon2::default().hash_password_with_salt(self.0.as_bytes(), salt);
        hash.map(|hash| Sealed(hash.to_string()))
            .map_err(|_| WeakPassphrase::Long)
    }

    /// Whether it is the one that was sealed. Takes as long as sealing.
    #[must_use]
    pub fn opens(&self, sealed: &Sealed) -> bool {
        let hash = PasswordHash::new(&sealed.0);
        self.0.len() <= LONGEST
            && hash.is_ok_and(|hash| {
                let checked = Argon2::default().verify_password(self.0.as_bytes(), &hash);
                checked.is_ok()
            })
    }
}

impl Sealed {
    /// One that nothing opens, and that takes as long to try: so that an unknown name is not told from a known one by time.
    #[must_use]
    pub fn of_nobody() -> Self {
        let (salt, hash) = ("AAAAAAAAAAAAAAAAAAAAAA", "A".repeat(43));
        Self(format!("$argon2id$v=19$m=19456,t=2,p=1${salt}${hash}"))
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase")
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Passphrase {
        Passphrase::typed(text.to_owned())
    }

    #[test]
    fn length_is_all_that_is_demanded() {
        for (text, said) in [
            ("violin harbor mustard", Ok(())),
            ("            a bcde fgh", Ok(())),
            ("fifteen letters", Ok(())),
            ("fourteen chars", Err(WeakPassphrase::Short)),
            ("aaaaaaaaaaaaaaaaab", Err(WeakPassphrase::Monotonous)),
            ("passwordpassword", Err(WeakPassphrase::Expected)),
            ("violin7 violin7 violin7 ", Err(WeakPassphrase::Expected)),
            ("Password 12345678", Err(WeakPassphrase::Expected)),
            ("maya lindgren 12", Err(WeakPassphrase::OwnName)),
            ("maya lindgren likes violins", Ok(())),
        ] {
            assert_eq!(
                typed(text).check(&["Maya Lindgren", "maya"]),
                said,
                "{text}"
            );
        }
        assert_eq!(
            typed(&"abcdefgh".repeat(200)).check(&[]),
            Err(WeakPassphrase::Long)
        );
    }

    #[test]
    fn only_the_same_passphrase_opens() {
        let sealed = typed("violin harbor mustard").seal(&[7; 16]).unwrap();
        assert!(typed("violin harbor mustard").opens(&sealed));
        assert!(!typed("violin harbor mustarD").opens(&sealed));
        assert!(!typed("").opens(&sealed));
        assert!(
            sealed.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            sealed.0
        );
        assert_ne!(
            sealed,
            typed("violin harbor mustard").seal(&[8; 16]).unwrap()
        );
        let shown = format!("{sealed:?} {:?}", typed("violin"));
        assert_eq!(shown, "Sealed Passphrase");
    }

    #[test]
    fn nobody_opens_nobodys() {
        let nobody = Sealed::of_nobody();
        assert!(
            PasswordHash::new(&nobody.0).is_ok(),
            "else it takes no time"
        );
        assert!(!typed("violin harbor mustard").opens(&nobody));
    }
}
