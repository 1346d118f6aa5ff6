//! `anteroom gate` on the real binary: eight gates from nothing to ready, and what turns each back at once.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::path::{Path, PathBuf};

use crate::support::{code, practice, text};
use crate::typed::{fine, run};

const MUST: &str = "BAA-01,BAA-02,BAA-03,BAA-04,BAA-05,BAA-06,BAA-07,BAA-08,BAA-09,BAA-10,BAA-11,BAA-12,BAA-13,BAA-14,BAA-15,BAA-26";

fn set_up() -> (tempfile::TempDir, PathBuf) {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::write(folder.path().join("paper.pdf"), "invented").expect("a file");
    std::fs::write(folder.path().join("vendor.key"), "secret\n").expect("a file");
    (folder, data)
}

fn status(data: &Path, gate: &str) -> String {
    let shown = fine(data, &format!("gate show {gate} --json"));
    let json: serde_json::Value = serde_json::from_str(&shown).expect("one object");
    json["gate"]["status"]
        .as_str()
        .expect("a status")
        .to_owned()
}

/// Names an owner, attaches a file and approves.
fn approve(folder: &Path, data: &Path, gate: &str) {
    fine(
        data,
        &format!("gate assign {gate} --owner Ada --due 2027-01-31"),
    );
    let paper = folder.join("paper.pdf");
    fine(data, &format!("gate attach {gate} {}", paper.display()));
    fine(data, &format!("gate approve {gate} --by Dana_Whitfield"));
}

fn connect(folder: &Path, data: &Path, name: &str, model: &str) {
    let key = folder.join("vendor.key");
    let key = key.display();
    fine(
        data,
        &format!(
            "connection add {name} --provider mistral --base-url https://api.us.mistral.ai --key-file {key} --model {model}"
        ),
    );
}

/// A vendor with a service that an agreement covers, and verified claims.
fn vendor(data: &Path) {
    for line in [
        "vendor add mistral --name Mistral_AI --role business-associate",
        "vendor agreement add mistral --effective 2026-02-01 --until 2999-12-31 --signed-by-both --endpoint api.us.mistral.ai --region us",
        &format!("vendor agreement check mistral.1 --yes {MUST} --by Dana"),
        "vendor deployment add mistral --kind enterprise-api --product API --endpoint api.us.mistral.ai --region us --connection main --approved-by Dana",
        "vendor claim add mistral --offering API --about training-use --value no --source Docs --url https://docs.example/t",
        "vendor claim add mistral --offering API --about retention-default --value 30_days --source Docs --url https://docs.example/r",
        "vendor claim verify mistral.1 --by Dana",
        "vendor claim verify mistral.2 --by Dana",
    ] {
        fine(data, line);
    }
}

/// Two people who took the only course; Dana Whitfield is the compliance officer.
fn training(data: &Path) {
    for line in [
        "training person add maya --name Maya --role front_desk",
        "training person add dana --name Dana_Whitfield --role compliance_officer",
        "training course add basics --title Basics",
        "training record maya basics",
        "training record dana basics",
    ] {
        fine(data, line);
    }
}

fn risks(data: &Path) {
    fine(
        data,
        "risk asset add laptop --name Laptop --place Desk --owner Ada",
    );
    fine(
        data,
        "risk threat add laptop --threat Theft --likelihood low --impact high --safeguards Encryption",
    );
    let open = text(&run(data, "risk rule list --open --json").stdout);
    for line in open.lines() {
        let rule: serde_json::Value = serde_json::from_str(line).expect("an object");
        let id = rule["id"].as_str().expect("an id");
        fine(
            data,
            &format!("risk rule decide {id} --decision implemented --reason Done --owner Ada"),
        );
    }
    fine(data, "risk sign --by Dana");
}

#[test]
fn eight_gates_become_ready_and_each_is_turned_back_by_its_own_cause() {
    let (folder, data) = set_up();
    let (folder, data) = (folder.path(), &data);
    connect(folder, data, "main", "model-a");
    vendor(data);
    training(data);
    risks(data);
    fine(
        data,
        "incident drill --kind key-leaked --learned Much --by Dana",
    );
    let gates = [
        "baa",
        "vendor-terms",
        "deployment",
        "data-flow",
        "training",
        "access",
        "risk",
        "incident-plan",
    ];
    for gate in gates {
        assert_eq!(status(data, gate), "not_started", "{gate}");
        approve(folder, data, gate);
        assert_eq!(status(data, gate), "ready", "{gate}");
    }
    let list = fine(data, "gate list --open");
    assert!(
        list.contains("8 of 8 ready.") && list.contains("Not legal advice") && !list.contains('%'),
        "{list}"
    );
    for (line, gate) in [
        (
            "training person add ben --name Ben --role biller",
            "training",
        ),
        ("vendor claim withdraw mistral.1", "vendor-terms"),
        (
            "vendor agreement change mistral.1 --terminated 2026-03-01",
            "baa",
        ),
        ("key create --name spare", "access"),
        (
            "risk asset add phone --name Phone --place Desk --owner Ada",
            "risk",
        ),
        (
            "incident open --kind other --happened It --discovered 2020-01-01 --affected 1",
            "incident-plan",
        ),
        (
            "vendor deployment add mistral --kind public-api --product Chat --endpoint chat.mistral.ai --region eu",
            "deployment",
        ),
    ] {
        fine(data, line);
        assert_eq!(status(data, gate), "needs_renewal", "{line}");
    }
    assert_eq!(
        status(data, "data-flow"),
        "needs_renewal",
        "there is a new service"
    );
    let show = fine(data, "gate show data-flow");
    assert!(
        show.contains(
            "OPEN    Changed since Dana Whitfield approved the map on "
        ) && show.contains("The service mistral.2 is new: it leads to Mistral AI at chat.mistral.ai; the map does not have it."),
        "{show}"
    );
    assert!(
        show.contains("paper.pdf  SHA-256") && show.contains("   2  "),
        "{show}"
    );
    fine(data, "audit verify");
}

#[test]
fn a_connection_that_leads_elsewhere_is_not_covered_by_its_name() {
    let (folder, data) = set_up();
    connect(folder.path(), &data, "main", "model-a");
    fine(
        &data,
        "vendor add mistral --name Mistral_AI --role business-associate",
    );
    let service = "vendor deployment add mistral --kind enterprise-api --product API --region us --connection main --approved-by Dana";
    let elsewhere = run(&data, &format!("{service} --endpoint api.eu.mistral.ai"));
    assert_eq!(code(&elsewhere), 2);
    assert!(text(&elsewhere.stderr).contains("connection main leads to api.us.mistral.ai"));
    fine(&data, &format!("{service} --endpoint api.us.mistral.ai"));
    fine(&data, "gate assign deployment --owner Ada");
    fine(&data, "gate approve deployment --by Dana");
    assert_eq!(status(&data, "deployment"), "ready");
    // The name is given again, to another address.
    fine(&data, "connection revoke main");
    let key = folder.path().join("vendor.key");
    let key = key.display();
    fine(
        &data,
        &format!(
            "connection add main --provider mistral --base-url https://api.eu.mistral.ai --key-file {key} --model model-a"
        ),
    );
    assert_eq!(status(&data, "deployment"), "needs_renewal");
    assert!(
        fine(&data, "gate show deployment")
            .contains("Connection main leads to no service on file at its own host")
    );
}

#[test]
fn a_new_practice_has_no_gate_ready_and_approves_none() {
    let (_folder, data) = set_up();
    let list = run(&data, "gate list --open");
    assert_eq!(code(&list), 1);
    let list = text(&list.stdout);
    assert_eq!(list.matches("not started").count(), 8);
    assert!(list.contains("0 of 8 ready."));
    let before = fine(&data, "audit list");
    for gate in [
        "baa",
        "vendor-terms",
        "deployment",
        "data-flow",
        "training",
        "access",
        "risk",
        "incident-plan",
    ] {
        let refused = run(&data, &format!("gate approve {gate} --by Dana"));
        assert_eq!(code(&refused), 2, "{gate}");
        assert!(
            text(&refused.stderr).contains("a condition does not hold yet"),
            "{gate}"
        );
    }
    for (line, expected) in [
        ("gate show none", 2),
        ("gate assign risk", 2),
        ("gate attach risk /nowhere/plan.pdf", 4),
        ("gate not-applicable training --by Dana --reason It", 2),
        ("gate not-applicable baa --by Dana --reason It", 2),
        ("gate assign risk --owner Ada --dry-run", 0),
    ] {
        assert_eq!(code(&run(&data, line)), expected, "{line}");
    }
    assert_eq!(fine(&data, "audit list"), before);
}

#[test]
fn agreements_are_set_aside_only_on_machines_of_ones_own() {
    let (_folder, data) = set_up();
    fine(&data, "vendor add box --name The_box --role practice-owned");
    fine(
        &data,
        "vendor deployment add box --kind self-hosted --product vLLM --endpoint 127.0.0.1 --region us",
    );
    let aside = "gate not-applicable baa --by Dana --reason Own_server";
    assert_eq!(code(&run(&data, aside)), 2, "the decision is not signed");
    fine(&data, "vendor no-agreement-needed box --by Dana");
    fine(&data, aside);
    assert_eq!(status(&data, "baa"), "not_applicable");
    fine(
        &data,
        "vendor add mistral --name Mistral_AI --role business-associate",
    );
    fine(
        &data,
        "vendor deployment add mistral --kind public-api --product API --endpoint api.mistral.ai --region eu",
    );
    assert_eq!(
        status(&data, "baa"),
        "in_progress",
        "somebody else gets something now"
    );
    assert_eq!(code(&run(&data, aside)), 2);
}

#[test]
fn an_approval_ends_on_its_day() {
    let (folder, data) = set_up();
    training(&data);
    approve(folder.path(), &data, "training");
    fine(&data, "gate assign training --owner Dana_Whitfield");
    fine(&data, "gate approve training --by dana");
    let show = fine(&data, "gate show training");
    assert!(
        show.contains("Approved by Dana Whitfield (who also sees to it) until"),
        "{show}"
    );
    let past = run(&data, "gate approve training --by dana --until 2020-01-01");
    assert_eq!(code(&past), 2);
    assert!(text(&past.stderr).contains("cannot end before it begins"));
}

#[test]
fn only_a_compliance_officer_on_the_roster_approves_once_somebody_is_on_it() {
    let (folder, data) = set_up();
    training(&data);
    approve(folder.path(), &data, "training");
    connect(folder.path(), &data, "main", "model-a");
    let before = fine(&data, "audit list");
    for line in [
        "gate approve training --by Nobody_Known",
        "gate approve training --by Maya",
        "gate not-applicable baa --by Maya --reason It",
        "flow approve --by Maya",
    ] {
        let refused = run(&data, line);
        let says = text(&refused.stderr);
        assert_eq!(code(&refused), 2, "{line}");
        assert!(
            says.contains("only a compliance officer on the roster"),
            "{says}"
        );
        assert!(says.contains("anteroom training person add"), "{says}");
    }
    assert_eq!(fine(&data, "audit list"), before);
    fine(&data, "gate approve training --by Dana_Whitfield,_JD");
    let show = fine(&data, "gate show training");
    assert!(show.contains("; approved by Dana Whitfield\n"), "{show}");
    fine(&data, "flow approve --by dana");
}
