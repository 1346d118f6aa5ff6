//! Any reply, any mapping, any cuts: the pieces give what the whole gives.
#![no_main]

use anteroom_phi::{Escape, Mapping, Restorer, restore};
use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::json;

#[derive(Arbitrary, Debug)]
struct Input {
    /// Tag, number, form, value, bracketed.
    known: Vec<(u8, u8, u8, String, bool)>,
    reserved: Vec<(u8, u8)>,
    pieces: Vec<Piece>,
    cuts: Vec<u16>,
    json: bool,
}

#[derive(Arbitrary, Debug)]
enum Piece {
    Any(String),
    Bracketed(u8, u8, u8),
    Char(char),
    Part(u8),
}

const TAGS: [&str; 5] = ["PATIENT", "DATE", "HEALTH_PLAN", "ID", "STAFF"];
const FORMS: [&str; 5] = ["", "_LAST", "_FULL", "_B", "_C12"];
const PARTS: [&str; 18] = [
    "[",
    "]",
    "\\",
    "_",
    " ",
    "\u{a0}",
    "-",
    "'s",
    "s",
    "\u{2019}",
    "u005b",
    "u005D",
    "n",
    "PATIENT_1",
    "patient",
    "health plan",
    "1",
    "_LAST",
];

fn name(tag: u8, number: u8, form: u8) -> String {
    format!(
        "{}_{}{}",
        TAGS[usize::from(tag) % TAGS.len()],
        number % 20 + 1,
        FORMS[usize::from(form) % FORMS.len()]
    )
}

fn mapping(input: &Input) -> Mapping {
    let known: serde_json::Map<_, _> = input
        .known
        .iter()
        .map(|(tag, number, form, value, _)| {
            (format!("[{}]", name(*tag, *number, *form)), json!(value))
        })
        .collect();
    let bracketed: Vec<String> = input
        .known
        .iter()
        .filter(|known| known.4)
        .map(|(tag, number, form, ..)| format!("[{}]", name(*tag, *number, *form)))
        .collect();
    let reserved: Vec<String> = input
        .reserved
        .iter()
        .map(|(tag, number)| format!("[{}]", name(*tag, *number, 0)))
        .collect();
    let bytes = json!({"known": known, "bracketed": bracketed, "reserved": reserved}).to_string();
    Mapping::from_bytes(bytes.as_bytes()).unwrap()
}

fn text(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Any(text) => text.clone(),
        Piece::Bracketed(tag, number, form) => format!("[{}]", name(*tag, *number, *form)),
        Piece::Char(c) => c.to_string(),
        Piece::Part(part) => PARTS[usize::from(*part) % PARTS.len()].to_owned(),
    };
    pieces.iter().map(piece).collect()
}

fuzz_target!(|input: Input| {
    let mapping = mapping(&input);
    assert_eq!(
        Mapping::from_bytes(&mapping.to_bytes().unwrap()).as_ref(),
        Ok(&mapping)
    );
    let text = text(&input.pieces);
    let escape = if input.json {
        Escape::Json
    } else {
        Escape::Plain
    };
    let whole = restore(&mapping, &text, escape);

    let mut cuts: Vec<usize> = input
        .cuts
        .iter()
        .map(|cut| usize::from(*cut) % (text.len() + 1))
        .filter(|cut| text.is_char_boundary(*cut))
        .collect();
    cuts.sort_unstable();
    cuts.push(text.len());
    let chars: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for cuts in [cuts, chars] {
        let mut restorer = Restorer::new(&mapping, escape);
        let mut out = String::new();
        let mut from = 0;
        for cut in cuts {
            restorer.push(&text[from..cut], &mut out);
            from = cut;
        }
        restorer.finish(&mut out);
        assert_eq!(out, whole);
    }
});
