//! Hears the rules in force about one set of facts.
//!
//! Each group of rules is heard once, by Cedar's own authorizer, as if every rule were about any action; which actions a
//! rule that fired speaks about is then looked up. What is left to do here is Cedar's rule for combining them: a forbid
//! outweighs every permit. A test compares the result with Cedar asked directly, over all kinds of facts.

use cedar_policy::{AuthorizationError, Effect};
use jiff::Timestamp;

use crate::facts::Facts;
use crate::ladder::Action;
use crate::request::{Question, Unaskable};
use crate::rule::Rule;
use crate::rules::{Group, Rules};

/// What every rule that bears on the facts said.
pub(crate) struct Hearing<'r> {
    failed: Vec<&'r Rule>,
    forbids: Vec<&'r Rule>,
    permits: Vec<&'r Rule>,
}

/// What the rules said about one action.
pub(crate) struct Said<'r> {
    /// The rules that forbid it.
    pub(crate) forbids: Vec<&'r Rule>,
    /// The rules that permit it.
    pub(crate) permits: Vec<&'r Rule>,
    /// A rule could not be evaluated, so the answer is not known.
    pub(crate) failed: bool,
}

impl Said<'_> {
    /// Whether the action is open.
    pub(crate) fn open(&self) -> bool {
        !self.failed && self.forbids.is_empty() && !self.permits.is_empty()
    }
}

impl<'r> Hearing<'r> {
    /// Puts the facts into the rules' words and hears the rules of the practice's day and states.
    pub(crate) fn hold(
        rules: &'r Rules,
        facts: &Facts,
        now: Timestamp,
    ) -> Result<Hearing<'r>, Unaskable> {
        let question = rules.types.question(facts, &rules.zones, now)?;
        let mut hearing = Hearing {
            failed: Vec::new(),
            forbids: Vec::new(),
            permits: Vec::new(),
        };
        let day = rules.day(&facts.practice.state, now);
        for group in rules
            .in_force(day)
            .iter()
            .filter(|group| group.bears_on(facts))
        {
            hearing.hear(rules, &question, group)?;
        }
        Ok(hearing)
    }

    /// Asks one group. All its rules have one effect, so the rules that determine Cedar's answer are those that fired. A
    /// rule that fired or failed under a name that nobody knows would be lost: then the answer is not known.
    fn hear(
        &mut self,
        rules: &'r Rules,
        question: &Question,
        group: &Group,
    ) -> Result<(), Unaskable> {
        let request = question.ask(rules.types.action(Action::SendAsWritten)?)?;
        let response =
            rules
                .authorizer
                .is_authorized(&request, &group.policies, &question.entities);
        let fired = match group.effect {
            Effect::Forbid => &mut self.forbids,
            Effect::Permit => &mut self.permits,
        };
        for id in response.diagnostics().reason() {
            fired.push(rules.rule(id).ok_or(Unaskable)?);
        }
        for error in response.diagnostics().errors() {
            let AuthorizationError::PolicyEvaluationError(error) = error;
            self.failed
                .push(rules.rule(error.policy_id()).ok_or(Unaskable)?);
        }
        Ok(())
    }

    /// What the rules said about this action.
    pub(crate) fn about(&self, action: Action) -> Said<'r> {
        let about = |rules: &[&'r Rule]| {
            let speaks = |rule: &&&Rule| rule.actions.contains(&action);
            rules.iter().filter(speaks).copied().collect::<Vec<_>>()
        };
        Said {
            forbids: about(&self.forbids),
            permits: about(&self.permits),
            failed: !about(&self.failed).is_empty(),
        }
    }
}
