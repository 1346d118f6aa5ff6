//! How a decision came about, step by step, for people who check the rules.
//!
//! Nothing of this is kept with a decision: deciding is a pure function, so asking again with the stored facts and
//! time gives the same answer, this time in full. `decide.rs` stops at the first open step; this does not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::decision::{RuleSetId, Verdict};
use crate::facts::Facts;
use crate::hearing::{Hearing, Said};
use crate::ladder::Action;
use crate::reason::Reason;
use crate::request::Unaskable;
use crate::rule::Rule;
use crate::rules::Rules;

/// What the rules say about each step of the ladder.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Explanation {
    /// What was decided.
    pub verdict: Verdict,
    /// The exact text of the rules that were asked.
    pub rule_set: RuleSetId,
    /// The day on the practice's calendar, which selects the rules in force.
    pub day: Date,
    /// The steps of the ladder, loosest first. Empty when the facts could not be put to the rules.
    pub steps: Vec<Step>,
    /// The releases, and what is worth saying.
    pub beyond: Vec<Step>,
}

/// What the rules say about one step.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Step {
    /// The step.
    pub action: Action,
    /// Whether it is open by itself.
    pub open: bool,
    /// Whether a rule could not be evaluated; then nothing leaves at all.
    pub failed: bool,
    /// The rules that forbid it.
    pub forbids: Vec<Reason>,
    /// The rules that permit it. A forbid outweighs them all.
    pub permits: Vec<Reason>,
}

impl Rules {
    /// Says which rules fired at which step.
    #[must_use]
    pub fn explain(&self, facts: &Facts, now: Timestamp) -> Explanation {
        let (steps, beyond) = self.steps(facts, now).unwrap_or_default();
        Explanation {
            verdict: self.decide(facts, now).verdict(),
            rule_set: self.id(),
            day: self.day(&facts.practice.state, now),
            steps,
            beyond,
        }
    }

    fn steps(&self, facts: &Facts, now: Timestamp) -> Result<(Vec<Step>, Vec<Step>), Unaskable> {
        let hearing = Hearing::hold(self, facts, now)?;
        let step = |action| Step::new(action, hearing.about(action));
        let all = Action::ALL.into_iter().map(step);
        Ok(all.partition(|step| Action::LADDER.contains(&step.action)))
    }
}

impl Step {
    fn new(action: Action, said: Said<'_>) -> Step {
        let (open, failed) = (said.open(), said.failed);
        Step {
            action,
            open,
            failed,
            forbids: reasons(said.forbids),
            permits: reasons(said.permits),
        }
    }
}

/// In order of the rules' ids.
fn reasons(rules: Vec<&Rule>) -> Vec<Reason> {
    let mut reasons: Vec<_> = rules.into_iter().map(|rule| rule.reason.clone()).collect();
    reasons.sort_by(|a, b| a.rule.cmp(&b.rule));
    reasons
}
