//! Turns what the rules say about each step of the ladder into a decision; what asks them is `hearing.rs`.
//!
//! Deny by default: a step is open only when a permit applies and no forbid does. Whatever goes wrong while asking
//! (facts that cannot be expressed, a rule that fails to evaluate) blocks, with a reason of its own: Cedar skips a
//! rule that fails, and a skipped forbid must not open a door.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::decision::{Decision, Obligation, Outcome};
use crate::facts::Facts;
use crate::hearing::Hearing;
use crate::ladder::Action;
use crate::reason::Reason;
use crate::request::Unaskable;
use crate::rule::Rule;
use crate::rules::Rules;

/// What the rules say, before it becomes a decision: the step that is open (none: block), and why.
#[derive(Clone)]
pub(crate) struct Ruling {
    step: Option<Action>,
    reasons: Vec<Reason>,
}

impl Rules {
    /// Decides what may leave. The same facts, time and rules always give the same decision.
    ///
    /// The reasons are those of every rule that forbade a step looser than the outcome, strictest rule first; when no
    /// rule forbade anything, they are those of the rule that permitted it.
    #[must_use]
    pub fn decide(&self, facts: &Facts, now: Timestamp) -> Decision {
        self.decision(self.ruling(facts, now), now)
    }

    pub(crate) fn decision(&self, ruling: Ruling, now: Timestamp) -> Decision {
        Decision {
            outcome: ruling.step.map_or(Outcome::Block, Action::outcome),
            reasons: ruling.reasons,
            obligations: vec![Obligation::LogDecision],
            rule_set: self.id(),
            decided_at: now,
        }
    }

    pub(crate) fn ruling(&self, facts: &Facts, now: Timestamp) -> Ruling {
        self.climb(facts, now)
            .unwrap_or_else(|Unaskable| broken(Vec::new()))
    }

    /// Goes down the ladder to the first step that is open.
    fn climb(&self, facts: &Facts, now: Timestamp) -> Result<Ruling, Unaskable> {
        let mut hearing = Hearing::open(self, facts, now)?;
        let mut stopped = Vec::new();
        for step in Action::LADDER {
            let said = hearing.step(step)?;
            if said.failed {
                return Ok(broken(strictest_first(stopped)));
            }
            if said.open() {
                let reasons = if stopped.is_empty() {
                    said.permits
                } else {
                    stopped
                };
                return Ok(Ruling {
                    step: Some(step),
                    reasons: strictest_first(reasons),
                });
            }
            stopped.extend(said.forbids);
        }
        Ok(Ruling {
            step: None,
            reasons: or_nothing_allows(strictest_first(stopped)),
        })
    }
}

/// A block because the rules could not be asked, with the reasons heard so far.
fn broken(mut reasons: Vec<Reason>) -> Ruling {
    reasons.insert(0, Reason::rules_failed());
    Ruling {
        step: None,
        reasons,
    }
}

/// The reasons of these rules, each rule once: those that reach further down the ladder first, then by id.
fn strictest_first(mut rules: Vec<&Rule>) -> Vec<Reason> {
    rules.sort_by_key(|rule| (Reverse(rule.reach()), &*rule.reason.rule));
    rules.dedup_by_key(|rule| &*rule.reason.rule);
    rules.into_iter().map(|rule| rule.reason.clone()).collect()
}

/// A block always says why, also when no rule spoke.
fn or_nothing_allows(mut reasons: Vec<Reason>) -> Vec<Reason> {
    if reasons.is_empty() {
        reasons.push(Reason::nothing_allows());
    }
    reasons
}
