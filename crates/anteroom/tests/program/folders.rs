//! `scrub --out` and `scrub --check` over many documents: the real binary, real folders.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::support::{anteroom, code, text};

const NOTE: &str =
    "Patient: Harriet Lindgren   MRN: 5510283\nCall her at (740) 555-0141. BP 134/82.\n";
const CSV: &str = "id,last,first,dob\n5510283,\"Lindgren, Jr\",Harriet,03/14/1961\n";
const JSON: &str = "{\"mrn\": 5510283, \"note\": \"Ms. Lindgren \\u0026 son\"}\n";
const HIDDEN: [&str; 5] = ["Harriet", "Lindgren", "5510283", "555-0141", "03/14/1961"];

/// A folder with notes, some of them deeper, and one that is hidden.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, content) in [
            ("in/note.txt", NOTE),
            ("in/deep/er/table.csv", CSV),
            ("in/deep/record.json", JSON),
            ("in/empty.txt", ""),
            ("in/.hidden/note.txt", NOTE),
            ("in/.hidden.txt", NOTE),
        ] {
            place.write(name, content);
        }
        place.settle();
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::create_dir_all(self.at(name).parent().unwrap()).unwrap();
        fs::write(self.at(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }

    /// Waits until what was written is older than a tick: what changed just before it was read is done again.
    fn settle(&self) {
        std::thread::sleep(std::time::Duration::from_millis(30));
    }

    /// Runs `scrub`; a word that begins with `@` is a path in this place.
    fn scrub(&self, line: &str) -> Output {
        self.run("scrub", line)
    }

    fn run(&self, command: &str, line: &str) -> Output {
        let full = |word: &str| match word.strip_prefix('@') {
            Some(name) => self.at(name).to_str().unwrap().to_owned(),
            None => word.to_owned(),
        };
        let words: Vec<String> = line.split_whitespace().map(full).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        anteroom(
            Path::new("/nowhere"),
            &[&[command], words.as_slice()].concat(),
            "",
        )
    }

    /// The summary of a run that must end so.
    fn summary(&self, line: &str, exit: i32) -> serde_json::Value {
        let done = self.scrub(&format!("{line} --json"));
        assert_eq!(code(&done), exit, "{}", text(&done.stderr));
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// The names of all files below a folder.
    fn files(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = walk(&self.at(folder))
            .iter()
            .map(|path| {
                path.strip_prefix(self.at(folder))
                    .unwrap()
                    .display()
                    .to_string()
            })
            .collect();
        names.sort();
        names
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn counts(summary: &serde_json::Value) -> (u64, u64, u64) {
    let count = |what: &str| {
        let number = summary.pointer(&format!("/documents/{what}"));
        number.unwrap().as_u64().unwrap()
    };
    (count("done"), count("skipped"), count("failed"))
}

#[test]
fn every_document_goes_to_its_place_in_its_format() {
    let place = Place::new();
    let done = place.scrub("@in --out @out");
    assert_eq!(code(&done), 0, "{}", text(&done.stderr));
    assert_eq!(text(&done.stdout), "");
    let said = text(&done.stderr);
    assert!(
        said.contains("Documents: 4 done, 0 finished before, 0 failed."),
        "{said}"
    );
    assert!(said.contains("1 json, 1 table, 2 text"), "{said}");
    for name in ["note.txt", "deep/er/table.csv", "deep/record.json"] {
        let safe = place.read(&format!("out/{name}"));
        for hidden in HIDDEN {
            assert!(
                !safe.contains(hidden) && !said.contains(hidden),
                "{hidden} is left in {name}"
            );
        }
    }
    assert!(place.read("out/note.txt").ends_with("BP 134/82.\n"));
    assert_eq!(
        place.read("out/deep/er/table.csv"),
        "id,last,first,dob\n[MRN_1],\"[PATIENT_1]\",[PATIENT_2],[DATE_1]\n"
    );
    assert_eq!(
        place.read("out/deep/record.json"),
        "{\"mrn\": \"[MRN_1]\", \"note\": \"Ms. [PERSON_1] \\u0026 son\"}\n"
    );
    assert_eq!(place.read("out/empty.txt"), "");
    let visible: Vec<String> = place
        .files("out")
        .into_iter()
        .filter(|name| !name.starts_with(".anteroom-scrub/"))
        .collect();
    assert_eq!(
        visible,
        [
            "deep/er/table.csv",
            "deep/record.json",
            "empty.txt",
            "note.txt"
        ]
    );
    assert_eq!(
        place.read("in/note.txt"),
        NOTE,
        "what is read stays as it is"
    );
}

#[test]
fn several_paths_keep_their_names() {
    let place = Place::new();
    place.write("one.txt", NOTE);
    let summary = place.summary("@in/deep @one.txt @in/.hidden.txt --out @out --jobs 1", 0);
    assert_eq!(counts(&summary), (4, 0, 0));
    for name in [
        "deep/er/table.csv",
        "deep/record.json",
        "one.txt",
        ".hidden.txt",
    ] {
        assert!(place.at("out").join(name).is_file(), "{name}");
    }
    let refused = place.scrub("@in/note.txt @in/.hidden/note.txt --out @other");
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("two of the paths"));
}

#[test]
fn the_summary_is_numbers() {
    let place = Place::new();
    let summary = place.summary("@in --out @out", 0);
    assert_eq!(
        summary["formats"],
        serde_json::json!({"json": 1, "table": 1, "text": 2})
    );
    assert_eq!(summary["bytes"], NOTE.len() + CSV.len() + JSON.len());
    assert_eq!(summary["found"]["mrn"], 3, "{summary}");
    assert_eq!(summary["named"], 0);
    place.write("more/harriet_lindgren.txt", NOTE);
    place.write("more/3/14.txt", NOTE);
    let done = place.scrub("@more --out @moreout");
    let said = text(&done.stderr);
    assert!(said.contains("1 file name may hold"), "{said}");
    assert!(!said.contains("harriet"), "{said}");
    assert_eq!(text(&place.scrub("@in --out @quiet --quiet").stderr), "");
}

#[test]
fn what_is_finished_is_not_done_again() {
    let place = Place::new();
    assert_eq!(counts(&place.summary("@in --out @out", 0)), (4, 0, 0));
    assert_eq!(counts(&place.summary("@in --out @out", 0)), (0, 4, 0));
    place.write("in/note.txt", "Seen today, BP 120/80.\n");
    place.write("in/new.txt", NOTE);
    fs::remove_file(place.at("out/empty.txt")).unwrap();
    place.settle();
    assert_eq!(counts(&place.summary("@in --out @out", 0)), (3, 2, 0));
    assert_eq!(place.read("out/note.txt"), "Seen today, BP 120/80.\n");
    assert_eq!(
        counts(&place.summary("@in --out @out --mode redact", 0)),
        (5, 0, 0)
    );
    assert_eq!(
        counts(&place.summary("@in --out @out --mode redact", 0)),
        (0, 5, 0)
    );
    assert!(place.read("out/deep/er/table.csv").contains('\u{2588}'));
}

/// An old date does not hide that a file is another one now.
#[test]
fn a_file_that_was_put_back_is_done_again() {
    let place = Place::new();
    assert_eq!(counts(&place.summary("@in --out @out", 0)), (4, 0, 0));
    place.write("older.txt", "BP 1");
    let old = std::time::SystemTime::UNIX_EPOCH;
    fs::File::options()
        .write(true)
        .open(place.at("older.txt"))
        .unwrap()
        .set_modified(old)
        .unwrap();
    fs::rename(place.at("older.txt"), place.at("in/note.txt")).unwrap();
    assert_eq!(counts(&place.summary("@in --out @out", 0)), (1, 3, 0));
}

/// Nothing that goes along with the documents tells their age or can be compared with a guess of what they said.
#[test]
fn the_record_tells_nothing_of_the_documents() {
    let place = Place::new();
    let now = fs::metadata(place.at("in/note.txt")).unwrap().modified();
    let before = now.unwrap() - std::time::Duration::from_secs(3600);
    fs::File::options()
        .write(true)
        .open(place.at("in/note.txt"))
        .unwrap()
        .set_modified(before)
        .unwrap();
    place.summary("@in --out @out", 0);
    let made = fs::metadata(place.at("out/note.txt"))
        .unwrap()
        .modified()
        .unwrap();
    assert!(made > before + std::time::Duration::from_secs(3000));
    let record = place.read("out/.anteroom-scrub/run.json");
    assert!(record.len() < 300 && !record.contains("note"), "{record}");
}

#[test]
fn what_cannot_be_done_is_told_and_the_rest_is_done() {
    let place = Place::new();
    place.write("in/latin1.txt", b"Jos\xe9 Lindgren");
    place.write(
        "in/keys.json",
        "{\"Harriet Lindgren\": 1, \"Tamsin Okonjo\": 2}",
    );
    std::os::unix::fs::symlink(place.at("in"), place.at("in/loop")).unwrap();
    let summary = place.summary("@in @missing.txt --out @out --mode redact", 4);
    assert_eq!(counts(&summary), (4, 0, 3));
    let again = place.scrub("@in @missing.txt --out @out --mode redact");
    let said = text(&again.stderr);
    for words in [
        "latin1.txt: it is not UTF-8 text: byte 3",
        "keys.json: two keys",
        "missing.txt: ",
    ] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    for hidden in HIDDEN {
        assert!(!said.contains(hidden), "{hidden}");
    }
    assert!(!place.at("out/in/latin1.txt").exists() && !place.at("out/in/keys.json").exists());
    assert!(
        said.contains("0 done, 4 finished before, 3 failed"),
        "{said}"
    );
}

/// What an earlier run has made must not pass for what this one could not make.
#[test]
fn what_cannot_be_done_any_more_is_taken_away() {
    let place = Place::new();
    place.summary("@in --out @out", 0);
    place.write("in/note.txt", b"Jos\xe9");
    assert_eq!(counts(&place.summary("@in --out @out", 4)), (0, 3, 1));
    assert!(!place.at("out/note.txt").exists());
}

#[test]
fn lines_that_cannot_be_done_are_told_by_number() {
    let place = Place::new();
    let bad = "{\"Harriet Lindgren\": 1, \"Tamsin Okonjo\": 2}\n";
    let lines = format!("{}{bad}", "{\"n\": \"Stable.\"}\n".repeat(70_000));
    place.write("lines/long.jsonl", lines);
    let refused = place.scrub("@lines --out @out --mode redact");
    assert_eq!(code(&refused), 4);
    let said = text(&refused.stderr);
    assert!(said.contains("long.jsonl: line 70001: two keys"), "{said}");
    assert!(!place.at("out/long.jsonl").exists());
}

#[test]
fn folders_that_do_not_fit_are_refused() {
    let place = Place::new();
    place.write("foreign/mine.txt", "mine");
    for (line, words) in [
        ("@in --out @in/out", "lie in one another"),
        ("@in --out @in", "lie in one another"),
        ("@in/deep --out @in", "lie in one another"),
        ("@in --out @foreign", "is not empty"),
        ("@in --out @out --maps @out/maps", "maps lead back"),
        ("@in --out @out --mode redact --maps @maps", "no way back"),
        (
            "@in --out @out --report @report.json",
            "only --mode safe-harbor",
        ),
        ("--out @out", "name the files"),
        ("@in", "add --out DIR"),
        ("@in/note.txt @in/empty.txt", "add --out DIR"),
        ("@in --maps @maps", "--out"),
    ] {
        let refused = place.scrub(line);
        assert_eq!(code(&refused), 2, "{line}: {}", text(&refused.stderr));
        assert!(
            text(&refused.stderr).contains(words),
            "{line}: {}",
            text(&refused.stderr)
        );
    }
    assert_eq!(place.read("foreign/mine.txt"), "mine");
    assert!(!place.at("out").exists() && !place.at("in/out").exists());
}

#[test]
fn maps_lead_back() {
    let place = Place::new();
    for mode in ["placeholders", "surrogates"] {
        place.summary(
            &format!("@in --out @{mode} --maps @{mode}-maps --mode {mode}"),
            0,
        );
        let maps = format!("{mode}-maps");
        let mode_of = |name: &str| {
            fs::metadata(place.at(&maps).join(name))
                .unwrap()
                .permissions()
                .mode()
                & 0o777
        };
        assert_eq!(
            (
                mode_of(""),
                mode_of("deep"),
                mode_of("deep/record.json.map")
            ),
            (0o700, 0o700, 0o600)
        );
        let note = place.run(
            "restore",
            &format!("--map @{maps}/note.txt.map @{mode}/note.txt"),
        );
        assert_eq!(text(&note.stdout), NOTE);
        let table = place.run(
            "restore",
            &format!("--keep-format --map @{maps}/deep/er/table.csv.map @{mode}/deep/er/table.csv"),
        );
        assert_eq!(text(&table.stdout), CSV);
    }
    fs::remove_file(place.at("placeholders-maps/note.txt.map")).unwrap();
    let again = place.summary("@in --out @placeholders --maps @placeholders-maps", 0);
    assert_eq!(
        counts(&again),
        (1, 3, 0),
        "a document without its map is not finished"
    );
}

/// A file as JSON.
fn json(place: &Place, name: &str) -> serde_json::Value {
    serde_json::from_str(&place.read(name)).unwrap()
}

#[test]
fn one_report_speaks_of_all_documents_also_of_those_done_before() {
    let place = Place::new();
    let line = "@in --out @out --mode safe-harbor --report";
    place.summary(&format!("{line} @first.json"), 0);
    let first = json(&place, "first.json");
    assert_eq!(first["documents"], 4);
    assert_eq!(first["census_year"], 2020);
    let row = |report: &serde_json::Value, letter: &str| {
        let rows = report["rows"].as_array().unwrap().iter();
        let rule = format!("45 CFR 164.514(b)(2)(i)({letter})");
        let found = rows.filter(|row| row["rule"] == rule.as_str());
        found.fold((0, 0), |(removed, coarse), row| {
            let count = |what: &str| row[what].as_u64().unwrap();
            (removed + count("removed"), coarse + count("generalized"))
        })
    };
    assert_eq!(row(&first, "H"), (3, 0), "record numbers: {first}");
    assert_eq!(row(&first, "A"), (4, 0), "names: {first}");
    // One is done anew, one is new, three were finished before.
    fs::remove_file(place.at("out/note.txt")).unwrap();
    place.write("in/new.txt", NOTE);
    place.settle();
    let summary = place.summary(&format!("{line} @second.json"), 0);
    assert_eq!(counts(&summary), (2, 3, 0));
    let second = json(&place, "second.json");
    assert_eq!(second["documents"], 5);
    assert_eq!(row(&second, "H"), (4, 0), "record numbers: {second}");
    assert_eq!(row(&second, "A"), (5, 0), "names: {second}");
    assert_eq!(row(&second, "C"), row(&first, "C"), "dates: {second}");
    for hidden in HIDDEN {
        assert!(!second.to_string().contains(hidden), "{hidden}");
    }
}

#[test]
fn the_report_says_what_it_does_not_speak_of() {
    let place = Place::new();
    place.write("in/latin1.txt", b"Jos\xe9 Lindgren");
    place.summary("@in --out @out --mode safe-harbor --report @report.json", 4);
    let report = json(&place, "report.json");
    assert_eq!(
        (&report["documents"], &report["failed"]),
        (&4.into(), &1.into())
    );
    let again = place.scrub("@in --out @out --mode safe-harbor --report @report.json");
    assert_eq!(code(&again), 2);
    assert!(text(&again.stderr).contains("is there already"));
}

#[test]
fn long_json_lines_are_documents_of_their_own() {
    let place = Place::new();
    let line = |n: u32| {
        format!(
            "{{\"last_name\":\"Lindgren\",\"n\":{n},\"note\":\"Ms. Lindgren, BP 134/82. {}\"}}\n",
            "Stable. ".repeat(120)
        )
    };
    let lines: String = (0..1200).map(line).collect();
    assert!(lines.len() > 1 << 20);
    place.write("lines/long.jsonl", &lines);
    let summary = place.summary("@lines --out @out --maps @maps", 0);
    assert_eq!(summary["formats"], serde_json::json!({"json_lines": 1}));
    let safe = place.read("out/long.jsonl");
    assert_eq!(safe.lines().count(), 1200);
    assert!(!safe.contains("Lindgren") && !safe.contains("[PATIENT_2]"));
    let back = place.run("restore", "--map @maps/long.jsonl.map @out/long.jsonl");
    assert_eq!(text(&back.stdout), lines);
}

#[test]
fn checks_say_where_and_never_what() {
    let place = Place::new();
    place.write("clean/a.txt", "BP 134/82, HR 70.\n");
    let found = place.scrub("--check @in @clean");
    let report = text(&found.stdout);
    assert_eq!(code(&found), 1);
    for line in [
        "in/note.txt:2:13 phone number (sure)",
        "in/deep/er/table.csv:2:10 name (sure)",
        "in/deep/record.json:1:9 ",
    ] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    for hidden in HIDDEN {
        assert!(!report.contains(hidden), "{hidden}");
    }
    assert!(!report.contains("hidden.txt") && !report.contains("a.txt"));
    assert_eq!(code(&place.scrub("--check @clean @clean/a.txt")), 0);
    assert_eq!(code(&place.scrub("--check @clean @missing")), 4);
    assert_eq!(code(&place.scrub("--check @missing @in/note.txt")), 1);
    let json = text(
        &place
            .scrub("--check --json @in/note.txt @clean/a.txt")
            .stdout,
    );
    let lines: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines.last().unwrap()["found"], serde_json::json!({}));
}

#[test]
fn one_text_keeps_its_format_when_asked_to() {
    let place = Place::new();
    let done = place.scrub("--keep-format @in/deep/record.json");
    assert_eq!(
        text(&done.stdout),
        "{\"mrn\": \"[MRN_1]\", \"note\": \"Ms. [PERSON_1] \\u0026 son\"}\n"
    );
    let plain = place.scrub("@in/deep/record.json");
    assert_eq!(
        text(&plain.stdout),
        "{\"mrn\": [MRN_1], \"note\": \"Ms. [PERSON_1] \\u0026 son\"}\n"
    );
}

/// `kill -9` in the middle: what stands in the folder is whole, and the next run does the rest and cleans up.
#[test]
fn a_run_that_was_killed_goes_on() {
    let place = Place::new();
    let long = NOTE.repeat(100);
    for n in 0..120 {
        place.write(&format!("many/{}/{n}.txt", n % 7), &long);
    }
    place.settle();
    let arguments = [
        "scrub",
        place.at("many").to_str().unwrap(),
        "--out",
        place.at("out").to_str().unwrap(),
    ]
    .map(str::to_owned);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_anteroom"))
        .args(arguments)
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let is_begun = || place.at("out/0").is_dir();
    for _ in 0..10_000 {
        if is_begun() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let whole: Vec<String> = place
        .files("out")
        .into_iter()
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert!(!whole.is_empty() && whole.len() < 120, "{}", whole.len());
    for name in &whole {
        assert!(
            place.read(&format!("out/{name}")).ends_with("BP 134/82.\n"),
            "{name} is cut"
        );
    }
    place.write("out/.anteroom-scrub/drafts/9999", "half");
    let (done, skipped, failed) = counts(&place.summary("@many --out @out", 0));
    assert_eq!(
        (done + skipped, skipped, failed),
        (120, whole.len() as u64, 0)
    );
    assert_eq!(
        fs::read_dir(place.at("out/.anteroom-scrub/drafts"))
            .unwrap()
            .count(),
        0
    );
}

#[test]
fn two_runs_do_not_write_to_one_folder() {
    let place = Place::new();
    place.summary("@in --out @out", 0);
    let held = fs::File::open(place.at("out/.anteroom-scrub/lock")).unwrap();
    held.lock().unwrap();
    let refused = place.scrub("@in --out @out");
    assert_eq!(code(&refused), 4);
    assert!(text(&refused.stderr).contains("another run"));
}
