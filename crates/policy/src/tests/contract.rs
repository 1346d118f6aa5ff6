//! Every scenario of the decision contract comes out as expected, and every code of it has a rule.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::release::RELEASES;
use crate::rules::SHIPPED;
use crate::{Rules, Scenario};

const CONTRACT: &str = include_str!("../../contract/policy_examples.json");
const MORE: &str = include_str!("../../contract/more_scenarios.json");

/// Bills that are no law: nothing may ever decide by them.
const NO_LAW: [&str; 2] = ["co_sb24205", "ny_hipa"];

#[test]
fn every_scenario_comes_out_as_expected() {
    let rules = Rules::shipped().unwrap();
    for (file, count) in [(CONTRACT, 12), (MORE, 106)] {
        let scenarios = Scenario::read(file).unwrap();
        assert_eq!(scenarios.len(), count);
        for scenario in scenarios {
            assert_eq!(scenario.unknown, [""; 0], "{}", scenario.id);
            assert_eq!(scenario.differences(&rules), [], "{}", scenario.id);
        }
    }
}

/// A code without a scenario would be decided on by nobody's reading of the law.
#[test]
fn the_scenarios_speak_of_every_code_of_the_contract() {
    let mut named = BTreeSet::new();
    for file in [CONTRACT, MORE] {
        for scenario in Scenario::read(file).unwrap() {
            let expect = scenario.expect;
            named.extend(expect.reasons.into_iter().chain(expect.obligations));
            named.extend(
                expect
                    .never
                    .into_iter()
                    .filter(|code| NO_LAW.contains(&code.as_str())),
            );
        }
    }
    let mut all = codes("reason_codes");
    all.extend(codes("obligation_codes"));
    let missing: Vec<_> = all.difference(&named).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The codes in one list of the contract.
fn codes(list: &str) -> BTreeSet<String> {
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    contract[list]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn every_reason_code_of_the_contract_has_a_rule() {
    let reason = |(_, text): &(&str, &'static str)| {
        let line = text.lines().find(|line| line.starts_with("@reason("));
        line.unwrap().split('"').nth(1).unwrap().to_owned()
    };
    let given: BTreeSet<_> = SHIPPED.iter().map(reason).collect();
    let wanted = codes("reason_codes");
    let missing: Vec<_> = wanted.difference(&given).collect();
    assert_eq!(missing, NO_LAW);
}

#[test]
fn every_obligation_of_the_contract_lifts_a_release_that_a_rule_forbids() {
    let known: BTreeSet<_> = RELEASES
        .iter()
        .map(|(_, duty)| duty.code().to_owned())
        .collect();
    assert_eq!(known, codes("obligation_codes"));
    for (release, _) in RELEASES {
        let name = format!("Action::\"{}\"", release.code());
        let forbids =
            |(_, text): &&(&str, &str)| text.contains("\nforbid (") && text.contains(&name);
        assert!(SHIPPED.iter().any(|rule| forbids(&rule)), "{name}");
    }
}
