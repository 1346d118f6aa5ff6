//! How a decision came about, step by step, for people who check the rules.
//!
//! Nothing of this is kept with a decision: deciding is a pure function, so asking again with the stored facts and
//! time gives the same answer, this time in full. `decide.rs` stops at the first open step; this does not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::decision::{RuleSetId, Verdict};
use crate::facts::Facts;
use crate::ladder::Action;
use crate::reason::Reason;
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
    /// The steps, loosest first. Empty when the facts could not be put to the rules.
    pub steps: Vec<Step>,
}

/// What the rules say about one step.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Step {
    /// The step.
    pub action: Action,
    /// How many rules about this step are in force.
    pub asked: usize,
    /// Whether it is open by itself.
    pub open: bool,
    /// Whether a rule could not be evaluated; then nothing leaves at all.
    pub failed: bool,
    /// The rules that forbid the step; for an open step, those that permit it.
    pub fired: Vec<Reason>,
}

impl Rules {
    /// Says which rules fired at which step.
    #[must_use]
    pub fn explain(&self, facts: &Facts, now: Timestamp) -> Explanation {
        let day = self.zones.day(&facts.practice.state, now);
        Explanation {
            verdict: self.decide(facts, now).verdict(),
            rule_set: self.id(),
            day,
            steps: Action::LADDER
                .into_iter()
                .filter_map(|action| self.step(facts, now, day, action))
                .collect(),
        }
    }

    fn step(&self, facts: &Facts, now: Timestamp, day: Date, action: Action) -> Option<Step> {
        let question = self.types.question(facts, &self.zones, now).ok()?;
        let rules = self.in_force(day, action)?;
        let answered = self.ask(&question, rules, action).ok()?;
        let mut fired: Vec<_> = answered
            .fired
            .iter()
            .map(|rule| rule.reason.clone())
            .collect();
        fired.sort_by(|a, b| a.rule.cmp(&b.rule));
        Some(Step {
            action,
            asked: rules.policies().count(),
            open: answered.open,
            failed: answered.failed,
            fired,
        })
    }
}
