//! Every rule's cases, read from the file beside the rule.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;

use super::base::{facts, noon};
use crate::rules::SHIPPED;
use crate::{Action, Rules, Verdict};

/// One case of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    says: String,
    base: String,
    #[serde(default)]
    facts: toml::Table,
    now: Option<Timestamp>,
    expect: Verdict,
    /// The steps at which the rule itself speaks; none in a near miss.
    fires: Vec<Action>,
    /// Codes that must be among the reasons.
    #[serde(default)]
    reasons: Vec<String>,
    /// Codes that must not be among them.
    #[serde(default)]
    never: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

impl Case {
    /// What is wrong with the rules' answer, if anything. The case belongs to the rule with this id.
    pub(super) fn fault(&self, id: &str, rules: &Rules) -> Option<String> {
        let (facts, now) = (
            facts(&self.base, &self.facts),
            self.now.unwrap_or_else(noon),
        );
        let decision = rules.decide(&facts, now);
        let codes = decision.codes();
        let has = |code: &String| codes.contains(&code.as_str());
        let explained = rules.explain(&facts, now);
        let steps = explained.steps.iter().chain(&explained.beyond);
        let fired = steps.filter(|step| {
            step.forbids
                .iter()
                .chain(&step.permits)
                .any(|reason| &*reason.rule == id)
        });
        let fired: Vec<_> = fired.map(|step| step.action).collect();
        let right = decision.verdict() == self.expect
            && self.reasons.iter().all(has)
            && !self.never.iter().any(has)
            && fired == self.fires;
        (!right).then(|| {
            format!(
                "{id}: {}: {} because {codes:?}, spoke about {fired:?}",
                self.says,
                decision.verdict().code()
            )
        })
    }
}

/// The folder of the rules.
pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")
}

/// The cases of the rule with this id.
pub(super) fn of(id: &str) -> Vec<Case> {
    let file = folder().join(format!("{id}.cases.toml"));
    let text =
        fs::read_to_string(&file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    toml::from_str::<Cases>(&text)
        .unwrap_or_else(|fault| panic!("{id}: {fault}"))
        .case
}

#[test]
fn every_case_of_every_rule_holds() {
    let rules = Rules::shipped().unwrap();
    let ids = rules.ids();
    let faults: Vec<_> = ids
        .iter()
        .flat_map(|id| of(id).into_iter().filter_map(|case| case.fault(id, &rules)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_a_case_where_it_speaks_and_a_near_miss() {
    let conditional = |(_, text): &&(&str, &str)| !text.contains("when {\n  true\n}");
    for (id, _) in SHIPPED.iter().filter(conditional) {
        let speaks: Vec<_> = of(id).iter().map(|case| !case.fires.is_empty()).collect();
        assert!(
            speaks.contains(&true),
            "{id} has no case in which it speaks"
        );
        assert!(speaks.contains(&false), "{id} has no near miss");
    }
}
