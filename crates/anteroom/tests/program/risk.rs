//! `anteroom risk` on the real binary: assets, threats, every entry of the Security Rule, a signature.

#![expect(clippy::expect_used, reason = "helpers of tests")]

use std::path::Path;

use crate::support::{code, practice, text};
use crate::typed::{fine, run};

#[test]
fn what_is_required_cannot_be_called_unreasonable() {
    let folder = practice();
    let data = &folder.path().join("data");
    let decide = |id: &str, decision: &str| {
        run(
            data,
            &format!("risk rule decide {id} --decision {decision} --reason Because --owner Ada"),
        )
    };
    let refused = decide("308.a.1.ii.a", "not-reasonable");
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("the rule requires this"));
    for (id, decision, expected) in [
        ("312.b", "alternative", 2),
        ("312.b", "does-not-apply", 2),
        ("999", "implemented", 2),
        ("312.a.2.iv", "not-reasonable", 0),
        ("312.a.2.iv", "implemented", 0),
        ("308.a.4.ii.a", "does-not-apply", 0),
    ] {
        assert_eq!(code(&decide(id, decision)), expected, "{id} {decision}");
    }
    let list = fine(data, "risk rule list");
    assert_eq!(list.matches("not decided").count(), 66);
    assert!(
        list.contains("312.a.2.iv")
            && list.contains("Not legal advice")
            && list.contains("2026-11-23")
            && list.contains("164.314(b)(1); to be checked")
            && !list.contains("164.308(a)(1)(i); to be checked")
    );
    assert_eq!(code(&run(data, "risk rule list --open")), 1);
    let open = text(&run(data, "risk rule list --open --json").stdout);
    assert_eq!(open.lines().count(), 66);
    fine(
        data,
        "risk rule decide 312.b --decision implemented --reason Log --owner Ada --on 2020-01-01",
    );
    assert!(
        fine(data, "risk rule list").contains("implemented, but not looked at since 2021-01-01")
    );
}

/// Decides every entry of the rule that is open.
fn decide_all(data: &Path) {
    let open = text(&run(data, "risk rule list --open --json").stdout);
    for line in open.lines() {
        let rule: serde_json::Value = serde_json::from_str(line).expect("an object");
        let id = rule.pointer("/id").and_then(serde_json::Value::as_str);
        let id = id.expect("an id");
        let decide =
            format!("risk rule decide {id} --decision implemented --reason Done --owner Ada");
        fine(data, &decide);
    }
}

/// The signature is refused, with this among the reasons.
fn refused(data: &Path, says: &str) {
    let output = run(data, "risk sign --by Dana");
    let said = text(&output.stderr);
    assert_eq!(code(&output), 2, "{said}");
    assert!(said.contains(says), "{said}");
    assert!(!fine(data, "risk show").contains("signed  by"));
}

#[test]
fn the_analysis_stands_on_one_page() {
    let folder = practice();
    let data = &folder.path().join("data");
    refused(
        data,
        "nothing that you use is on it: anteroom risk asset add --help",
    );
    fine(
        data,
        "risk asset add laptop --name Laptop --place Front_desk --owner Ada",
    );
    assert!(fine(data, "risk show").contains("laptop: nobody said what could happen to it"));
    refused(
        data,
        "nobody said what could happen to 1 of what you use: anteroom risk threat add --help",
    );
    let threat = "risk threat add laptop --threat Stolen_with_Lindgren's_chart --likelihood medium --impact high --safeguards Passphrase";
    let bare = run(data, threat);
    assert_eq!(code(&bare), 2);
    assert!(text(&bare.stderr).contains("a high risk needs a plan"));
    fine(
        data,
        &format!("{threat} --plan Encrypt --plan-owner Ada --plan-due 2027-01-31"),
    );
    refused(
        data,
        "68 of 68 entries are to decide: anteroom risk rule list --open",
    );
    decide_all(data);
    fine(data, "risk sign --by Dana_Whitfield");
    let show = fine(data, "risk show");
    for line in [
        "threat  laptop.1  high risk: Stolen with Lindgren's chart; Ada by 2027-01-31",
        "rule    0 of 68 entries to decide",
        "signed  by Dana Whitfield on",
        "Not legal advice",
    ] {
        assert!(show.contains(line), "{line}\n{show}");
    }
    assert!(!show.contains("nobody said") && !show.contains('%'));
    fine(data, "risk threat settle laptop.1");
    fine(data, "risk asset retire laptop");
    let json: serde_json::Value =
        serde_json::from_str(&fine(data, "risk show --json")).expect("one object");
    assert_eq!(
        (&json["assets"], &json["threats"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
    let log = fine(data, "audit list");
    assert!(
        log.contains("recorded risk analysis") && !log.contains("Lindgren"),
        "{log}"
    );
    fine(data, "audit verify");
}

#[test]
fn slips_are_refused_and_trials_change_nothing() {
    let folder = practice();
    let data = &folder.path().join("data");
    let before = fine(data, "audit list");
    for (line, expected) in [
        ("risk asset retire laptop", 4),
        ("risk threat settle laptop.1", 4),
        (
            "risk threat add laptop --threat It --likelihood low --impact low --safeguards None",
            4,
        ),
        ("risk sign --by Dana --on 2999-01-01", 2),
        (
            "risk asset add laptop --name Laptop --place Desk --owner Ada --dry-run",
            0,
        ),
        (
            "risk rule decide 312.b --decision implemented --reason Log --owner Ada --dry-run",
            0,
        ),
        ("risk sign --by Dana", 2),
    ] {
        let output = run(data, line);
        assert_eq!(code(&output), expected, "{line}: {}", text(&output.stderr));
        assert_eq!(fine(data, "audit list"), before, "{line}");
    }
}
