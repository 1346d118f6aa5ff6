//! What holds for every command: how much is said, in color or not, as JSON, and trials.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use crate::support::{anteroom, code, practice, text};

const ESCAPE: char = '\u{1b}';

/// Arguments written as a line; a `_` stands for a space.
fn words(line: &str) -> Vec<String> {
    line.split(' ').map(|word| word.replace('_', " ")).collect()
}

fn run(data: &Path, line: &str, input: &str) -> std::process::Output {
    let arguments = words(line);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    anteroom(data, &arguments, input)
}

fn add(folder: &Path, rest: &str) -> String {
    let key = folder.join("vendor.key");
    std::fs::write(&key, "secret-of-the-vendor\n").unwrap();
    let key = key.display();
    format!(
        "connection add {rest} --provider mistral --base-url https://api.us.mistral.ai --key-file {key}"
    )
}

#[test]
fn quiet_says_nothing_and_verbose_says_which_files() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let init = run(&data, "init --practice Elm --state OH --quiet", "");
    assert_eq!((code(&init), text(&init.stderr)), (0, String::new()));
    let key = run(&data, "-q key create --name front-desk", "");
    assert_eq!(text(&key.stderr), "");
    assert!(text(&key.stdout).starts_with("anteroom_"));
    let wrong = run(&data, "-q key revoke none", "");
    assert!(
        text(&wrong.stderr).starts_with("anteroom: "),
        "errors are said"
    );
    let list = run(&data, "key list --verbose", "");
    assert!(text(&list.stderr).contains(&format!("data folder: {}", data.display())));
    let valid = run(&data, "config validate -v", "");
    assert!(text(&valid.stderr).contains("configuration: the defaults"));
    assert_eq!(text(&run(&data, "key list", "").stderr), "");
    assert_eq!(code(&run(&data, "key list --quiet --verbose", "")), 2);
}

#[test]
fn color_is_used_when_it_is_asked_for() {
    let folder = practice();
    let data = folder.path().join("data");
    for (flag, colored) in [
        ("", false),
        (" --color auto", false),
        (" --color never", false),
        (" --color always", true),
    ] {
        let doctor = run(&data, &format!("doctor{flag}"), "");
        assert_eq!(text(&doctor.stdout).contains(ESCAPE), colored, "{flag}");
        let wrong = run(&data, &format!("key revoke none{flag}"), "");
        assert_eq!(text(&wrong.stderr).contains(ESCAPE), colored, "{flag}");
    }
    let json = run(&data, "doctor --json --color always", "");
    assert!(!text(&json.stdout).contains(ESCAPE));
}

#[test]
fn a_trial_checks_everything_and_changes_nothing() {
    let folder = practice();
    let data = folder.path().join("data");
    let add = |rest: &str| add(folder.path(), rest);
    assert_eq!(code(&run(&data, &add("main --model a"), "")), 0);
    let made = run(&data, "key create --name desk --json", "");
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).unwrap();
    let id = made["id"].as_str().unwrap();
    let approve = "approve main --for deidentified --no-training-use --approved-by Dana";
    let state = || {
        ["audit list", "connection list", "key list"].map(|list| text(&run(&data, list, "").stdout))
    };
    let before = state();
    for (line, expected) in [
        (add("other --model b"), 0),
        (add("other --model a"), 2),
        (add("main --model b"), 2),
        (
            format!("connection {approve} --agreement-until 2999-12-31"),
            0,
        ),
        (
            format!("connection {approve} --agreement-until 2020-12-31"),
            2,
        ),
        (
            format!("connection {approve} --agreement-until 2999-12-31").replace(" main", " none"),
            4,
        ),
        ("connection replacing main surrogates".to_owned(), 0),
        ("connection replacing main scramble".to_owned(), 2),
        ("connection replacing none redact".to_owned(), 4),
        ("connection revoke main".to_owned(), 0),
        ("connection revoke none".to_owned(), 4),
        ("key create --name spare".to_owned(), 0),
        (format!("key revoke {id}"), 0),
        ("key revoke none".to_owned(), 4),
        ("init --practice Elm --state OH".to_owned(), 4),
    ] {
        let trial = run(&data, &format!("{line} --dry-run"), "");
        assert_eq!(code(&trial), expected, "{line}: {}", text(&trial.stderr));
        assert_eq!(text(&trial.stdout), "", "{line}");
        let said = text(&trial.stderr).contains("Nothing was changed.");
        assert_eq!(said, expected == 0, "{line}");
        assert_eq!(state(), before, "{line}");
    }
    let fresh = folder.path().join("fresh");
    let trial = run(&fresh, "init --practice Elm --state OH --dry-run", "");
    assert_eq!(code(&trial), 0);
    assert!(!fresh.exists());
}

#[test]
fn every_command_that_prints_data_prints_json() {
    let folder = practice();
    let data = folder.path().join("data");
    assert_eq!(
        code(&run(&data, &add(folder.path(), "main --model a"), "")),
        0
    );
    let map = folder.path().join("map");
    let scrub = format!("scrub --json --map {}", map.display());
    for (line, input) in [
        ("audit list --json --last 1", ""),
        ("audit verify --json", ""),
        ("gate show baa --json", ""),
        ("risk show --json", ""),
        ("config validate --json", ""),
        ("connection list --json", ""),
        ("key create --name desk --json", ""),
        ("key list --json", ""),
        (&scrub, "Call (740) 555-0141."),
        (
            &format!("restore --json --map {}", map.display()),
            "Call [PHONE_1].",
        ),
        ("version --json", ""),
    ] {
        let output = run(&data, line, input);
        assert_eq!(code(&output), 0, "{line}: {}", text(&output.stderr));
        let json = serde_json::from_slice::<serde_json::Value>(&output.stdout);
        assert!(json.is_ok_and(|json| json.is_object()), "{line}");
    }
    let doctor = text(&run(&data, "doctor --json", "").stdout);
    for line in doctor.lines() {
        assert!(
            serde_json::from_str::<serde_json::Value>(line).is_ok(),
            "{line}"
        );
    }
    std::fs::remove_file(data.join("checkpoint")).unwrap();
    let broken = run(&data, "audit verify --json", "");
    assert_eq!(code(&broken), 5);
    let broken: serde_json::Value = serde_json::from_slice(&broken.stdout).unwrap();
    assert_eq!(broken["unbroken"], false);
    assert!(broken["why"].as_str().unwrap().contains("missing"));
}
