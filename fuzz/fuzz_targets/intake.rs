//! Any text is answered, and neither a mark before it, nor a document around it, nor a cut through it hides an export;
//! of a patient, only what is listed is taken.
#![no_main]

use anteroom_intake::{Clue, Found, patients, recognize, recognize_document, several_patients};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

fuzz_target!(|input: (&str, usize, Vec<(u8, u16, u8)>)| {
    let (text, cut, places) = input;
    let export = recognize(text);
    let marked = format!("\u{feff}\n{text}");
    assert_eq!(recognize(&marked), export);
    assert!(export.is_none() || recognize_document(&chunks(text, cut)).is_some());
    if let Ok(document) = serde_json::from_str::<Value>(text) {
        let inside = json!({"arguments": document});
        assert!(recognize_document(&document).is_none() || recognize_document(&inside).is_some());
    }
    for one in patients(text) {
        let taken = one.take(["diagnosis", "plan"]);
        assert!(taken.listed.is_empty() == taken.text.is_empty());
    }
    let found = places
        .into_iter()
        .map(|(kind, start, len)| found(kind, start, len));
    let _ = several_patients(&[text, "Tamsin\n48291"], found);
});

/// A text as two chunks of a message.
fn chunks(text: &str, cut: usize) -> Value {
    let at = text.floor_char_boundary(cut % (text.len() + 1));
    let (one, two) = text.split_at(at);
    json!({"messages": [{"role": "user", "content": [
        {"type": "text", "text": one, "cache_control": {"type": "ephemeral"}},
        {"type": "text", "text": two},
    ]}]})
}

/// What a finder may claim, true or not.
fn found(kind: u8, start: u16, len: u8) -> Found {
    let clue = match kind % 4 {
        0 => Clue::Birth,
        1 => Clue::Day,
        2 => Clue::Own,
        _ => Clue::Person(kind.into()),
    };
    let start = usize::from(start);
    Found {
        clue,
        span: start..start + usize::from(len),
        text: usize::from(kind % 4),
    }
}
