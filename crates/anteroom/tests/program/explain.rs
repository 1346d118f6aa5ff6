//! `scrub --explain` and `scrub --why-not`: reasons and places, never a word of the text.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::HashSet;
use std::path::Path;

use anteroom_phi::{Check, Dropped, Ground, Kind, Layer, LostBy, Need, Sight, recognizers};

use crate::support::{anteroom, code, text};

const NOTE: &str =
    "Patient: Harriet Lindgren   MRN: 5510283\nCall her at (740) 555-0141. Uses a walker.\n";

fn run(arguments: &[&str], input: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = anteroom(folder.path(), &[&["scrub"], arguments].concat(), input);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn every_find_is_named_by_place_with_its_reasons() {
    let told = run(&["--explain"], NOTE);
    for line in [
        "-:1:10 name (sure)",
        "    A label, a column title or its position says what it is. [field]",
        "    Sure: a label says what it is.",
        "-:1:34 medical record number (sure)",
        "    Set aside: other number (please check) [other_id]. It rests on less.",
        "-:2:13 phone number (sure)",
        "    Passed: The phone numbering plan has such numbers.",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
}

#[test]
fn a_place_says_why_it_was_not_found_or_that_it_was() {
    let told = run(&["--why-not", "2:38", "--why-not", "2:10-2:26"], NOTE);
    for line in [
        "-:2:36 not found",
        "    Its usual meaning is medical, so it was kept.",
        "    Seen: It is on a list of names.",
        "-:2:13 phone number (sure)",
        "-:2:10 not found",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
    assert!(told.contains("It would be found with "), "{told}");
    assert!(!told.contains("1:10"), "only what was asked: {told}");
}

#[test]
fn json_holds_codes_and_sentences() {
    let told = run(&["--explain", "--why-not", "2:38", "--json"], NOTE);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let phone = &told["finds"][2];
    assert_eq!((&phone["line"], &phone["column"]), (&2.into(), &13.into()));
    assert_eq!(phone["kind"], "phone");
    assert_eq!(phone["spoke"][0]["recognizer"], "phone");
    assert_eq!(phone["checks"][1]["code"], "phone_plan");
    assert_eq!(phone["outweighed"][0]["by"]["code"], "precedence");
    assert_eq!(phone["why_confidence"]["code"], "labeled");
    let place = &told["places"][0];
    assert_eq!(
        (&place["asked"], &place["found"]),
        (&"2:38".into(), &serde_json::json!([]))
    );
    assert_eq!(place["missed"][0]["dropped_by"][0]["code"], "keep_list");
}

#[test]
fn what_is_no_place_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for place in ["9:1", "1:99", "1", "1:26", "2:3-1:1"] {
        let refused = anteroom(folder.path(), &["scrub", "--why-not", place], NOTE);
        assert_eq!(code(&refused), 2, "{place}");
        assert!(refused.stdout.is_empty());
        assert!(!text(&refused.stderr).contains("Harriet"));
    }
    let both = anteroom(folder.path(), &["scrub", "--explain", "--check"], NOTE);
    assert_eq!(code(&both), 2);
}

/// A text of the marked-up ones, marks and all: they are words too.
fn desk() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/train");
    let all = std::fs::read_to_string(folder.join("desk.txt")).unwrap();
    all.lines()
        .take(150)
        .map(|line| format!("{line}\n"))
        .collect()
}

fn words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.map(str::to_lowercase).collect()
}

/// What the command itself says around the codes and sentences of the library.
const OWN: &str = "Passed Set aside Seen Proposed It would be found with or not found. No label, title or state beside it \
                   would make it a find. sure fairly please check file finds line column kind confidence spoke layer \
                   recognizer says checks code outweighed proposed by why places asked missed dropped needed field hl7 \
                   key table x12 encoded people";

/// All codes of some sets with their sentences.
macro_rules! said {
    ($($set:ident),+) => {
        [$($set::ALL.iter().map(|one| format!("{} {}", one.code(), one.says())).collect::<Vec<_>>()),+].concat()
    };
}

/// Every word that an explanation may hold.
fn vocabulary() -> HashSet<String> {
    let kinds = Kind::ALL.iter();
    let kinds = kinds.map(|kind| format!("{} {}", kind.plain().0, kind.code()));
    let rules = recognizers().iter().map(|rule| rule.id.to_owned());
    let said = said!(Layer, Check, LostBy, Ground, Sight, Dropped, Need);
    let all: Vec<String> = kinds
        .chain(rules)
        .chain(said)
        .chain([OWN.to_owned()])
        .collect();
    words(&all.join(" "))
}

#[test]
fn no_word_of_the_text_is_told() {
    let (desk, own) = (desk(), vocabulary());
    let secret: HashSet<String> = words(&desk)
        .into_iter()
        .filter(|word| word.chars().count() > 3 && !own.contains(word))
        .collect();
    assert!(secret.len() > 500);
    for arguments in [
        &["--explain"][..],
        &["--explain", "--json"],
        &["--why-not", "2:1-2:20", "--json"],
        &["--why-not", "2:1-2:20"],
    ] {
        let told = run(arguments, &desk);
        assert!(!told.is_empty());
        let leaked: Vec<String> = words(&told).intersection(&secret).cloned().collect();
        assert_eq!(leaked, [""; 0], "{arguments:?}");
    }
}
