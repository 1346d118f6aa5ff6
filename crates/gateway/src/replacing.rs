//! What a connection puts in the place of patient information, as its settings say it.
//!
//! What a mode needs from outside (chance, the current year) is fetched here, at the edge of the pure finder.

use anteroom_phi::{Mode, Seed};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use zeroize::Zeroizing;

/// A way of replacing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replacing {
    /// `[PATIENT_1]`, `[DATE_2]`; put back in the answer.
    #[default]
    Placeholders,
    /// Blocks; for good.
    Redact,
    /// Years, states, ZIP codes of three digits, else `[NAME]`; for good (45 CFR 164.514(b)(2)).
    SafeHarbor,
    /// Another name, date and number of the same shape; put back in the answer.
    Surrogates,
}

/// A way of replacing with all that it needs, for one request.
pub enum Ready {
    /// Placeholders.
    Placeholders,
    /// Blocks.
    Redact,
    /// Safe Harbor, with the current year.
    SafeHarbor(u32),
    /// Stand-ins, with the seed that they are drawn from.
    Surrogates(Seed),
}

/// The operating system gives no randomness, so no stand-in can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no randomness")]
pub struct NoChance;

impl Replacing {
    /// Every way, the default first.
    pub const ALL: [Self; 4] = [
        Self::Placeholders,
        Self::Surrogates,
        Self::SafeHarbor,
        Self::Redact,
    ];

    /// The word for it in settings and in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Placeholders => "placeholders",
            Self::Redact => "redact",
            Self::SafeHarbor => "safe_harbor",
            Self::Surrogates => "surrogates",
        }
    }

    /// The way of this word; none when this version does not know it.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// Whether the values can be put back.
    #[must_use]
    pub fn is_reversible(self) -> bool {
        matches!(self, Self::Placeholders | Self::Surrogates)
    }

    /// Fetches what it needs. Each seed serves one request; the way back is the mapping, so nobody keeps it. Only somebody
    /// who reads what will be sent brings theirs along (`settled.rs`).
    ///
    /// # Errors
    /// [`NoChance`]; then nothing can be replaced in this way.
    pub fn ready(self, now: Timestamp) -> Result<Ready, NoChance> {
        Ok(match self {
            Self::Placeholders => Ready::Placeholders,
            Self::Redact => Ready::Redact,
            Self::SafeHarbor => Ready::SafeHarbor(year(now)),
            Self::Surrogates => Ready::Surrogates(seed()?),
        })
    }
}

impl Ready {
    /// The finder's mode.
    #[must_use]
    pub fn mode(&self) -> Mode<'_> {
        match self {
            Self::Placeholders => Mode::Placeholders,
            Self::Redact => Mode::Redact,
            Self::SafeHarbor(year) => Mode::SafeHarbor { year: *year },
            Self::Surrogates(seed) => Mode::Surrogates(seed),
        }
    }
}

/// The year of a moment.
pub(crate) fn year(now: Timestamp) -> u32 {
    u32::from(now.to_zoned(TimeZone::UTC).year().unsigned_abs())
}

fn seed() -> Result<Seed, NoChance> {
    let mut bytes = Zeroizing::new([0; 32]);
    #[expect(clippy::disallowed_methods, reason = "this is where seeds are drawn")]
    let drawn = getrandom::fill(&mut *bytes);
    drawn.map_err(|_| NoChance)?;
    Ok(Seed::new(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_has_a_word_and_a_mode() {
        for way in Replacing::ALL {
            assert_eq!(Replacing::named(way.code()), Some(way));
            let ready = way.ready(Timestamp::UNIX_EPOCH).unwrap();
            assert_eq!(ready.mode().is_reversible(), way.is_reversible());
        }
        assert_eq!(Replacing::named("scramble"), None);
        let ready = Replacing::SafeHarbor.ready(Timestamp::UNIX_EPOCH).unwrap();
        assert!(matches!(ready.mode(), Mode::SafeHarbor { year: 1970 }));
    }
}
