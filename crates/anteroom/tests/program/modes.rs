//! `scrub --mode`: what each mode leaves of a note, and what goes with it.

use std::path::Path;

use crate::support::{anteroom, code, text};

const NOTE: &str = "Patient: Harriet Lindgren   DOB: 02/04/1971   MRN: 5510283\n\
    Seen 03/03/2026. Call her at (740) 555-0141. BP 134/82.\n";

fn scrub(arguments: &[&str]) -> std::process::Output {
    anteroom(
        Path::new("/nowhere"),
        &[&["scrub"], arguments].concat(),
        NOTE,
    )
}

#[test]
fn surrogates_read_like_a_note_and_lead_back() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("note.map");
    let map = map.to_str().unwrap();
    let done = text(&scrub(&["--mode", "surrogates", "--map", map]).stdout);
    for hidden in [
        "Harriet",
        "Lindgren",
        "5510283",
        "555-0141",
        "03/03/2026",
        "02/04/1971",
        "[",
    ] {
        assert!(!done.contains(hidden), "{hidden} is in\n{done}");
    }
    assert!(
        done.contains("(740) 555-01") && done.ends_with("BP 134/82.\n"),
        "{done}"
    );
    let back = anteroom(folder.path(), &["restore", "--map", map], &done);
    assert_eq!(text(&back.stdout), NOTE);
    assert_ne!(
        done,
        text(&scrub(&["--mode", "surrogates"]).stdout),
        "chance decides"
    );
}

#[test]
fn safe_harbor_keeps_years_and_reports() {
    let done = scrub(&["--mode", "safe-harbor"]);
    assert_eq!(
        text(&done.stdout),
        "Patient: [NAME]   DOB: 1971   MRN: [MRN]\nSeen 2026. Call her at [PHONE]. BP 134/82.\n"
    );
    let words = text(&done.stderr);
    for line in [
        "45 CFR 164.514(b)(2)",
        "2020 Census",
        "(C) 2 dates, 2 of them made coarse",
        "(A) 1 name\n",
    ] {
        assert!(words.contains(line), "{line} is not in\n{words}");
    }
}

#[test]
fn the_report_is_data_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let done = scrub(&[
        "--mode",
        "safe-harbor",
        "--json",
        "--report",
        file.to_str().unwrap(),
    ]);
    let printed: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let written: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(printed["report"], written);
    assert_eq!(written["census_year"], 2020);
    assert_eq!(written["rows"][0]["rule"], "45 CFR 164.514(b)(2)(i)(C)");
    assert!(!written.to_string().contains("Lindgren"));
}

#[test]
fn redact_shows_no_length() {
    let done = text(&scrub(&["--mode", "redact"]).stdout);
    assert!(
        done.starts_with(&format!("Patient: {}   DOB", "\u{2588}".repeat(10))),
        "{done}"
    );
    assert!(done.ends_with("BP 134/82.\n"));
}

#[test]
fn what_does_not_go_together_is_refused() {
    for arguments in [
        &["--mode", "redact", "--map", "x.map"][..],
        &["--mode", "safe-harbor", "--map", "x.map"],
        &["--mode", "redact", "--report", "x.json"],
        &["--report", "x.json"],
        &["--mode", "redact", "--check"],
        &["--mode", "redact", "--spans"],
        &["--mode", "vanish"],
    ] {
        let refused = scrub(arguments);
        assert_eq!(code(&refused), 2, "{arguments:?}");
        assert!(refused.stdout.is_empty());
    }
}
