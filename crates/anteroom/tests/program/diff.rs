//! `anteroom policy diff` on the real binary.

use std::fs;
use std::process::{Command, Output};

use crate::rulebook::{rules, rules_without};
use crate::support::{anteroom, code, practice, text};
use serde_json::Value;

fn diff(arguments: &[&str]) -> Output {
    let arguments = [&["policy", "diff"], arguments].concat();
    anteroom(practice().path(), &arguments, "")
}

#[test]
fn the_checkout_is_what_is_built_in() {
    let rules = rules().display().to_string();
    let same = diff(&["shipped", &rules]);
    assert_eq!(
        code(&same),
        0,
        "{}{}",
        text(&same.stdout),
        text(&same.stderr)
    );
    assert_eq!(text(&same.stdout), "");
}

#[test]
fn what_a_missing_rule_opens_is_shown_by_a_request() {
    let new = rules_without("shared-login.cedar");
    let place = new.path().display().to_string();
    let diff = diff(&["shipped", &place]);
    let lines = text(&diff.stdout);
    assert_eq!(code(&diff), 1, "{lines}{}", text(&diff.stderr));
    assert!(
        lines.starts_with("removed  federal/people/shared-login\n"),
        "{lines}"
    );
    assert!(lines.contains("opens    send_reviewed\n"), "{lines}");
    assert!(lines.contains("principal.unique_login = false"), "{lines}");
    assert!(!lines.contains("closes"), "{lines}");
    let back = self::diff(&["--json", &place, "shipped"]);
    let back: Value = serde_json::from_slice(&back.stdout).unwrap();
    assert_eq!(back["rules"]["added"][0], "federal/people/shared-login");
    let differences = back["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 3);
    assert!(
        differences
            .iter()
            .all(|one| one["opens"] == false && one["about"] == "Errand")
    );
}

#[test]
fn a_change_of_one_state_is_told_as_that_state_s() {
    let new = rules_without("sb1188-residency.cedar");
    let place = new.path().display().to_string();
    let diff = diff(&["shipped", &place]);
    let lines = text(&diff.stdout);
    assert!(lines.contains("opens    send_reviewed (TX)"), "{lines}");
    assert!(lines.contains("from 2026-01-01 on"), "{lines}");
}

#[test]
fn without_a_solver_the_cases_are_compared() {
    let new = rules_without("shared-login.cedar");
    let rule = new.path().join("federal/people/training-expired.cedar");
    let other = fs::read_to_string(&rule)
        .unwrap()
        .replace("@says(\"", "@says(\"Well: ");
    fs::write(&rule, other).unwrap();
    let diff = Command::new(env!("CARGO_BIN_EXE_anteroom"))
        .args(["policy", "diff", "shipped"])
        .arg(new.path())
        .env("PATH", "")
        .output()
        .unwrap();
    let lines = text(&diff.stdout);
    assert_eq!(code(&diff), 1, "{lines}{}", text(&diff.stderr));
    assert!(
        lines.contains("changed  federal/people/training-expired"),
        "{lines}"
    );
    assert!(
        lines.contains("differs  federal/people/shared-login: "),
        "{lines}"
    );
    assert!(text(&diff.stderr).contains("over the cases"));
}
