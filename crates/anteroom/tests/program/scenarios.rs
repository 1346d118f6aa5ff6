//! `anteroom policy test` on the real binary: scenarios of both contracts.

use std::process::Output;

use crate::support::{anteroom, code, practice, text};

const DECISIONS: &str = include_str!("../../../policy/contract/policy_examples.json");
const CLOCKS: &str = include_str!("../../../policy/contract/deadlines.json");
const MORE_DECISIONS: &str = include_str!("../../../policy/contract/more_scenarios.json");
const MORE_CLOCKS: &str = include_str!("../../../policy/contract/more_deadlines.json");
/// Written by somebody who had the law texts and the contract, and had not seen the rules.
const EXAMINED: [&str; 2] = [
    include_str!("../../../policy/contract/examined_scenarios.json"),
    include_str!("../../../policy/contract/examined_deadlines.json"),
];

/// Tries these scenarios.
fn tried(scenarios: &str) -> Output {
    anteroom(practice().path(), &["policy", "test", "-"], scenarios)
}

/// Every scenario came out as expected, and every word of it was known.
fn all_hold(tried: &Output) {
    let lines = text(&tried.stdout);
    assert_eq!(code(tried), 0, "{lines}{}", text(&tried.stderr));
    let all: Vec<&str> = lines.lines().collect();
    let (counts, each) = all.split_last().unwrap_or((&"", &[]));
    assert!(each.len() > 1);
    assert!(each.iter().all(|line| line.ends_with(": ok")), "{lines}");
    assert_eq!(*counts, format!("{} passed, 0 failed", each.len()));
}

#[test]
fn the_contracts_hold() {
    let own = [DECISIONS, CLOCKS, MORE_DECISIONS, MORE_CLOCKS];
    for scenarios in own.into_iter().chain(EXAMINED) {
        all_hold(&tried(scenarios));
    }
}

#[test]
fn the_contract_holds_by_the_texts_alone() {
    for scenarios in [DECISIONS, MORE_DECISIONS] {
        let of_texts = &["policy", "test", "--text", "-"];
        all_hold(&anteroom(practice().path(), of_texts, scenarios));
    }
    let mut file: serde_json::Value = serde_json::from_str(DECISIONS).unwrap();
    for one in file["examples"].as_array_mut().unwrap() {
        one.as_object_mut().unwrap().remove("detected");
    }
    all_hold(&tried(&file.to_string()));
}

#[test]
fn what_differs_is_named_and_ends_with_1() {
    let decisions = DECISIONS.replacen(r#""decision": "block""#, r#""decision": "allow""#, 1);
    let clocks = CLOCKS.replacen(r#""due": "20"#, r#""due": "19"#, 1);
    for scenarios in [decisions, clocks] {
        let tried = tried(&scenarios);
        let lines = text(&tried.stdout);
        assert_eq!(code(&tried), 1, "{lines}{}", text(&tried.stderr));
        let wrong = lines
            .lines()
            .filter(|line| line.contains(": ") && !line.ends_with(": ok"));
        assert_eq!(wrong.count(), 1, "{lines}");
        assert!(lines.ends_with(" passed, 1 failed\n"), "{lines}");
    }
}

#[test]
fn other_files_are_refused() {
    for other in ["", "{}", r#"{"schema": "something-else/1"}"#] {
        assert_eq!(code(&tried(other)), 2, "{other}");
    }
}

#[test]
fn a_decision_is_explained_rule_by_rule() {
    let explain = |arguments: &[&str]| {
        let arguments = [&["policy", "explain", "-"], arguments].concat();
        anteroom(practice().path(), &arguments, DECISIONS)
    };
    let file: serde_json::Value = serde_json::from_str(DECISIONS).unwrap();
    let examples = file["examples"].as_array().unwrap();
    let mut blocked = examples
        .iter()
        .filter(|one| one["expect"]["decision"] == "block");
    let id = blocked.next().unwrap()["id"].as_str().unwrap();
    let lines = text(&explain(&[id]).stdout);
    assert!(
        lines.starts_with(&format!("scenario {id}: block on ")),
        "{lines}"
    );
    for step in [
        "send as written: ",
        "send deidentified: ",
        "send reviewed: ",
    ] {
        assert!(lines.contains(step), "{lines}");
    }
    assert!(
        lines.contains("    forbidden by federal/") && lines.contains("CFR"),
        "{lines}"
    );
    let all = text(&explain(&["--json"]).stdout);
    assert_eq!(all.lines().count(), examples.len());
    assert_eq!(code(&explain(&["nobody"])), 2);
}
