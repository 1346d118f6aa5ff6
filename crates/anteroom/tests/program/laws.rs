//! `anteroom laws` on the real binary: the list, one law, news that is signed, and news that is not.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;

use crate::support::{code, practice, text};
use crate::typed::{fine, run};
use anteroom_audit::Signer;

fn signer(seed: u8) -> Signer {
    Signer::from_seed("law-desk", &[seed; 32]).unwrap()
}

/// Writes signed news into the folder.
fn news(folder: &Path, name: &str, signer: &Signer, version: u64, more: &str) {
    let text = format!(
        "format = \"anteroom-laws/1\"\nversion = {version}\nissued = \"2026-11-26\"\n\n[[act]]\nid = \"oh-hb1\"\n\
         states = [\"OH\"]\ntitle = \"Invented law {version}\"\ncitation = \"Ohio HB 1\"\nfamily = \"general\"\n\
         status = \"enacted\"\neffective = \"2099-01-01\"\nconcerns = \"All.\"\nasks = \"Much.\"\nchanges = \"Little.\"\n\
         confidence = \"low\"\nsource = \"invented\"\nlast_checked = \"2026-11-25\"\n{more}"
    );
    std::fs::write(folder.join(name), signer.sign(&text).unwrap()).unwrap();
}

#[test]
fn the_list_says_what_concerns_the_practice_and_what_is_to_come() {
    let folder = practice();
    let data = &folder.path().join("data");
    let all = fine(data, "laws list");
    for expected in [
        "  tx-sb1188-residency          TX  in force; rules decide by it",
        "* us-hipaa-training            US  in force; rules decide by it",
        "* breach-oh-individuals        OH  in force; days are counted",
        "  co-sb24205                   CO  repealed; information only",
        "  ny-hipa                      NY  vetoed; information only",
        "Not legal advice",
    ] {
        assert!(all.contains(expected), "{expected}\n{all}");
    }
    let texas = fine(data, "laws list --state TX --json");
    let acts: Vec<serde_json::Value> = texas
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(acts.iter().all(|act| act["verify_with_counsel"] == true));
    assert!(
        acts.iter()
            .all(|act| act["act"]["states"] != serde_json::json!(["CA"]))
    );
    let one = fine(data, "laws show ca-ab3030");
    assert!(
        one.contains("1339.75")
            && one.contains("states/ca/ab3030-opening")
            && one.contains("CDPH AFL 25-07")
    );
    assert_eq!(code(&run(data, "laws show nothing")), 2);
    assert_eq!(code(&run(data, "laws list --state ZZ")), 2);
}

#[test]
fn news_is_taken_in_only_with_the_pinned_key() {
    let folder = practice();
    let data = &folder.path().join("data");
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    news(folder.path(), "two.txt", &signer(1), 2, "");
    let unpinned = run(data, &format!("laws update {}", file("two.txt")));
    assert_eq!(code(&unpinned), 2);
    assert!(text(&unpinned.stderr).contains("under [laws]"));
    let config = format!("[laws]\nkey = \"{}\"\n", signer(1).verifying_key());
    std::fs::write(data.join("anteroom.toml"), config).unwrap();
    news(folder.path(), "forged.txt", &signer(2), 3, "");
    news(folder.path(), "older.txt", &signer(1), 1, "");
    news(folder.path(), "field.txt", &signer(1), 3, "permit = true\n");
    news(folder.path(), "three.txt", &signer(1), 3, "");
    let trial = format!("laws update {} --dry-run", file("two.txt"));
    fine(data, &trial);
    assert!(!fine(data, "laws list").contains("oh-hb1"));
    for (name, expected) in [
        ("two.txt", 0),
        ("forged.txt", 5),
        ("older.txt", 2),
        ("field.txt", 2),
        ("three.txt", 0),
    ] {
        let output = run(data, &format!("laws update {}", file(name)));
        assert_eq!(code(&output), expected, "{name}: {}", text(&output.stderr));
    }
    let upcoming = fine(data, "laws list --upcoming");
    assert!(upcoming.contains("Invented law 3") && upcoming.contains("with news 3 of 2026-11-26"));
    fine(data, "laws rollback");
    assert!(fine(data, "laws list").contains("Invented law 2"));
    fine(data, "laws rollback");
    assert!(!fine(data, "laws list").contains("oh-hb1"));
    assert_eq!(code(&run(data, "laws rollback")), 2);
    assert_eq!(
        fine(data, "audit list").matches("law version laws").count(),
        4
    );
    fine(data, "audit verify");
}

#[test]
fn a_key_that_is_none_is_refused_with_its_name() {
    let folder = practice();
    let data = &folder.path().join("data");
    std::fs::write(data.join("anteroom.toml"), "[laws]\nkey = \"trust me\"\n").unwrap();
    let output = run(data, "config validate");
    assert_eq!(code(&output), 4);
    assert!(
        text(&output.stderr).contains("laws.key"),
        "{}",
        text(&output.stderr)
    );
}
