//! Grouping the rules changes nothing: Cedar, asked directly about each step, says the same.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cedar_policy::{Authorizer, Decision, PolicySet};
use proptest::prelude::*;

use super::base::{any_errands, any_facts, noon};
use crate::rules::SHIPPED;
use crate::{Action, Facts, Rules};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::shipped().unwrap());

/// The rules as they are written, actions included, that are in force at [`noon`] in these states.
fn policies(facts: &Facts) -> PolicySet {
    let mut set = PolicySet::new();
    let day = RULES.day(&facts.practice.state, noon());
    for (id, _) in SHIPPED {
        let rule = RULES.rule(&cedar_policy::PolicyId::new(id)).unwrap();
        let here = |state: &String| facts.states().any(|known| known == state);
        if rule.in_force(day) && rule.state.as_ref().is_none_or(here) {
            set.add(rule.policy.clone()).unwrap();
        }
    }
    set
}

/// Whether Cedar allows the step, and the rules that decide it.
fn directly(facts: &Facts, step: Action) -> (bool, BTreeSet<String>) {
    let question = RULES.types.question(facts, &RULES.zones, noon()).unwrap();
    let request = question.ask(RULES.types.action(step).unwrap()).unwrap();
    let response = Authorizer::new().is_authorized(&request, &policies(facts), &question.entities);
    let reasons = response
        .diagnostics()
        .reason()
        .map(ToString::to_string)
        .collect();
    (response.decision() == Decision::Allow, reasons)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn cedar_asked_directly_says_the_same(facts in any_facts()) {
        compare(&facts)?;
    }

    #[test]
    fn also_about_errands(facts in any_errands()) {
        compare(&facts)?;
    }
}

fn compare(facts: &Facts) -> Result<(), TestCaseError> {
    let explained = RULES.explain(facts, noon());
    for step in explained.steps.into_iter().chain(explained.beyond) {
        let (open, reasons) = directly(facts, step.action);
        prop_assert_eq!(step.open, open);
        let said = if step.forbids.is_empty() {
            &step.permits
        } else {
            &step.forbids
        };
        let said = said.iter().map(|reason| reason.rule.to_string());
        prop_assert_eq!(said.collect::<BTreeSet<_>>(), reasons);
    }
    Ok(())
}
