//! That no request of a kind is ever allowed: the rules and a set that permits exactly those requests are disjoint.
//!
//! The rules are taken as loose as they can be: of the states that the statement does not rest on, only what they permit.
//! More states only add rules that forbid, so what holds then holds for every practice.

use anteroom_policy::{Action, Book, Rule, Subject};
use cedar_policy::{ActionConstraint, Effect, Policy, PolicySet, ResourceConstraint};

use super::{ProofError, Prover, firing};
use crate::counterexample::Counterexample;
use crate::instance::Instance;
use crate::statement::Never;

pub(super) fn prove(
    prover: &mut Prover,
    never: &Never,
    book: &Book,
) -> Result<Option<Counterexample>, ProofError> {
    let requests = never.requests()?;
    for subject in Subject::ALL {
        for action in Action::ALL
            .into_iter()
            .filter(|action| concerns(&requests, subject, *action))
        {
            for instance in Instance::all(book, (subject, action), never.from, |rule| {
                never.rests_on_law_of(rule)
            }) {
                if let Some(found) = look(prover, &instance, &requests)? {
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
    requests: &PolicySet,
) -> Result<Option<Counterexample>, ProofError> {
    let rules = instance
        .policies(|rule| Ok::<_, ProofError>(rule.clone()), [])?
        .ok_or(ProofError::Schema)?;
    let found = prover.both((instance.subject, instance.action), &rules, requests)?;
    Ok(found.map(|env| {
        let speaking = firing(&env, &[requests, &rules]);
        let says = format!("`{}` is open for this request", instance.action.code());
        Counterexample::of(says, instance, (&env.request, &env.entities), &speaking)
    }))
}

impl Never {
    fn requests(&self) -> Result<PolicySet, ProofError> {
        self.requests
            .parse()
            .map_err(|fault: cedar_policy::ParseErrors| ProofError::Condition(fault.to_string()))
    }

    fn rests_on_law_of(&self, rule: &Rule) -> bool {
        let named = |state: &str| self.states.iter().any(|named| named == state);
        rule.state().is_none_or(named) || rule.policy().effect() == Effect::Permit
    }
}

/// Whether the requests can be of this kind.
fn concerns(requests: &PolicySet, subject: Subject, action: Action) -> bool {
    let about = |policy: &Policy| {
        let resource = match policy.resource_constraint() {
            ResourceConstraint::Is(of) => of.to_string() == subject.type_name(),
            _ => true,
        };
        let is = |uid: &cedar_policy::EntityUid| uid.id().unescaped() == action.code();
        resource
            && match policy.action_constraint() {
                ActionConstraint::Any => true,
                ActionConstraint::Eq(one) => is(&one),
                ActionConstraint::In(some) => some.iter().any(is),
            }
    };
    requests.policies().any(about)
}
