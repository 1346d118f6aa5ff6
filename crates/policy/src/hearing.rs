//! Hears the rules in force about one set of facts, one step of the ladder at a time.
//!
//! The rules are grouped by the steps they speak about, so a rule about three steps is heard once and its answer kept.
//! Each group is evaluated by Cedar's own authorizer; what is left to do here is Cedar's rule for combining them:
//! a forbid outweighs every permit. A test compares the result with Cedar asked directly, over all kinds of facts.

use cedar_policy::Effect;
use jiff::Timestamp;

use crate::facts::Facts;
use crate::ladder::Action;
use crate::request::{Question, Unaskable};
use crate::rule::Rule;
use crate::rules::{Group, Rules};

/// An open hearing: the question, and the answers so far.
pub(crate) struct Hearing<'r> {
    rules: &'r Rules,
    question: Question,
    groups: Vec<(&'r Group, Option<Heard<'r>>)>,
}

/// What one group said.
struct Heard<'r> {
    fired: Vec<&'r Rule>,
    failed: bool,
}

/// What the rules said about one step.
#[derive(Default)]
pub(crate) struct Said<'r> {
    /// The rules that forbid it.
    pub(crate) forbids: Vec<&'r Rule>,
    /// The rules that permit it.
    pub(crate) permits: Vec<&'r Rule>,
    /// A rule could not be evaluated, so the answer is not known.
    pub(crate) failed: bool,
}

impl Said<'_> {
    /// Whether the step is open.
    pub(crate) fn open(&self) -> bool {
        !self.failed && self.forbids.is_empty() && !self.permits.is_empty()
    }
}

impl<'r> Hearing<'r> {
    /// Puts the facts into the rules' words and selects the rules of the practice's day.
    pub(crate) fn open(
        rules: &'r Rules,
        facts: &Facts,
        now: Timestamp,
    ) -> Result<Hearing<'r>, Unaskable> {
        let question = rules.types.question(facts, &rules.zones, now)?;
        let day = rules.day(&facts.practice.state, now);
        let groups = rules
            .in_force(day)
            .iter()
            .map(|group| (group, None))
            .collect();
        Ok(Hearing {
            rules,
            question,
            groups,
        })
    }

    /// What the rules say about this step.
    pub(crate) fn step(&mut self, step: Action) -> Result<Said<'r>, Unaskable> {
        let mut said = Said::default();
        for (group, heard) in self
            .groups
            .iter_mut()
            .filter(|(group, _)| group.actions.contains(&step))
        {
            let heard = match heard {
                Some(heard) => heard,
                None => heard.insert(hear(self.rules, &self.question, group, step)?),
            };
            said.failed |= heard.failed;
            match group.effect {
                Effect::Forbid => said.forbids.extend(&heard.fired),
                Effect::Permit => said.permits.extend(&heard.fired),
            }
        }
        Ok(said)
    }
}

/// Asks one group. All its rules have one effect, so the rules that determine Cedar's answer are those that fired.
fn hear<'r>(
    rules: &'r Rules,
    question: &Question,
    group: &Group,
    step: Action,
) -> Result<Heard<'r>, Unaskable> {
    let request = question.ask(rules.types.action(step))?;
    let response = rules
        .authorizer
        .is_authorized(&request, &group.policies, &question.entities);
    let diagnostics = response.diagnostics();
    // A rule that fired under a name that nobody knows would be lost: then the answer is not known either.
    let fired: Option<Vec<_>> = diagnostics.reason().map(|id| rules.rule(id)).collect();
    let failed = fired.is_none() || diagnostics.errors().next().is_some();
    Ok(Heard {
        fired: fired.unwrap_or_default(),
        failed,
    })
}
