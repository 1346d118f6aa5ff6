//! The command line as a practice meets it: the real binary, a real folder.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::{anteroom, code, practice, text};

const NOTE: &str =
    "Patient: Harriet Lindgren   MRN: 5510283\nCall her at (740) 555-0141. BP 134/82.\n";

#[test]
fn scrub_and_restore_give_the_text_back() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("note.map");
    let safe = anteroom(
        folder.path(),
        &["scrub", "--map", map.to_str().unwrap()],
        NOTE,
    );
    let safe_text = text(&safe.stdout);
    assert_eq!(code(&safe), 0, "{}", text(&safe.stderr));
    for hidden in ["Harriet", "Lindgren", "5510283", "555-0141"] {
        assert!(!safe_text.contains(hidden), "{hidden} is left");
    }
    assert!(safe_text.contains("BP 134/82"), "the medicine is kept");
    assert_eq!(
        std::fs::metadata(&map).unwrap().permissions().mode() & 0o077,
        0
    );
    let back = anteroom(
        folder.path(),
        &["restore", "--map", map.to_str().unwrap()],
        &safe_text,
    );
    assert_eq!(text(&back.stdout), NOTE);
}

#[test]
fn a_map_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let map = folder.path().join("note.map");
    std::fs::write(&map, "mine").unwrap();
    let refused = anteroom(
        folder.path(),
        &["scrub", "--map", map.to_str().unwrap()],
        NOTE,
    );
    assert_eq!(code(&refused), 4);
    assert!(refused.stdout.is_empty(), "no text without its map");
    assert_eq!(std::fs::read_to_string(&map).unwrap(), "mine");
}

#[test]
fn check_names_places_and_kinds_but_no_words() {
    let folder = tempfile::tempdir().unwrap();
    let found = anteroom(folder.path(), &["scrub", "--check"], NOTE);
    let report = text(&found.stdout);
    assert_eq!(code(&found), 1);
    assert!(report.contains("-:2:13 phone number"), "{report}");
    assert!(!report.contains("Harriet") && !report.contains("555"));
    let clean = anteroom(
        folder.path(),
        &["scrub", "--check"],
        "BP 134/82, HR 70. Continue amlodipine 5 mg daily.\n",
    );
    assert_eq!(code(&clean), 0, "{}", text(&clean.stdout));
}

#[test]
fn spans_are_in_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let line = "{\"id\":\"a\",\"text\":\"Zo\u{eb} \u{1f642} (740) 555-0141\"}\n";
    let marked = anteroom(folder.path(), &["scrub", "--spans"], line);
    let marked: serde_json::Value = serde_json::from_slice(&marked.stdout).unwrap();
    let spans = marked["spans"].as_array().unwrap();
    assert!(
        spans
            .iter()
            .any(|span| span["label"] == "PHONE" && span["start"] == 6 && span["end"] == 20),
        "{marked}"
    );
}

#[test]
fn a_line_that_is_not_json_is_named_by_number_only() {
    let folder = tempfile::tempdir().unwrap();
    let refused = anteroom(
        folder.path(),
        &["scrub", "--spans"],
        "{\"id\":\"a\",\"text\":\"\"}\nHarriet Lindgren\n",
    );
    let words = text(&refused.stderr);
    assert_eq!(code(&refused), 2);
    assert!(
        words.contains("line 2") && !words.contains("Harriet"),
        "{words}"
    );
}

#[test]
fn text_that_is_not_utf8_is_refused_by_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("latin1.txt");
    std::fs::write(&file, b"Jos\xe9").unwrap();
    let refused = anteroom(folder.path(), &["scrub", file.to_str().unwrap()], "");
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("byte 3"));
}

#[test]
fn every_change_is_in_the_log() {
    let folder = practice();
    let (data, key_file) = (
        folder.path().join("data"),
        folder.path().join("upstream.key"),
    );
    std::fs::write(&key_file, "secret-of-the-vendor\n").unwrap();
    let run = |arguments: &[&str]| {
        let output = anteroom(&data, arguments, "");
        assert_eq!(code(&output), 0, "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    let base = [
        "connection",
        "add",
        "mistral",
        "--provider",
        "mistral",
        "--base-url",
        "https://api.us.mistral.ai",
    ];
    run(&[
        &base[..],
        &[
            "--key-file",
            key_file.to_str().unwrap(),
            "--model",
            "mistral-medium-latest",
        ],
    ]
    .concat());
    let approve = [
        "connection",
        "approve",
        "mistral",
        "--for",
        "deidentified",
        "--agreement-until",
        "2999-12-31",
    ];
    run(&[
        &approve[..],
        &["--no-training-use", "--approved-by", "Dana Whitfield"],
    ]
    .concat());
    run(&["connection", "replacing", "mistral", "safe-harbor"]);
    assert!(run(&["connection", "list"]).contains("safe harbor"));
    let key = run(&["key", "create", "--name", "front-desk"]);
    let log = run(&["audit", "list"]);
    for words in [
        "set up Elm Street Clinic (OH)",
        "added connection mistral",
        "until 2999-12-31",
        "set connection mistral to replace patient information by safe harbor",
        "made key front-desk",
    ] {
        assert!(log.contains(words), "{words} is not in\n{log}");
    }
    assert!(run(&["audit", "verify"]).starts_with("5 entries, unbroken"));
    let stored = std::fs::read(data.join("anteroom.db")).unwrap();
    for secret in [key.trim(), "secret-of-the-vendor"] {
        assert!(
            !stored
                .windows(secret.len())
                .any(|window| window == secret.as_bytes())
        );
    }
}

#[test]
fn an_exported_log_verifies_without_the_folder_and_not_when_changed() {
    let folder = practice();
    let log = text(&anteroom(&folder.path().join("data"), &["audit", "export"], "").stdout);
    let file = folder.path().join("log.jsonl");
    let verify = |content: &str| {
        std::fs::write(&file, content).unwrap();
        code(&anteroom(
            Path::new("/nowhere"),
            &["audit", "verify", "--export", file.to_str().unwrap()],
            "",
        ))
    };
    assert_eq!(verify(&log), 0);
    assert_eq!(verify(&log.replace("Elm Street", "Oak Street")), 5);
    assert_eq!(verify(""), 5);
}

#[test]
fn a_missing_checkpoint_file_is_named_and_closes_the_log() {
    let folder = practice();
    let data = folder.path().join("data");
    assert_eq!(code(&anteroom(&data, &["audit", "verify"], "")), 0);
    std::fs::remove_file(data.join("checkpoint")).unwrap();
    for command in [&["audit", "verify"][..], &["doctor"]] {
        let output = anteroom(&data, command, "");
        let said = text(&output.stderr) + &text(&output.stdout);
        assert_eq!(code(&output), 5, "{said}");
        assert!(said.contains("data/checkpoint: it is missing"), "{said}");
    }
    let change = anteroom(&data, &["key", "create", "--name", "front-desk"], "");
    assert_eq!(code(&change), 5);
    assert!(text(&change.stderr).contains("anteroom audit verify"));
}

#[test]
fn every_file_is_for_its_owner_only_and_a_failed_start_leaves_none() {
    let folder = practice();
    let data = folder.path().join("data");
    let key = ["key", "create", "--name", "desk"];
    assert_eq!(code(&anteroom(&data, &key, "")), 0);
    for place in [data.clone(), data.join("keys")] {
        for entry in std::fs::read_dir(place).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode() & 0o077;
            assert_eq!(mode, 0, "{}", entry.path().display());
        }
    }
    // Something that is no database stands in the way; once it is gone, setting up works.
    let broken = folder.path().join("broken");
    std::fs::create_dir(&broken).unwrap();
    std::fs::set_permissions(&broken, std::fs::Permissions::from_mode(0o700)).unwrap();
    std::fs::write(broken.join("anteroom.db"), "no database at all, but a text").unwrap();
    let init = ["init", "--practice", "Elm", "--state", "OH"];
    assert_eq!(code(&anteroom(&broken, &init, "")), 4);
    let left = std::fs::read_dir(broken.join("keys")).unwrap().count();
    assert_eq!(left, 0, "keys are left behind");
    std::fs::remove_file(broken.join("anteroom.db")).unwrap();
    let again = anteroom(&broken, &init, "");
    assert_eq!(code(&again), 0, "{}", text(&again.stderr));
}

#[test]
fn a_folder_that_others_can_read_is_refused() {
    let folder = practice();
    let data = folder.path().join("data");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let refused = anteroom(&data, &["audit", "list"], "");
    assert_eq!(code(&refused), 4);
    assert!(text(&refused.stderr).contains("chmod go-rwx"));
}

#[test]
fn wrong_words_say_what_to_write_instead() {
    let folder = practice();
    let data = folder.path().join("data");
    for (arguments, words) in [
        (
            &["init", "--practice", "X", "--state", "Ohio"][..],
            "two-letter",
        ),
        (
            &[
                "connection",
                "approve",
                "x",
                "--for",
                "deidentified",
                "--agreement-until",
                "soon",
                "--approved-by",
                "D",
            ],
            "2027-06-30",
        ),
        (&["audit", "show", "12"], "audit list"),
    ] {
        let refused = anteroom(&data, arguments, "");
        assert_eq!(code(&refused), 2, "{arguments:?}");
        assert!(
            text(&refused.stderr).contains(words),
            "{}",
            text(&refused.stderr)
        );
    }
    let missing = anteroom(Path::new("/nowhere/at/all"), &["key", "list"], "");
    assert_eq!(code(&missing), 4);
    assert!(text(&missing.stderr).contains("anteroom init"));
}

#[test]
fn a_configuration_that_cannot_be_used_is_refused_by_its_key() {
    let folder = practice();
    let data = folder.path().join("data");
    let validate = |content: &str| {
        std::fs::write(data.join("anteroom.toml"), content).unwrap();
        anteroom(&data, &["config", "validate"], "")
    };
    assert_eq!(code(&validate("[log]\nfilter = \"debug\"\n")), 0);
    for (content, key) in [
        ("[log]\nfilter = \"anteroom=loud\"\n", "log.filter"),
        (
            "[limits]\nrequests_per_minute = 0\n",
            "limits.requests_per_minute",
        ),
    ] {
        let refused = validate(content);
        assert_eq!(code(&refused), 4);
        assert!(
            text(&refused.stderr).contains(key),
            "{}",
            text(&refused.stderr)
        );
    }
}

#[test]
fn the_demo_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let demo = anteroom(
        Path::new("/nowhere"),
        &["demo", "--once", "--data", data.to_str().unwrap()],
        "",
    );
    let page = text(&demo.stdout);
    assert_eq!(code(&demo), 0, "{}", text(&demo.stderr));
    for words in [
        "sample answers, not a language model",
        "Dear [PATIENT_1]",
        "Dear Harriet Lindgren",
        "allow_deidentified",
        "unbroken",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    assert_eq!(code(&anteroom(&data, &["audit", "verify"], "")), 0);
}
