//! A single note is never called an export: measured on the notes of `corpus/`.

use std::path::Path;

/// Files of notes, letters and messages about one patient each. Files of the office hold real tables, and are not here.
const NOTES: [&str; 11] = [
    "train/clinical.txt",
    "train/inpatient.txt",
    "train/outpatient.txt",
    "train/wards.txt",
    "train/rounds.txt",
    "train/notes.txt",
    "train/clean.txt",
    "train/jargon.txt",
    "heldout/clean.txt",
    "heldout/clinical.txt",
    "heldout/fresh.txt",
];

/// What stands among them and is an export or a list of patients, by its own heading; the rest are single notes.
const EXPORTS: [&str; 7] = [
    "in036", "in061", "ou061", "ou063", "wa258", "fr058", "fr108",
];

#[test]
fn no_single_note_is_an_export() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let (mut notes, mut called) = (0, Vec::new());
    for file in NOTES {
        let text = std::fs::read_to_string(corpus.join(file)).unwrap();
        for document in text.split("\n### ") {
            let (head, marked) = document.split_once('\n').unwrap_or((document, ""));
            let export = anteroom_intake::recognize(&unmarked(marked));
            if EXPORTS.iter().any(|id| head.starts_with(id)) {
                assert!(export.is_some(), "{file} {head}");
                continue;
            }
            notes += 1;
            called.extend(export.map(|export| format!("{file} {head}: {}", export.code())));
        }
    }
    assert!(notes > 1700, "only {notes} notes");
    assert_eq!(called, [""; 0], "{} of {notes}", called.len());
}

/// The text without its marks: `[[LABEL:words]]` is `words`.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once("[[") {
        out.push_str(before);
        let (words, after) = marked.split_once("]]").unwrap_or((marked, ""));
        out.push_str(words.split_once(':').map_or(words, |(_, words)| words));
        rest = after;
    }
    out + rest
}
