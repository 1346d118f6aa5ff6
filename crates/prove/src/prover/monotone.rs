//! That more evidence never closes a step that was open.
//!
//! For each item and each two neighbours in its order: what the rules allow with the worse value in the item's place,
//! they allow with the better one. Both are read off one request, by putting the value where the rules read the item.
//!
//! Most rules keep the order each by itself: a forbid that applies with the better value applied with the worse one, a
//! permit the other way round. Then any of them together keep it, on any day and in any state. Where one does not, because
//! others make up for it, all rules are compared at once: federal law alone, and with each state whose rules read the
//! item. A state's rules only forbid, so what holds with each one holds with several.

use std::collections::BTreeSet;

use anteroom_policy::{Action, Book, Rule, Subject};
use cedar_policy::{Effect, Policy, PolicySet};

use super::{Kind, ProofError, Prover, firing};
use crate::counterexample::Counterexample;
use crate::instance::Instance;
use crate::statement::{Monotone, Raise};
use crate::substitute::{NoTree, Tree, reads, substitute};

pub(super) fn prove(
    prover: &mut Prover,
    monotone: &Monotone,
    book: &Book,
) -> Result<Option<Counterexample>, ProofError> {
    for item in &monotone.items {
        if let Some(found) = raise(prover, item, book)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn raise(
    prover: &mut Prover,
    item: &Raise,
    book: &Book,
) -> Result<Option<Counterexample>, ProofError> {
    let place = Tree::parse(&item.at)?;
    let readers = readers(book, &place)?;
    if readers.is_empty() {
        return Err(ProofError::Unread(item.at.clone()));
    }
    for values in item.order.iter().zip(item.order.iter().skip(1)) {
        let step = Improvement {
            item,
            place: &place,
            values,
        };
        if !step.kept_by_each(prover, &readers)?
            && let Some(found) = step.broken_by_all(prover, book)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The rules about the ladder that read the place.
fn readers<'b>(book: &'b Book, place: &Tree) -> Result<Vec<&'b Rule>, NoTree> {
    let mut readers = Vec::new();
    for rule in book.rules().iter().filter(|rule| step(rule).is_some()) {
        if reads(rule.asked(), place)? {
            readers.push(rule);
        }
    }
    Ok(readers)
}

/// A step of the ladder that the rule speaks about.
fn step(rule: &Rule) -> Option<Action> {
    let steps = rule.actions().iter().copied();
    steps
        .into_iter()
        .find(|action| Action::LADDER.contains(action))
}

/// One item with a worse value and the next better one.
struct Improvement<'a> {
    item: &'a Raise,
    place: &'a Tree,
    values: (&'a String, &'a String),
}

impl Improvement<'_> {
    /// Whether every rule keeps the order by itself.
    fn kept_by_each(&self, prover: &mut Prover, readers: &[&Rule]) -> Result<bool, ProofError> {
        for rule in readers {
            for subject in rule.subjects() {
                let kind = (*subject, step(rule).ok_or(ProofError::Schema)?);
                if !self.kept_by(prover, kind, rule.asked())? {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn kept_by(&self, prover: &mut Prover, kind: Kind, rule: &Policy) -> Result<bool, ProofError> {
        let (worse, better) = match rule.effect() {
            Effect::Forbid => (self.values.1, self.values.0),
            Effect::Permit => self.values,
        };
        let rule = matching(rule)?;
        let before = alone(self.filled(&rule, worse)?, self.given()?)?;
        let after = alone(self.filled(&rule, better)?, None)?;
        Ok(prover.first_only(kind, &before, &after)?.is_none())
    }

    /// A request for which all rules together break the order.
    fn broken_by_all(
        &self,
        prover: &mut Prover,
        book: &Book,
    ) -> Result<Option<Counterexample>, ProofError> {
        for instance in instances(book, self.place)? {
            if let Some(found) = self.broken_by(prover, &instance)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn broken_by(
        &self,
        prover: &mut Prover,
        instance: &Instance<'_>,
    ) -> Result<Option<Counterexample>, ProofError> {
        let (worse, better) = self.values;
        let set = |value, given| instance.policies(|rule| self.filled(rule, value), given);
        let before = set(worse, self.given()?)?.ok_or(ProofError::Schema)?;
        let after = set(better, None)?.ok_or(ProofError::Schema)?;
        let found = prover.first_only((instance.subject, instance.action), &before, &after)?;
        Ok(found.map(|env| {
            let speaking = firing(&env, &[&before, &after]);
            let (action, at) = (instance.action.code(), &self.item.at);
            let says = format!("`{action}` is open with {at} = {worse}, and closed with {better}");
            Counterexample::of(says, instance, (&env.request, &env.entities), &speaking)
        }))
    }

    /// A rule with a value in the place.
    fn filled(&self, rule: &Policy, value: &str) -> Result<Policy, ProofError> {
        Ok(substitute(rule, self.place, &Tree::parse(value)?)?)
    }

    /// A rule that forbids every request of which `given` does not hold.
    fn given(&self) -> Result<Option<Policy>, ProofError> {
        let given = self.item.given.as_deref();
        given
            .map(|given| {
                policy(&format!(
                    "forbid(principal, action, resource) unless {{ {given} }};"
                ))
            })
            .transpose()
    }
}

/// The sets of rules in which the item is read, for each step of the ladder.
fn instances<'b>(book: &'b Book, place: &Tree) -> Result<Vec<Instance<'b>>, NoTree> {
    let states: BTreeSet<_> = book.rules().iter().map(Rule::state).collect();
    let mut found = Vec::new();
    for subject in Subject::ALL {
        for action in Action::LADDER {
            for state in &states {
                let heard = |rule: &Rule| rule.state().is_none() || rule.state() == *state;
                for instance in Instance::all(book, (subject, action), None, heard) {
                    if is_read(&instance, *state, place)? {
                        found.push(instance);
                    }
                }
            }
        }
    }
    Ok(found)
}

/// Whether a rule of this state, or for none a federal one, reads the place.
fn is_read(instance: &Instance<'_>, state: Option<&str>, place: &Tree) -> Result<bool, NoTree> {
    let own = instance.rules.iter().filter(|rule| rule.state() == state);
    own.map(|rule| reads(rule.asked(), place))
        .try_fold(false, |any, one| Ok(any | one?))
}

/// A policy that permits where the rule applies.
fn matching(rule: &Policy) -> Result<Policy, ProofError> {
    let mut json = rule.to_json().map_err(|_| NoTree)?;
    if let Some(effect) = json.get_mut("effect") {
        *effect = "permit".into();
    }
    Ok(Policy::from_json(Some(rule.id().clone()), json).map_err(|_| NoTree)?)
}

fn alone(rule: Policy, given: Option<Policy>) -> Result<PolicySet, ProofError> {
    PolicySet::from_policies(std::iter::once(rule).chain(given)).map_err(|_| ProofError::Schema)
}

fn policy(text: &str) -> Result<Policy, ProofError> {
    let id = "given".parse().map_err(|_| ProofError::Schema)?;
    Policy::parse(Some(id), text).map_err(|fault| ProofError::Condition(fault.to_string()))
}
