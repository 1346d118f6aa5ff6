//! Somebody at the door, as several tests bring them there.

use std::time::Instant;

use anteroom_audit::{Micros, Word};
use anteroom_office::account::Passphrase;
use anteroom_office::door::{Entered, Knock};
use zeroize::Zeroizing;

/// A passphrase that is right.
pub(crate) const RIGHT: &str = "violin harbor mustard";

pub(crate) fn typed(text: &str) -> Passphrase {
    Passphrase::typed(text.to_owned())
}

pub(crate) fn knock(at: Micros, now: Instant) -> Knock {
    let device = Word::lossy("Firefox on Windows");
    Knock { at, now, device }
}

/// What opens the session of somebody of whom no code is asked.
pub(crate) fn inside(entered: Entered) -> anyhow::Result<Zeroizing<String>> {
    match entered {
        Entered::In(token) => Ok(token),
        Entered::Half(_) => anyhow::bail!("a code is asked for"),
    }
}
