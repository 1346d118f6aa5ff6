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
    /// How long this name must wait; nothing when it may try now.
    #[must_use]
    pub fn wait(&self, name: &str, now: Instant) -> Option<Duration> {
        let tried = self.tried.get(name)?;
        let left = tried.until.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }

    /// Notes a wrong passphrase.
    pub fn wrong(&mut self, name: &str, now: Instant) {
        if self.tried.len() >= NAMES {
            self.tried.retain(|_, tried| tried.until > now);
        }
        let wrong = self.tried.get(name).map_or(0, |tried| tried.wrong) + 1;
        let until = now + wait_after(wrong);
        self.tried.insert(name.to_owned(), Tried { wrong, until });
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
        let (mut throttle, now) = (Throttle::default(), Instant::now());
        for _ in 1..FREE {
            throttle.wrong("maya", now);
            assert_eq!(throttle.wait("maya", now), None);
        }
        throttle.wrong("maya", now);
        assert_eq!(throttle.wait("maya", now), Some(FIRST));
        assert_eq!(throttle.wait("maya", now + FIRST), None);
        assert_eq!(throttle.wait("lee", now), None);
        for _ in 0..40 {
            throttle.wrong("maya", now);
        }
        assert_eq!(throttle.wait("maya", now), Some(MOST));
        throttle.right("maya");
        assert_eq!(throttle.wait("maya", now), None);
    }

    #[test]
    fn many_names_do_not_fill_the_memory() {
        let (mut throttle, now) = (Throttle::default(), Instant::now());
        for name in 0..NAMES * 2 {
            throttle.wrong(&name.to_string(), now);
        }
        assert!(throttle.tried.len() <= NAMES);
    }
}
