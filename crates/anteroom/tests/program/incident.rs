//! `anteroom incident clocks` on the real binary: no setup, no data folder.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::process::Output;

use crate::support::{anteroom, code, practice, text};

/// Runs the command with these flags, on a day that stands still and a folder that does not exist.
fn clocks(flags: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let line = format!("incident clocks --today 2026-02-17 {flags}");
    let arguments: Vec<&str> = line.split(' ').collect();
    anteroom(&folder.path().join("none"), &arguments, "")
}

#[test]
fn the_table_has_every_date_its_law_and_what_stops_it() {
    let shown = clocks(
        "--discovered 2026-01-12 --determined 2026-01-20 --state TX --affected 930 --residents WA=130",
    );
    let table = text(&shown.stdout);
    assert_eq!(code(&shown), 0, "{}", text(&shown.stderr));
    for line in [
        "2026-02-11  overdue 6    WA: The people affected               RCW 19.255.010",
        "2026-02-19  2            TX: Attorney General                  Tex. Bus. & Com. Code 521.053(i)",
        "2026-03-13  24           US: Federal health department (HHS)   45 CFR 164.408(b)",
        "2026-03-13  24           US: News media in TX                  45 CFR 164.406",
        "            30 days from determination (2026-01-20); as soon as practicable, on the electronic form.",
        "            Exemption to confirm: the federal notice may count as the state's.",
        "            Does not apply: only for more than 500 people; here 130.",
        "            Stopped by the report on the federal department's breach portal.",
        "Keep the record of this incident through 2032-01-20.",
    ] {
        assert!(table.lines().any(|shown| shown == line), "{line}\n{table}");
    }
    assert!(table.contains("Not legal advice."));
    assert!(table.starts_with("Discovered 2026-01-12"));
}

#[test]
fn without_a_count_every_clock_is_shown_that_some_count_would_set_running() {
    let shown = clocks("--discovered 2026-01-12 --state TX");
    let table = text(&shown.stdout);
    assert_eq!(code(&shown), 0, "{}", text(&shown.stderr));
    for line in [
        "2026-02-11  overdue 6    TX: Attorney General                  Tex. Bus. & Com. Code 521.053(i)",
        "2026-03-13  24           TX: The people affected               Tex. Bus. & Com. Code 521.053(b)",
        "2026-03-13  24           US: News media in TX                  45 CFR 164.406",
        "            60 days from discovery (2026-01-12), if at least 500 people; not counted yet; at the same time as the notice to the people affected.",
    ] {
        assert!(table.lines().any(|shown| shown == line), "{line}\n{table}");
    }
    let nobody = clocks("--discovered 2026-01-12 --state TX --affected 0");
    assert!(!text(&nobody.stdout).contains("TX:"));
}

#[test]
fn json_is_one_object_with_the_contract_s_names() {
    let shown = clocks("--discovered 2026-01-12 --state KS --affected 25 --json");
    let report: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(report["earliest"], "2026-03-13");
    assert_eq!(report["notice_required"], true);
    assert!(
        report["notice"]
            .as_str()
            .unwrap()
            .starts_with("Not legal advice.")
    );
    let clocks = report["clocks"].as_array().unwrap();
    let hhs = clocks
        .iter()
        .find(|clock| clock["id"] == "us-hhs-fewer-than-500")
        .unwrap();
    for (key, value) in [
        ("jurisdiction", "US"),
        ("recipient", "hhs"),
        ("due", "2027-03-01"),
        ("late_from", "2027-03-02T06:00:00Z"),
        ("anchor", "end_of_year"),
        ("citation", "45 CFR 164.408(c)"),
        ("standing", "required"),
        ("conf", "high"),
    ] {
        assert_eq!(hhs[key], value, "{key}");
    }
    let media = clocks
        .iter()
        .find(|clock| clock["recipient"] == "media")
        .unwrap();
    assert_eq!(
        (&media["standing"], media["due"].is_null()),
        (&"not_applicable".into(), true)
    );
}

#[test]
fn vendors_holds_encryption_and_what_was_done_are_heard() {
    for (flags, line) in [
        (
            "--people-told 2026-02-01",
            "2026-03-13  given        US: The people affected",
        ),
        (
            "--hhs-told 2026-02-01",
            "2027-03-01  given        US: Federal health department",
        ),
        (
            "--vendor-discovered 2026-01-02 --vendor-is-agent",
            "Discovered 2026-01-02",
        ),
        (
            "--vendor-discovered 2026-01-02 --vendor-told 2026-01-09",
            "Discovered 2026-01-09",
        ),
        (
            "--held-until 2026-04-30",
            "Held back by law enforcement until 2026-04-30",
        ),
        (
            "--held-orally-on 2026-02-20",
            "Held back by law enforcement until 2026-03-22",
        ),
        (
            "--secured",
            "Federal law asks for no notice: it was encrypted.",
        ),
    ] {
        let shown = clocks(&format!(
            "--discovered 2026-01-12 --state KS --affected 25 {flags}"
        ));
        assert!(
            text(&shown.stdout).contains(line),
            "{flags}: {}",
            text(&shown.stdout)
        );
    }
}

#[test]
fn what_cannot_be_is_refused() {
    for (flags, says) in [
        ("--state KZ --affected 5", "`KZ` is not the postal code"),
        (
            "--state KS --affected 5 --residents MO=6",
            "names more people than --affected",
        ),
        ("--state KS --affected 5 --residents MO", "such as WA=130"),
        (
            "--state KS --affected 5 --determined 2026-01-11",
            "cannot be determined before",
        ),
        (
            "--state KS --affected 5 --vendor-is-agent",
            "--vendor-discovered",
        ),
        ("--state US --affected 5", "by state"),
    ] {
        let refused = clocks(&format!("--discovered 2026-01-12 {flags}"));
        assert_eq!(code(&refused), 2, "{flags}");
        assert!(
            text(&refused.stderr).contains(says),
            "{flags}: {}",
            text(&refused.stderr)
        );
        assert!(refused.stdout.is_empty(), "{flags}");
    }
}

#[test]
fn nothing_is_written_to_a_practice_that_is_set_up() {
    let folder = practice();
    let data = folder.path().join("data");
    let before = text(&anteroom(&data, &["audit", "list"], "").stdout);
    let arguments = [
        "incident",
        "clocks",
        "--discovered",
        "2026-01-12",
        "--state",
        "OH",
        "--affected",
        "1",
    ];
    assert_eq!(code(&anteroom(&data, &arguments, "")), 0);
    assert_eq!(
        text(&anteroom(&data, &["audit", "list"], "").stdout),
        before
    );
}
