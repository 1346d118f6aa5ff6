//! That no rule fails to evaluate. A rule that fails would be skipped by Cedar; `decide` blocks instead, and this shows
//! that it never has to.

use anteroom_policy::Book;

use super::{ProofError, Prover};
use crate::counterexample::Counterexample;
use crate::instance::Instance;

pub(super) fn prove(
    prover: &mut Prover,
    book: &Book,
) -> Result<Option<Counterexample>, ProofError> {
    for rule in book.rules() {
        // A rule is put to Cedar in the same form whatever the action, so one action stands for all.
        let first = rule.actions().first().copied();
        for (subject, action) in rule.subjects().iter().zip(first.into_iter().cycle()) {
            if let Some(env) = prover.failing((*subject, action), rule.asked())? {
                let instance = Instance {
                    subject: *subject,
                    action,
                    day: rule.effective(),
                    rules: vec![rule],
                };
                let says = format!("the rule {} cannot be evaluated on this request", rule.id());
                let example = Counterexample::of(
                    says,
                    &instance,
                    (&env.request, &env.entities),
                    &[rule.asked()],
                );
                return Ok(Some(example));
            }
        }
    }
    Ok(None)
}
