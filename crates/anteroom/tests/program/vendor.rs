//! `anteroom vendor` on the real binary: from a name to an agreement that covers a service.

use std::path::PathBuf;

use crate::support::{code, practice, text};
use crate::typed::{fine, run};

/// Elements that the law always asks for.
const MUST: &str = "BAA-01,BAA-02,BAA-03,BAA-04,BAA-05,BAA-06,BAA-07,BAA-08,BAA-09,BAA-10,BAA-11,BAA-12,BAA-13,BAA-14,BAA-26";

fn vendor() -> (tempfile::TempDir, PathBuf) {
    let folder = practice();
    let data = folder.path().join("data");
    fine(
        &data,
        "vendor add mistral --name Mistral_AI --role business-associate --note ask_for_Lindgren",
    );
    (folder, data)
}

#[test]
fn an_agreement_is_active_once_nothing_is_missing() {
    let (folder, data) = vendor();
    let paper = folder.path().join("baa.pdf");
    std::fs::write(&paper, "invented agreement with Lindgren").unwrap();
    let paper = paper.display();
    fine(&data, "vendor agreement add mistral --requested 2026-01-05");
    assert!(fine(&data, "vendor list").contains("agreement: requested"));
    fine(
        &data,
        &format!(
            "vendor agreement change mistral.1 --received 2026-01-20 --signed-by-both --effective 2026-02-01 \
             --until 2999-12-31 --endpoint api.us.mistral.ai/v1/chat --region us --file {paper}"
        ),
    );
    assert!(fine(&data, "vendor list").contains("agreement: received"));
    let check = run(&data, "vendor agreement check mistral.1");
    assert_eq!(code(&check), 1);
    let lacks = text(&check.stdout);
    assert!(
        lacks.contains("missing     BAA-05")
            && lacks.contains("45 CFR 164.504(e)(2)(ii)(C), 164.410")
    );
    assert!(lacks.contains("Not legal advice") && lacks.contains("2026-11-23"));
    let read = format!("vendor agreement check mistral.1 --yes {MUST} --by Dana_Whitfield");
    let half = run(&data, &read);
    assert_eq!(code(&half), 1, "BAA-15 was not answered");
    assert_eq!(text(&half.stdout).matches("missing").count(), 1);
    fine(
        &data,
        "vendor agreement check mistral.1 --not-applicable BAA-15 --where BAA-05=section_4.2 --where baa-06=page_3 \
         --by Dana_Whitfield",
    );
    fine(
        &data,
        "vendor agreement check mistral.1 --where BAA-06= --by Dana_Whitfield",
    );
    assert!(fine(&data, "vendor list").contains("agreement: active"));
    let json: serde_json::Value =
        serde_json::from_str(&fine(&data, "vendor show mistral --json")).unwrap();
    assert_eq!(json["agreements"][0]["lacks"], serde_json::json!([]));
    assert_eq!(
        json["agreements"][0]["agreement"]["places"],
        serde_json::json!({ "BAA-05": "section 4.2" })
    );
    assert_eq!(
        json["agreements"][0]["agreement"]["document"]["name"],
        "baa.pdf"
    );
    fine(
        &data,
        "vendor agreement change mistral.1 --terminated 2026-03-01",
    );
    assert!(fine(&data, "vendor list").contains("agreement: terminated"));
}

#[test]
fn a_service_is_covered_by_an_agreement_that_names_it() {
    let (_folder, data) = vendor();
    let service = "vendor deployment add mistral --kind enterprise-api --product API --region us";
    fine(
        &data,
        &format!("{service} --endpoint api.us.mistral.ai/v1/chat/completions --approved-by Dana"),
    );
    fine(
        &data,
        &format!("{service} --endpoint api.us.mistral.ai/v1/files"),
    );
    let show = fine(&data, "vendor show mistral");
    assert_eq!(
        show.matches("not covered: no agreement holds").count(),
        2,
        "{show}"
    );
    fine(
        &data,
        "vendor agreement add mistral --effective 2026-02-01 --signed-by-both \
         --endpoint api.us.mistral.ai/v1/chat --region us",
    );
    fine(
        &data,
        &format!("vendor agreement check mistral.1 --yes {MUST},BAA-15 --by Dana"),
    );
    let show = fine(&data, "vendor show mistral");
    assert!(
        show.contains("completions in us: covered by an agreement"),
        "{show}"
    );
    assert!(
        show.contains("files in us: not covered: the agreement names another"),
        "{show}"
    );
    fine(&data, "vendor deployment end mistral.2");
    assert!(!fine(&data, "vendor show mistral").contains("files"));
    fine(&data, "vendor add box --name The_box --role practice-owned");
    fine(
        &data,
        "vendor deployment add box --kind self-hosted --product vLLM --endpoint 127.0.0.1 --region us",
    );
    assert!(fine(&data, "vendor list").contains("services: 1 (1 not covered)"));
    fine(&data, "vendor no-agreement-needed box --by Dana_Whitfield");
    assert!(
        fine(&data, "vendor show box").contains("No agreement needed, decided by Dana Whitfield")
    );
    assert!(fine(&data, "vendor list").contains("services: 1 (0 not covered)"));
    assert_eq!(
        code(&run(&data, "vendor no-agreement-needed mistral --by Dana")),
        2
    );
}

#[test]
fn claims_that_disagree_are_shown_until_somebody_checks() {
    let (_folder, data) = vendor();
    let claim = "vendor claim add mistral --offering API --about training-use";
    fine(
        &data,
        &format!("{claim} --value no --source Docs --url https://docs.example/training"),
    );
    assert!(
        fine(&data, "vendor show mistral")
            .contains("unverified; source: Docs, https://docs.example")
    );
    fine(
        &data,
        &format!("{claim} --value yes --source Help --url https://help.example/training"),
    );
    let show = fine(&data, "vendor show mistral");
    assert_eq!(
        show.matches("conflict: sources disagree").count(),
        2,
        "{show}"
    );
    fine(&data, "vendor claim verify mistral.1 --by Dana_Whitfield");
    let show = fine(&data, "vendor show mistral");
    assert_eq!(
        show.matches("conflict: sources disagree").count(),
        1,
        "{show}"
    );
    fine(&data, "vendor claim withdraw mistral.2");
    assert!(fine(&data, "vendor list").contains("claims: 1 (0 not verified)"));
    let bare = run(&data, &format!("{claim} --value no --source Hearsay"));
    assert_eq!(code(&bare), 2);
    assert!(text(&bare.stderr).contains("a claim needs its source"));
}

#[test]
fn what_was_typed_is_in_the_record_and_not_in_the_log() {
    let (folder, data) = vendor();
    let show = fine(&data, "vendor show mistral --json");
    assert!(show.contains("ask for Lindgren"));
    let log = fine(&data, "audit list");
    assert!(log.contains("recorded vendor mistral."), "{log}");
    for word in ["Lindgren", "Mistral AI"] {
        assert!(!log.contains(word) && !fine(&data, "audit list --json").contains(word));
        for file in std::fs::read_dir(&data)
            .unwrap()
            .flatten()
            .filter(|file| file.path().is_file())
        {
            let bytes = std::fs::read(file.path()).unwrap();
            let found = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!found, "{word} in {}", file.path().display());
        }
    }
    fine(&data, "audit verify");
    drop(folder);
}

#[test]
fn slips_are_refused_and_trials_change_nothing() {
    let (_folder, data) = vendor();
    fine(&data, "vendor agreement add mistral --requested 2026-01-05");
    let before = fine(&data, "audit list");
    for (line, expected) in [
        ("vendor add mistral --name Again --role other", 2),
        ("vendor add Mistral --name Upper --role other", 2),
        ("vendor add host --name Host --role subcontractor", 2),
        (
            "vendor add host --name Host --role subcontractor --works-for nobody",
            4,
        ),
        ("vendor add host --name Host --role friend", 2),
        ("vendor agreement add nobody", 4),
        ("vendor agreement change mistral.1 --until 2026-01-01", 2),
        ("vendor agreement check mistral.1 --yes BAA-16 --by Dana", 2),
        (
            "vendor agreement check mistral.1 --where BAA-16=4 --by Dana",
            2,
        ),
        (
            "vendor agreement check mistral.1 --where BAA-01 --by Dana",
            2,
        ),
        (
            "vendor agreement check mistral.1 --yes BAA-01 --no BAA-01 --by Dana",
            2,
        ),
        ("vendor agreement check mistral.1 --yes BAA-01", 2),
        ("vendor claim verify mistral.1 --by Dana", 4),
        (
            "vendor deployment add mistral --kind public-api --product API --endpoint a --region us --connection none",
            4,
        ),
        (
            "vendor add host --name Host --role subcontractor --works-for mistral --dry-run",
            0,
        ),
        ("vendor agreement add mistral --dry-run", 0),
        ("vendor end mistral --dry-run", 0),
    ] {
        let output = run(&data, line);
        assert_eq!(code(&output), expected, "{line}: {}", text(&output.stderr));
        let said = text(&output.stderr).contains("Nothing was changed.");
        assert_eq!(said, expected == 0, "{line}");
        assert_eq!(fine(&data, "audit list"), before, "{line}");
    }
    fine(&data, "vendor end mistral --on 2026-03-01");
    assert!(fine(&data, "vendor list").contains("ended 2026-03-01"));
}
