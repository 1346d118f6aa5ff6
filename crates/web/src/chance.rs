//! The one place where the edge draws from the operating system's randomness.

use anteroom_audit::Hash;
use anteroom_office::account::{WORDS, passphrase};
use zeroize::Zeroizing;

/// A passphrase of ordinary words; none when the system gives no randomness.
pub(crate) fn words() -> Option<Zeroizing<String>> {
    let mut drawn = [[0; 2]; WORDS];
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where passphrases are drawn"
    )]
    let filled = getrandom::fill(drawn.as_flattened_mut());
    filled.ok()?;
    Some(passphrase(drawn.map(u16::from_le_bytes)))
}

/// Salt for a passphrase; none when the system gives no randomness, and then nothing is kept.
pub(crate) fn salt() -> Option<[u8; 16]> {
    let mut salt = [0; 16];
    #[expect(clippy::disallowed_methods, reason = "this is where salt is drawn")]
    let drawn = getrandom::fill(&mut salt);
    drawn.ok().map(|()| salt)
}

/// What the stand-ins of a piece of work are drawn from, in hexadecimal; none when the system gives no randomness.
pub(crate) fn seed() -> Option<String> {
    let mut seed = Zeroizing::new([0; 32]);
    #[expect(clippy::disallowed_methods, reason = "this is where seeds are drawn")]
    let drawn = getrandom::fill(&mut *seed);
    drawn.ok().map(|()| Hash(*seed).to_string())
}

/// The seed that is written so.
pub(crate) fn seed_of(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let Hash(bytes) = text.parse().ok()?;
    Some(Zeroizing::new(bytes))
}
