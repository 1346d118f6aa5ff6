//! What a change of the rules opens and closes, over every request there could be.
//!
//! As in `monotone.rs`, federal rules are compared alone, and then with each state whose rules changed.

use std::collections::BTreeSet;

use anteroom_policy::{Action, Book, Rule, Subject};
use cedar_policy::PolicySet;
use jiff::civil::Date;
use serde::Serialize;

use super::{Kind, ProofError, Prover, firing};
use crate::counterexample::Counterexample;
use crate::instance::Instance;

/// An action that a change of the rules opens or closes for some requests, with one of them.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// Whether it is open only after the change; else only before.
    pub opens: bool,
    /// The kind of question: `Connection` or `Errand`.
    pub about: &'static str,
    /// The state whose law it takes; none: any.
    pub state: Option<String>,
    /// One such request.
    pub example: Counterexample,
}

impl Prover {
    /// What is open under one of two sets of rules only: one example for each action, kind of question, state and
    /// direction, at the first day on which there is one.
    ///
    /// # Errors
    /// When the solver does not answer.
    pub fn differences(&mut self, old: &Book, new: &Book) -> Result<Vec<Difference>, ProofError> {
        let days: BTreeSet<Date> = old.turns().union(&new.turns()).copied().collect();
        let mut found = Vec::new();
        for state in states(old, new) {
            for subject in Subject::ALL {
                for action in Action::ALL {
                    let change = Change {
                        old,
                        new,
                        kind: (subject, action),
                        state,
                    };
                    found.extend(change.look(self, &days)?);
                }
            }
        }
        Ok(found)
    }
}

/// None for everybody, then each state whose rules differ.
fn states<'b>(old: &'b Book, new: &'b Book) -> BTreeSet<Option<&'b str>> {
    let known = |book: &Book, rule: &Rule| {
        let same = |other: &Rule| {
            other.id() == rule.id() && other.policy().to_string() == rule.policy().to_string()
        };
        book.rules().iter().any(same)
    };
    let gone = old.rules().iter().filter(|rule| !known(new, rule));
    let come = new.rules().iter().filter(|rule| !known(old, rule));
    gone.chain(come).map(Rule::state).chain([None]).collect()
}

/// Two sets of rules, seen by one kind of question about one action.
struct Change<'b> {
    old: &'b Book,
    new: &'b Book,
    kind: Kind,
    state: Option<&'b str>,
}

impl<'b> Change<'b> {
    fn look(
        &self,
        prover: &mut Prover,
        days: &BTreeSet<Date>,
    ) -> Result<Vec<Difference>, ProofError> {
        let mut found: Vec<Difference> = Vec::new();
        for day in days {
            let (old, new) = (self.rules(self.old, *day), self.rules(self.new, *day));
            if old.is_same(&new) || !(self.is_of_state(&old) || self.is_of_state(&new)) {
                continue;
            }
            for opens in [true, false] {
                let known = found.iter().any(|known| known.opens == opens);
                if !known && let Some(example) = self.example(prover, [&old, &new], opens)? {
                    found.push(self.difference(opens, example));
                }
            }
        }
        Ok(found)
    }

    fn rules(&self, book: &'b Book, day: Date) -> Instance<'b> {
        Instance::on(book, self.kind, day, |rule| {
            rule.state().is_none() || rule.state() == self.state
        })
    }

    /// Whether a rule of the state has a say: without one, what it says of everybody says it all.
    fn is_of_state(&self, instance: &Instance<'_>) -> bool {
        self.state.is_none() || instance.rules.iter().any(|rule| rule.state() == self.state)
    }

    fn difference(&self, opens: bool, example: Counterexample) -> Difference {
        Difference {
            opens,
            about: self.kind.0.type_name(),
            state: self.state.map(str::to_owned),
            example,
        }
    }

    fn example(
        &self,
        prover: &mut Prover,
        [old, new]: [&Instance<'b>; 2],
        opens: bool,
    ) -> Result<Option<Counterexample>, ProofError> {
        let (before, after) = (policies(old)?, policies(new)?);
        let (open, closed) = if opens {
            (&after, &before)
        } else {
            (&before, &after)
        };
        let found = prover.first_only(self.kind, open, closed)?;
        Ok(found.map(|env| {
            let speaking = firing(&env, &[open, closed]);
            let word = if opens { "opens" } else { "closes" };
            let says = format!("`{}` {word} for this request", self.kind.1.code());
            Counterexample::of(
                says,
                &both(old, new),
                (&env.request, &env.entities),
                &speaking,
            )
        }))
    }
}

fn policies(instance: &Instance<'_>) -> Result<PolicySet, ProofError> {
    let set = instance.policies(|rule| Ok::<_, ProofError>(rule.clone()), [])?;
    set.ok_or(ProofError::Schema)
}

/// The rules of both, so that whichever speaks is named.
fn both<'b>(old: &Instance<'b>, new: &Instance<'b>) -> Instance<'b> {
    let mut all = old.clone();
    all.rules.extend(new.rules.iter().copied());
    all
}
