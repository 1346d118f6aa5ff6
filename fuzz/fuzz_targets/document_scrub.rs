//! Whatever a document holds, scrubbed it is one of the same format with as many texts, or it is not written.
#![no_main]

use std::sync::LazyLock;

use anteroom_intake::{Document, Format};
use anteroom_phi::{Engine, Mode, Seed, Settings};
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::new(&Settings::default()).expect("the word lists are in the program"));

fuzz_target!(|input: (&str, u8)| {
    let (text, shape) = input;
    let (source, promised) = match shape % 5 {
        0 => (text.to_owned(), None),
        1 => (text.to_owned(), Some(Format::Table)),
        2 => (format!("MSH|^~\\&|LAB\rPID|{text}"), None),
        3 => (format!("<a b='{text}'>{text}</a>"), None),
        _ => (
            serde_json::json!({ "note": text, text: 5_510_283 }).to_string(),
            None,
        ),
    };
    let document = Document::read(source, promised);
    let inspected = document
        .inspect(&ENGINE)
        .expect("a short text can be checked");
    let seed = Seed::new([7; 32]);
    for mode in [
        Mode::Placeholders,
        Mode::Redact,
        Mode::SafeHarbor { year: 2026 },
        Mode::Surrogates(&seed),
    ] {
        let Ok(scrubbed) = document.replace(&ENGINE, mode, &inspected) else {
            continue;
        };
        // Text of which lines are taken out may become a message, and what parts the cells of a table shows in its first line.
        let title = |text: &str| text.lines().next().map(str::to_owned);
        let is_told = match document.format() {
            Format::Text => false,
            Format::Table => title(&scrubbed.text) == title(document.source()),
            _ => true,
        };
        if !is_told {
            continue;
        }
        let again = Document::read(scrubbed.text, Some(document.format()));
        assert_eq!(again.format(), document.format());
        assert_eq!(again.segments().len(), document.segments().len());
    }
});
