//! Grouping the rules changes nothing: Cedar, asked directly about each step, says the same.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cedar_policy::{Authorizer, Decision, PolicySet};
use proptest::prelude::*;

use super::base::{any_facts, noon};
use crate::rules::SHIPPED;
use crate::{Action, Facts, Rules};

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::shipped().unwrap());

/// All rules as they are written, actions included. None of them ends before [`noon`].
static POLICIES: LazyLock<PolicySet> = LazyLock::new(|| {
    let mut set = PolicySet::new();
    for (id, _) in SHIPPED {
        set.add(
            RULES
                .rule(&cedar_policy::PolicyId::new(id))
                .unwrap()
                .policy
                .clone(),
        )
        .unwrap();
    }
    set
});

/// Whether Cedar allows the step, and the rules that decide it.
fn directly(facts: &Facts, step: Action) -> (bool, BTreeSet<String>) {
    let question = RULES.types.question(facts, &RULES.zones, noon()).unwrap();
    let request = question.ask(RULES.types.action(step)).unwrap();
    let response = Authorizer::new().is_authorized(&request, &POLICIES, &question.entities);
    let reasons = response
        .diagnostics()
        .reason()
        .map(ToString::to_string)
        .collect();
    (response.decision() == Decision::Allow, reasons)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cedar_asked_directly_says_the_same(facts in any_facts()) {
        for step in RULES.explain(&facts, noon()).steps {
            let (open, reasons) = directly(&facts, step.action);
            prop_assert_eq!(step.open, open);
            let said = if step.forbids.is_empty() { &step.permits } else { &step.forbids };
            prop_assert_eq!(said.iter().map(|reason| reason.rule.to_string()).collect::<BTreeSet<_>>(), reasons);
        }
    }
}
