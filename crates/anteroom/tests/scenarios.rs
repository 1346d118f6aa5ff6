//! `anteroom policy test` on the real binary: scenarios of both contracts.

mod support;

use std::process::Output;

use support::{anteroom, code, practice, text};

const DECISIONS: &str = include_str!("../../policy/contract/policy_examples.json");
const CLOCKS: &str = include_str!("../../policy/contract/deadlines.json");

/// Tries these scenarios.
fn tried(scenarios: &str) -> Output {
    anteroom(practice().path(), &["policy", "test", "-"], scenarios)
}

#[test]
fn the_contracts_hold() {
    for scenarios in [DECISIONS, CLOCKS] {
        let tried = tried(scenarios);
        let lines = text(&tried.stdout);
        assert_eq!(code(&tried), 0, "{lines}{}", text(&tried.stderr));
        assert!(lines.lines().count() > 1);
        assert!(lines.lines().all(|line| line.ends_with(": ok")), "{lines}");
    }
}

#[test]
fn what_differs_is_named_and_ends_with_1() {
    let decisions = DECISIONS.replacen(r#""decision": "block""#, r#""decision": "allow""#, 1);
    let clocks = CLOCKS.replacen(r#""due": "20"#, r#""due": "19"#, 1);
    for scenarios in [decisions, clocks] {
        let tried = tried(&scenarios);
        let lines = text(&tried.stdout);
        assert_eq!(code(&tried), 1, "{lines}{}", text(&tried.stderr));
        assert!(lines.lines().any(|line| !line.ends_with(": ok")), "{lines}");
    }
}

#[test]
fn other_files_are_refused() {
    for other in ["", "{}", r#"{"schema": "something-else/1"}"#] {
        assert_eq!(code(&tried(other)), 2, "{other}");
    }
}
