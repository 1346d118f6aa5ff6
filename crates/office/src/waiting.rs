//! What was begun and waits for its second half, such as a sign-in for its code.
//!
//! It is kept in memory, for some minutes: a restart forgets it, and whoever waited begins again.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use anteroom_audit::Micros;

/// The most that waits at a time; then what would end first is forgotten.
const MOST: usize = 10_000;

/// Things by key, each until its time is over.
#[derive(Debug)]
pub(crate) struct Waiting<K, V> {
    held: HashMap<K, (V, Micros)>,
    time: Duration,
}

impl<K: Clone + Eq + Hash, V> Waiting<K, V> {
    /// Nothing yet; each thing may wait for so long.
    pub(crate) fn new(time: Duration) -> Self {
        let held = HashMap::new();
        Self { held, time }
    }

    /// Lets something wait from now on.
    pub(crate) fn put(&mut self, key: K, value: V, now: Micros) {
        self.held.retain(|_, (_, until)| *until > now);
        if self.held.len() >= MOST {
            let first = self.held.iter().min_by_key(|(_, (_, until))| *until);
            let first = first.map(|(key, _)| key.clone());
            first.map(|key| self.held.remove(&key));
        }
        let until = Micros(now.0 + i64::try_from(self.time.as_micros()).unwrap_or(0));
        self.held.insert(key, (value, until));
    }

    /// What waits under this key, unless its time is over.
    pub(crate) fn get(&self, key: &K, now: Micros) -> Option<V>
    where
        V: Clone,
    {
        let (value, until) = self.held.get(key)?;
        (*until > now).then(|| value.clone())
    }

    /// The same, which waits no longer: of several who come for it at once, one gets it.
    pub(crate) fn take(&mut self, key: &K, now: Micros) -> Option<V> {
        let (value, until) = self.held.remove(key)?;
        (until > now).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_waits_for_its_time_and_is_taken_once() {
        let mut waiting = Waiting::new(Duration::from_secs(1));
        waiting.put("a", 1, Micros(0));
        assert_eq!(waiting.get(&"a", Micros(999_999)), Some(1));
        assert_eq!(waiting.get(&"a", Micros(1_000_000)), None);
        assert_eq!(waiting.take(&"a", Micros(0)), Some(1));
        assert_eq!(waiting.take(&"a", Micros(0)), None);
        waiting.put("b", 2, Micros(0));
        waiting.put("c", 3, Micros(5_000_000));
        assert_eq!(waiting.held.len(), 1, "what is over is forgotten");
    }

    #[test]
    fn strangers_do_not_fill_the_memory() {
        let mut waiting = Waiting::new(Duration::from_secs(60));
        for number in 0..=MOST {
            waiting.put(number, (), Micros(i64::try_from(number).unwrap()));
        }
        assert_eq!(waiting.held.len(), MOST);
        assert_eq!(waiting.get(&0, Micros(MOST as i64)), None);
        assert!(waiting.get(&MOST, Micros(MOST as i64)).is_some());
    }
}
