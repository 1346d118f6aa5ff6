//! The one place that reads the wall clock.
//!
//! Decisions depend on the date (an agreement that ended blocks that very second), so everything that needs the time takes
//! it from a [`Clock`], and a test can set one. Waiting (timeouts) is not time of day and uses tokio's clock instead.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where the gateway takes the time of day from. Clones share one source.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    /// Microseconds since the Unix epoch, as a test set them.
    Set(Arc<AtomicI64>),
    System,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still at `at` until it is advanced.
    #[must_use]
    pub fn standing_at(at: Timestamp) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(at.as_microsecond()))))
    }

    /// Moves a standing clock; the machine's clock stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Source::Set(micros) = &self.0 {
            let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            micros.fetch_add(by, Ordering::Relaxed);
        }
    }

    /// Now.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is told to use"
    )]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Set(micros) => Timestamp::from_microsecond(micros.load(Ordering::Relaxed))
                .unwrap_or(Timestamp::UNIX_EPOCH),
            Source::System => Timestamp::now(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_clock_moves_only_when_told() {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let other = clock.clone();
        assert_eq!(clock.now(), other.now());
        clock.advance(SignedDuration::from_secs(61));
        assert_eq!(other.now().as_second(), 61);
    }
}
