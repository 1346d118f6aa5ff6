//! The rulings of the running second, so that many requests of one kind ask the rules once.
//!
//! A decision changes with the time at whole seconds only: agreements end, and rules come and go, with a day. Within one
//! second, facts that look the same to the rules therefore get the same ruling, and it need not be heard again. The next
//! second asks anew, and a change of any fact is another question. What leaves is still one [`Decision`] a request.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::decide::Ruling;
use crate::decision::Decision;
use crate::facts::Facts;
use crate::rules::Rules;

/// The most rulings remembered; a practice has a few keys and connections.
const MOST: usize = 64;

/// Rules that remember what they said in the running second.
#[derive(Debug)]
pub struct Docket {
    heard: Mutex<Heard>,
    rules: Arc<Rules>,
}

#[derive(Default)]
struct Heard {
    rulings: Vec<(Facts, Ruling)>,
    /// Seconds since 1970 for which they hold.
    second: i64,
}

impl Docket {
    /// Nothing is remembered yet.
    #[must_use]
    pub fn new(rules: Arc<Rules>) -> Docket {
        Docket {
            heard: Mutex::default(),
            rules,
        }
    }

    /// The rules that are asked.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Decides what may leave: what [`Rules::decide`] would say.
    #[must_use]
    pub fn decide(&self, facts: &Facts, now: Timestamp) -> Decision {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let known = heard.at(now.as_second()).ruling(facts);
        let ruling = known.unwrap_or_else(|| {
            let ruling = self.rules.ruling(facts, now);
            heard.keep(facts, &ruling);
            ruling
        });
        drop(heard);
        self.rules.decision(ruling, now)
    }
}

impl Heard {
    /// Forgets everything of another second.
    fn at(&mut self, second: i64) -> &mut Heard {
        if self.second != second {
            self.rulings.clear();
            self.second = second;
        }
        self
    }

    fn ruling(&self, facts: &Facts) -> Option<Ruling> {
        let same = |(known, _): &&(Facts, Ruling)| known.asks_as(facts);
        self.rulings
            .iter()
            .find(same)
            .map(|(_, ruling)| ruling.clone())
    }

    fn keep(&mut self, facts: &Facts, ruling: &Ruling) {
        if self.rulings.len() < MOST {
            self.rulings.push((facts.clone(), ruling.clone()));
        }
    }
}

impl std::fmt::Debug for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Heard({})", self.rulings.len())
    }
}
