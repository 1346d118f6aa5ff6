//! Slowing down who guesses: after a few wrong passphrases a name must wait, longer each time.
//!
//! It is kept in memory: a restart forgives, and starting over takes longer than waiting (NIST SP 800-63B-4 section 3.2.2).

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Wrong tries that cost nothing but the time to check them.
const FREE: u32 = 5;
/// The first wait; each further wrong try doubles it.
const FIRST: Duration = Duration::from_secs(30);
/// The longest wait.
const MOST: Duration = Duration::from_secs(15 * 60);
/// Names that are remembered; when there are more, those whose wait is over are forgotten.
const NAMES: usize = 10_000;

/// Who typed what wrong how often.
#[derive(Debug, Default)]
pub struct Throttle {
    tried: HashMap<String, Tried>,
}

#[derive(Clone, Copy, Debug)]
struct Tried {
    wrong: u32,
    until: Instant,
}

impl Throttle {
    /// Lets a name try, or says how long it must wait. A try counts as wrong until it turns out right, so that many at
    /// once are counted too.
    ///
    /// # Errors
    /// How long to wait.
    pub fn begin(&mut self, name: &str, now: Instant) -> Result<(), Duration> {
        let (wrong, until) = self
            .tried
            .get(name)
            .map_or((0, now), |tried| (tried.wrong, tried.until));
        let left = until.saturating_duration_since(now);
        if !left.is_zero() {
            return Err(left);
        }
        if self.tried.len() >= NAMES {
            self.tried.retain(|_, tried| tried.until > now);
        }
        let (wrong, until) = (wrong + 1, now + wait_after(wrong + 1));
        self.tried.insert(name.to_owned(), Tried { wrong, until });
        Ok(())
    }

    /// Forgets a name that signed in.
    pub fn right(&mut self, name: &str) {
        self.tried.remove(name);
    }
}

fn wait_after(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(doubled) => FIRST.saturating_mul(1 << doubled.min(16)).min(MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let (mut throttle, mut now) = (Throttle::default(), Instant::now());
        for _ in 0..FREE {
            assert_eq!(throttle.begin("maya", now), Ok(()));
        }
        assert_eq!(throttle.begin("maya", now), Err(FIRST));
        assert_eq!(throttle.begin("lee", now), Ok(()));
        for wait in [FIRST, FIRST * 2, FIRST * 4] {
            assert_eq!(throttle.begin("maya", now), Err(wait));
            now += wait;
            assert_eq!(throttle.begin("maya", now), Ok(()));
        }
        for _ in 0..40 {
            now += MOST;
            assert_eq!(throttle.begin("maya", now), Ok(()));
        }
        assert_eq!(throttle.begin("maya", now), Err(MOST));
        throttle.right("maya");
        assert_eq!(throttle.begin("maya", now), Ok(()));
    }

    #[test]
    fn many_names_do_not_fill_the_memory() {
        let (mut throttle, now) = (Throttle::default(), Instant::now());
        for name in 0..NAMES * 2 {
            assert_eq!(throttle.begin(&name.to_string(), now), Ok(()));
        }
        assert!(throttle.tried.len() <= NAMES);
    }
}
