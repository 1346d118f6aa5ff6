//! The one place where the edge draws from the operating system's randomness.

use anteroom_audit::Hash;
use anteroom_office::account::{WORDS, passphrase};
use anteroom_office::door::Drawn;
use zeroize::Zeroizing;

/// A passphrase of ordinary words; none when the system gives no randomness.
pub(crate) fn words() -> Option<Zeroizing<String>> {
    let mut drawn = [[0; 2]; WORDS];
    fill(drawn.as_flattened_mut())?;
    Some(passphrase(drawn.map(u16::from_le_bytes)))
}

/// Salt for a passphrase, or another secret; none when the system gives no randomness, and then nothing is kept.
pub(crate) fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    fill(&mut bytes)?;
    Some(bytes)
}

/// What new recovery codes are made of; none when the system gives no randomness.
pub(crate) fn codes() -> Option<Zeroizing<Drawn>> {
    let mut drawn = Zeroizing::new(Drawn::default());
    fill(drawn.as_flattened_mut())?;
    Some(drawn)
}

fn fill(bytes: &mut [u8]) -> Option<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the edge draws chance"
    )]
    let drawn = getrandom::fill(bytes);
    drawn.ok()
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
