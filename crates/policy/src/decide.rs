//! Asks the rules, and turns their answers into a decision.
//!
//! Deny by default: a step of the ladder is open only when a permit applies and no forbid does. Whatever goes wrong
//! while asking (facts that cannot be expressed, a rule that fails to evaluate) blocks, with a reason of its own:
//! Cedar skips a rule that fails, and a skipped forbid must not open a door.

use std::cmp::Reverse;

use cedar_policy::Decision as Answer;
use jiff::Timestamp;

use crate::decision::{Decision, Obligation, Outcome};
use crate::facts::Facts;
use crate::ladder::Action;
use crate::reason::Reason;
use crate::request::{Question, Unaskable};
use crate::rule::Rule;
use crate::rules::Rules;

impl Rules {
    /// Decides what may leave. The same facts, time and rules always give the same decision.
    ///
    /// The reasons are those of every rule that forbade a step looser than the outcome, strictest rule first; when no
    /// rule forbade anything, they are those of the rule that permitted it.
    #[must_use]
    pub fn decide(&self, facts: &Facts, now: Timestamp) -> Decision {
        let (outcome, reasons) = self
            .climb(facts, now)
            .unwrap_or_else(|Unaskable| broken(Vec::new()));
        Decision {
            outcome,
            reasons,
            obligations: vec![Obligation::LogDecision],
            rule_set: self.id(),
            decided_at: now,
        }
    }

    /// Goes down the ladder to the first step that is open.
    fn climb(&self, facts: &Facts, now: Timestamp) -> Result<(Outcome, Vec<Reason>), Unaskable> {
        let question = self.types.question(facts, &self.zones, now)?;
        let day = self.zones.day(&facts.practice.state, now);
        let mut stopped = Vec::new();
        for step in Action::LADDER {
            let Some(step_rules) = self.in_force(day, step) else {
                continue;
            };
            let answered = self.ask(&question, step_rules, step)?;
            if answered.failed {
                return Ok(broken(strictest_first(stopped)));
            }
            if answered.open {
                let reasons = if stopped.is_empty() {
                    answered.fired
                } else {
                    stopped
                };
                return Ok((step.outcome(), strictest_first(reasons)));
            }
            stopped.extend(answered.fired);
        }
        let mut reasons = strictest_first(stopped);
        if reasons.is_empty() {
            reasons.push(Reason::nothing_allows());
        }
        Ok((Outcome::Block, reasons))
    }

    /// Asks the rules about one step.
    pub(crate) fn ask(
        &self,
        question: &Question,
        rules: &cedar_policy::PolicySet,
        step: Action,
    ) -> Result<Answered<'_>, Unaskable> {
        let request = question.ask(self.types.action(step))?;
        let response = self
            .authorizer
            .is_authorized(&request, rules, &question.entities);
        let heard = response.diagnostics();
        Ok(Answered {
            open: response.decision() == Answer::Allow,
            failed: heard.errors().next().is_some(),
            fired: heard.reason().filter_map(|id| self.rule(id)).collect(),
        })
    }
}

/// What the rules said about one step.
pub(crate) struct Answered<'r> {
    /// A permit applies and no forbid does.
    pub(crate) open: bool,
    /// A rule could not be evaluated.
    pub(crate) failed: bool,
    /// The forbids that apply; where none does, the permits.
    pub(crate) fired: Vec<&'r Rule>,
}

fn broken(mut reasons: Vec<Reason>) -> (Outcome, Vec<Reason>) {
    reasons.insert(0, Reason::rules_failed());
    (Outcome::Block, reasons)
}

/// The reasons of these rules, each rule once: those that reach further down the ladder first, then by id.
fn strictest_first(mut rules: Vec<&Rule>) -> Vec<Reason> {
    rules.sort_by_key(|rule| (Reverse(rule.reach()), &*rule.reason.rule));
    rules.dedup_by_key(|rule| &*rule.reason.rule);
    rules.into_iter().map(|rule| rule.reason.clone()).collect()
}
