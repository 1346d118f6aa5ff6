//! `anteroom policy prove` on the real binary and a real solver.

use std::process::Command;

use crate::rulebook::rules_without;
use crate::support::{anteroom, code, practice, text};
use serde_json::Value;

#[test]
fn statements_hold_and_say_what_they_are() {
    let proved = anteroom(
        practice().path(),
        &["policy", "prove", "people", "texas-residency"],
        "",
    );
    let lines = text(&proved.stdout);
    assert_eq!(code(&proved), 0, "{lines}{}", text(&proved.stderr));
    assert_eq!(lines.lines().count(), 2);
    assert!(
        lines.lines().all(|line| line.starts_with("holds ")),
        "{lines}"
    );
    assert!(text(&proved.stderr).contains("2 of 2 statements hold"));
}

#[test]
fn a_missing_rule_is_shown_by_a_request() {
    let folder = rules_without("shared-login.cedar");
    let place = folder.path().display().to_string();
    let proved = anteroom(
        practice().path(),
        &["policy", "prove", "people", "--rules", &place],
        "",
    );
    let lines = text(&proved.stdout);
    assert_eq!(code(&proved), 1, "{lines}{}", text(&proved.stderr));
    assert!(lines.starts_with("broken"), "{lines}");
    assert!(lines.contains("principal.unique_login = false"), "{lines}");
    assert!(!lines.contains("resource.found.small_zip"), "{lines}");
    let json = anteroom(
        practice().path(),
        &["policy", "prove", "people", "--json", "--rules", &place],
        "",
    );
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["statements"][0]["holds"], false);
    let facts = json["statements"][0]["broken"]["facts"].as_array().unwrap();
    assert!(
        facts
            .iter()
            .any(|fact| fact["at"] == "resource.found.small_zip" && fact["matters"] == false)
    );
}

#[test]
fn without_a_solver_it_says_what_to_install() {
    let nowhere = tempfile::tempdir().unwrap();
    let proved = Command::new(env!("CARGO_BIN_EXE_anteroom"))
        .args(["policy", "prove"])
        .env("PATH", nowhere.path())
        .output()
        .unwrap();
    assert_eq!(code(&proved), 4);
    assert!(
        text(&proved.stderr).contains("apt-get install cvc5"),
        "{}",
        text(&proved.stderr)
    );
    let named = anteroom(
        practice().path(),
        &["policy", "prove", "--solver", "/nowhere/cvc5"],
        "",
    );
    assert_eq!(code(&named), 4);
}

#[test]
fn other_names_and_folders_are_refused() {
    let empty = tempfile::tempdir().unwrap();
    let place = empty.path().display().to_string();
    for arguments in [
        vec!["peopel"],
        vec!["--rules", &place],
        vec!["--rules", "/nowhere/at/all"],
    ] {
        let arguments = [vec!["policy", "prove"], arguments].concat();
        assert_eq!(
            code(&anteroom(practice().path(), &arguments, "")),
            2,
            "{arguments:?}"
        );
    }
}
