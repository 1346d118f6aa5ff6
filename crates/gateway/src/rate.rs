//! How many requests one API key may make: a bucket of tokens for each key, in memory.
//!
//! It protects this machine from a runaway program; it is no quota, so it need not survive a restart. Only keys that the
//! store knows get a bucket, so the table is no larger than the list of keys.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The buckets of all keys.
pub(crate) struct Rates {
    buckets: Mutex<HashMap<String, Bucket>>,
    burst: f64,
    /// Tokens a second.
    refill: f64,
}

struct Bucket {
    at: Instant,
    tokens: f64,
}

impl Rates {
    /// Buckets of `burst` tokens, filled at `per_minute`.
    pub(crate) fn new(burst: u32, per_minute: u32) -> Self {
        Self {
            buckets: Mutex::default(),
            burst: f64::from(burst.max(1)),
            refill: f64::from(per_minute.max(1)) / 60.0,
        }
    }

    /// Takes a token of this key.
    ///
    /// # Errors
    /// How long to wait for the next one.
    pub(crate) fn take(&self, key: &str, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if !buckets.contains_key(key) {
            buckets.insert(
                key.to_owned(),
                Bucket {
                    at: now,
                    tokens: self.burst,
                },
            );
        }
        let Some(bucket) = buckets.get_mut(key) else {
            return Ok(());
        };
        let waited = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.tokens = (bucket.tokens + waited * self.refill).min(self.burst);
        bucket.at = now;
        if bucket.tokens < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - bucket.tokens) / self.refill));
        }
        bucket.tokens -= 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_the_rate_and_each_key_for_itself() {
        let rates = Rates::new(2, 60);
        let start = Instant::now();
        assert!(rates.take("a", start).is_ok() && rates.take("a", start).is_ok());
        let wait = rates.take("a", start).unwrap_err();
        assert!(wait > Duration::from_millis(900) && wait <= Duration::from_secs(1));
        assert!(rates.take("b", start).is_ok());
        assert!(rates.take("a", start + Duration::from_secs(1)).is_ok());
        assert!(rates.take("a", start + Duration::from_secs(1)).is_err());
    }
}
