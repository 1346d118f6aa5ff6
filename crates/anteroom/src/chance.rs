//! The one place of the command line that draws from the operating system's randomness.

use anyhow::Context as _;

/// Random bytes.
///
/// # Errors
/// When the system gives none.
pub(crate) fn bytes<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "this is where chance is drawn")]
    let drawn = getrandom::fill(&mut bytes);
    drawn.context("the operating system gives no randomness")?;
    Ok(bytes)
}
