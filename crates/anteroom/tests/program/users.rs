//! Who may sign in at the pages, from the command line.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use crate::support::{anteroom, code, practice, text};
use serde_json::Value;

fn run(data: &Path, line: &str, input: &str) -> (i32, String, String) {
    let words: Vec<&str> = line.split(' ').collect();
    let output = anteroom(data, &words, input);
    (code(&output), text(&output.stdout), text(&output.stderr))
}

fn maya(data: &Path) -> Value {
    let (_, list, _) = run(data, "user list --json", "");
    let all: Value = serde_json::from_str(&list).unwrap();
    all.pointer("/0").cloned().unwrap()
}

#[test]
fn a_second_step_is_asked_of_everybody_and_a_lost_one_is_forgotten() {
    let folder = practice();
    let data = folder.path().join("data");
    let add = "user add maya --name Maya --role front-desk --passphrase-file -";
    assert_eq!(run(&data, add, "violin harbor mustard\n").0, 0);
    assert_eq!(maya(&data)["second_step"], false);
    let (code, _, said) = run(&data, "user require-second-step on --dry-run", "");
    assert_eq!(code, 0);
    assert!(said.contains("Nothing was changed"), "{said}");
    let (_, _, said) = run(&data, "user require-second-step on", "");
    assert!(said.contains("everybody needs a second step"), "{said}");
    assert_eq!(run(&data, "user require-second-step maybe", "").0, 2);
    let (code, _, said) = run(&data, "user reset-second-step maya", "");
    assert_eq!(code, 0);
    assert!(said.contains("maya has no second step any more"), "{said}");
    assert_ne!(run(&data, "user reset-second-step lee", "").0, 0);
    let (_, log, _) = run(&data, "audit list", "");
    assert_eq!(log.matches("sign in rule practice").count(), 1, "{log}");
    assert_eq!(run(&data, "audit verify", "").0, 0);
}

#[test]
fn single_sign_on_is_set_up_linked_and_taken_back() {
    let folder = practice();
    let data = folder.path().join("data");
    let add = |id: &str| {
        let add = format!("user add {id} --name {id} --role front-desk --passphrase-file -");
        assert_eq!(run(&data, &add, "violin harbor mustard\n").0, 0);
    };
    add("maya");
    add("lee");
    let set = |issuer: &str, secret: &str| {
        let line = format!("sso set --issuer {issuer} --client-id anteroom --client-secret-file -");
        run(&data, &line, secret)
    };
    let issuer = "https://login.elmstreet.example";
    assert_eq!(set("http://login.elmstreet.example", "quiet\n").0, 2);
    assert_ne!(set(issuer, "\n").0, 0);
    assert_eq!(set(issuer, "quiet-secret\n").0, 0);
    let (_, shown, _) = run(&data, "sso show --json", "");
    assert!(
        shown.contains(issuer) && !shown.contains("quiet-secret"),
        "{shown}"
    );
    let link = |id: &str| {
        run(
            &data,
            &format!("user link {id} --email maya@elm.example"),
            "",
        )
    };
    assert_ne!(link("kit").0, 0);
    assert_eq!(link("maya").0, 0);
    let (code, _, said) = link("lee");
    assert_ne!(code, 0);
    assert!(said.contains("opens another account"), "{said}");
    let (_, list, _) = run(&data, "user list", "");
    assert_eq!(list.matches("maya@elm.example").count(), 1, "{list}");
    assert_eq!(run(&data, "user link lee --email lee", "").0, 2);
    assert_eq!(run(&data, "user unlink maya", "").0, 0);
    assert_eq!(link("lee").0, 0);
    assert_eq!(run(&data, "sso off", "").0, 0);
    assert!(run(&data, "sso show", "").1.contains("is off"));
    let (_, log, _) = run(&data, "audit list", "");
    assert!(
        !log.contains("quiet-secret") && !log.contains("maya@elm"),
        "{log}"
    );
    assert_eq!(log.matches("single sign on practice").count(), 2, "{log}");
    assert_eq!(log.matches("single sign on link maya").count(), 2, "{log}");
    assert_eq!(run(&data, "audit verify", "").0, 0);
}

#[test]
fn the_last_compliance_officer_stays_until_somebody_else_is_one() {
    let folder = practice();
    let data = folder.path().join("data");
    for (id, role) in [("dana", "compliance-officer"), ("maya", "front-desk")] {
        let add = format!("user add {id} --name {id} --role {role} --passphrase-file -");
        assert_eq!(run(&data, &add, "violin harbor mustard\n").0, 0);
    }
    let before = run(&data, "user list", "").1;
    for line in ["user role dana --role front-desk", "user disable dana"] {
        let (code, _, said) = run(&data, line, "");
        assert_eq!(code, 2, "{line}");
        assert!(said.contains("the last compliance officer"), "{said}");
        assert!(
            said.contains("anteroom user role WHO --role compliance-officer"),
            "{said}"
        );
        assert_eq!(run(&data, line, "").0, 2, "{line}");
    }
    assert_eq!(run(&data, "user list", "").1, before);
    assert_eq!(
        run(&data, "user role maya --role compliance-officer", "").0,
        0
    );
    assert_eq!(run(&data, "user disable dana", "").0, 0);
    assert_eq!(run(&data, "user disable maya", "").0, 2);
    let log = run(&data, "audit list", "").1;
    for says in [
        "changed account maya (roles).",
        "changed account dana (disabled: yes).",
    ] {
        assert!(log.contains(says), "{says}\n{log}");
    }
    assert_eq!(run(&data, "audit verify", "").0, 0);
}
