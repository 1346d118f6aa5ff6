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
use crate::release::RELEASES;
use crate::request::Unaskable;
use crate::rule::Rule;
use crate::rules::Rules;

/// What the rules say, before it becomes a decision: the step that is open (none: block), and why.
#[derive(Clone)]
pub(crate) struct Ruling {
    step: Option<Action>,
    reasons: Vec<Reason>,
    obligations: Vec<Obligation>,
}

impl Rules {
    /// Decides what may leave. The same facts, time and rules always give the same decision.
    ///
    /// The reasons are those of every rule that forbade a step looser than the outcome, strictest rule first; when no
    /// rule forbade anything, they are those of the rule that permitted it. Then come the reasons of the obligations, and
    /// where something may leave, the remarks.
    #[must_use]
    pub fn decide(&self, facts: &Facts, now: Timestamp) -> Decision {
        self.decision(self.ruling(facts, now), now)
    }

    pub(crate) fn decision(&self, ruling: Ruling, now: Timestamp) -> Decision {
        Decision {
            outcome: ruling.step.map_or(Outcome::Block, Action::outcome),
            reasons: ruling.reasons,
            obligations: ruling.obligations,
            rule_set: self.id(),
            decided_at: now,
        }
    }

    pub(crate) fn ruling(&self, facts: &Facts, now: Timestamp) -> Ruling {
        self.climb(facts, now)
            .unwrap_or_else(|Unaskable| broken(Vec::new()))
    }

    fn climb(&self, facts: &Facts, now: Timestamp) -> Result<Ruling, Unaskable> {
        let hearing = Hearing::hold(self, facts, now)?;
        let mut ruling = ladder(&hearing);
        add_obligations(&mut ruling, &hearing);
        if ruling.step.is_some() {
            let remarks = hearing.about(Action::Remark).permits;
            ruling.reasons.extend(strictest_first(remarks));
        }
        Ok(ruling)
    }
}

/// Goes down the ladder to the first step that is open.
fn ladder(hearing: &Hearing<'_>) -> Ruling {
    let mut stopped = Vec::new();
    for step in Action::LADDER {
        let said = hearing.about(step);
        if said.failed {
            return broken(strictest_first(stopped));
        }
        if said.open() {
            let reasons = if stopped.is_empty() {
                said.permits
            } else {
                stopped
            };
            return Ruling::new(Some(step), strictest_first(reasons));
        }
        stopped.extend(said.forbids);
    }
    Ruling::new(None, or_nothing_allows(strictest_first(stopped)))
}

/// Adds the obligation of every release that is not open, and why. A release whose rules cannot be asked is as good as
/// forbidden, and nothing leaves.
fn add_obligations(ruling: &mut Ruling, hearing: &Hearing<'_>) {
    for (release, obligation) in RELEASES {
        let said = hearing.about(release);
        if said.failed {
            *ruling = broken(std::mem::take(&mut ruling.reasons));
            return;
        }
        if !said.open() {
            ruling.must(obligation);
            let own = said.forbids.into_iter();
            let own = own.filter(|rule| *rule.reason.code != *obligation.code());
            let reasons = strictest_first(own.collect());
            let new = |reason: &Reason| !ruling.reasons.contains(reason);
            let new: Vec<_> = reasons.into_iter().filter(new).collect();
            ruling.reasons.extend(new);
        }
    }
}

impl Ruling {
    fn new(step: Option<Action>, reasons: Vec<Reason>) -> Ruling {
        Ruling {
            step,
            reasons,
            obligations: Vec::new(),
        }
    }

    fn must(&mut self, obligation: Obligation) {
        if !self.obligations.contains(&obligation) {
            self.obligations.push(obligation);
        }
    }
}

/// A block because the rules could not be asked, with the reasons heard so far.
fn broken(mut reasons: Vec<Reason>) -> Ruling {
    reasons.insert(0, Reason::rules_failed());
    Ruling {
        obligations: vec![Obligation::LogDecision],
        ..Ruling::new(None, reasons)
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
