//! That a rule which a practice adds can only forbid more.
//!
//! A rule's condition is a truth value for each request. A further fact of the request that is anything at all stands for
//! it, so that one formula speaks of every rule that could be written.

use anteroom_policy::{Action, Book, Subject};
use cedar_policy::Policy;

use super::{ProofError, Prover, firing};
use crate::counterexample::Counterexample;
use crate::instance::Instance;
use crate::statement::OnlyStricter;

pub(super) fn prove(
    prover: &mut Prover,
    stricter: &OnlyStricter,
    book: &Book,
) -> Result<Option<Counterexample>, ProofError> {
    let any_rule = Policy::parse(
        Some("practice/any".parse().map_err(|_| ProofError::Schema)?),
        &stricter.any_rule,
    );
    let any_rule = any_rule.map_err(|fault| ProofError::Condition(fault.to_string()))?;
    for subject in Subject::ALL {
        for action in Action::ALL {
            for instance in Instance::all(book, (subject, action), None, |_| true) {
                if let Some(found) = look(prover, &instance, &any_rule)? {
                    return Ok(Some(found));
                }
            }
        }
    }
    Ok(None)
}

fn look(
    prover: &mut Prover,
    instance: &Instance<'_>,
    any_rule: &Policy,
) -> Result<Option<Counterexample>, ProofError> {
    let set = |further: Option<Policy>| {
        let set = instance.policies(|rule| Ok::<_, ProofError>(rule.clone()), further)?;
        set.ok_or(ProofError::Schema)
    };
    let (with, without) = (set(Some(any_rule.clone()))?, set(None)?);
    let found = prover.first_only((instance.subject, instance.action), &with, &without)?;
    Ok(found.map(|env| {
        let speaking = firing(&env, &[&with]);
        let says = format!(
            "`{}` is open only once a rule was added",
            instance.action.code()
        );
        Counterexample::of(says, instance, (&env.request, &env.entities), &speaking)
    }))
}
