//! The one place where the edge draws from the operating system's randomness.

/// Salt for a passphrase; none when the system gives no randomness, and then nothing is kept.
pub(crate) fn salt() -> Option<[u8; 16]> {
    let mut salt = [0; 16];
    #[expect(clippy::disallowed_methods, reason = "this is where salt is drawn")]
    let drawn = getrandom::fill(&mut salt);
    drawn.ok().map(|()| salt)
}
