//! Does a pile of bytes name an identifier, however it is written? For logs, errors, addresses and files, where nothing of a
//! patient has any business.
//!
//! Seen through: case, also reversed; percent-encoding; the escapes of JSON and of HTML, also inside one another; UTF-16 of
//! either byte order; hexadecimal; Base64 of either alphabet, wherever in it the identifier begins.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use anyhow::Result;
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};

use crate::leak::percent_decoded;

/// Encoded forms shorter than this turn up by chance in keys and hashes: 48 bits, as Base64 and as hexadecimal.
const SHORTEST_BASE64: usize = 8;
const SHORTEST_HEX: usize = 12;

/// A search for identifiers in every disguise.
#[derive(Debug)]
pub struct Disguises {
    /// Plain words, for texts from which the escapes were taken.
    plain: Search,
    /// Encoded words, for bytes as they are.
    encoded: Search,
}

#[derive(Debug)]
struct Search {
    automaton: AhoCorasick,
    /// What each pattern stands for.
    meaning: Vec<String>,
}

impl Disguises {
    /// A search for these identifiers.
    ///
    /// # Errors
    /// When there are more than one search can hold.
    pub fn of(identifiers: &[&str]) -> Result<Self> {
        let (mut plain, mut encoded) = (Vec::new(), Vec::new());
        for identifier in identifiers {
            for written in cases(identifier) {
                plain.push((written.clone().into_bytes(), format!("{identifier}, plain")));
                let forms = encodings(&written).into_iter();
                encoded.extend(forms.map(|(form, bytes)| (bytes, format!("{identifier}, {form}"))));
            }
        }
        Ok(Self {
            plain: Search::of(plain)?,
            encoded: Search::of(encoded)?,
        })
    }

    /// Every identifier in `bytes`, with its disguise.
    pub fn seen(&self, bytes: &[u8]) -> BTreeSet<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let mut seen = self.encoded.hits(bytes);
        for escape in [
            str::to_owned,
            percent_decoded,
            unescaped,
            without_references,
        ] {
            seen.extend(self.plain.hits(escape(&text).as_bytes()));
        }
        // An address in JSON, a page in JSON in an address, and so on.
        let all = without_references(&percent_decoded(&unescaped(&unescaped(&text))));
        seen.extend(self.plain.hits(all.as_bytes()));
        seen
    }
}

impl Search {
    fn of(patterns: Vec<(Vec<u8>, String)>) -> Result<Self> {
        let (bytes, meaning): (Vec<_>, Vec<_>) = patterns.into_iter().unzip();
        let automaton = AhoCorasick::new(bytes)?;
        Ok(Self { automaton, meaning })
    }

    fn hits(&self, bytes: &[u8]) -> BTreeSet<String> {
        let hits = self.automaton.find_overlapping_iter(bytes);
        let meant = hits.filter_map(|hit| self.meaning.get(hit.pattern().as_usize()));
        meant.cloned().collect()
    }
}

/// As it is written, in small letters, in capitals, and with its case reversed.
fn cases(word: &str) -> BTreeSet<String> {
    let reversed = |letter: char| match letter.is_uppercase() {
        true => letter.to_lowercase().collect::<String>(),
        false => letter.to_uppercase().collect(),
    };
    let reversed = word.chars().map(reversed).collect();
    [
        word.to_owned(),
        word.to_lowercase(),
        word.to_uppercase(),
        reversed,
    ]
    .into()
}

fn encodings(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let units = || word.encode_utf16();
    let mut all = vec![
        (
            "UTF-16, little end first",
            units().flat_map(u16::to_le_bytes).collect(),
        ),
        (
            "UTF-16, big end first",
            units().flat_map(u16::to_be_bytes).collect(),
        ),
    ];
    let hex = hex::encode(word);
    if hex.len() >= SHORTEST_HEX {
        all.push(("hexadecimal", hex.to_uppercase().into_bytes()));
        all.push(("hexadecimal", hex.into_bytes()));
    }
    for shift in 0..3 {
        let inner = base64_inside(word, shift);
        all.extend(
            inner
                .map(|bytes| ("Base64", bytes))
                .into_iter()
                .filter(|(_, bytes)| bytes.len() >= SHORTEST_BASE64),
        );
    }
    all
}

/// What Base64 shows of a word that begins `shift` bytes into a group of three: the signs that its neighbors do not change,
/// in both alphabets.
fn base64_inside(word: &str, shift: usize) -> [Vec<u8>; 2] {
    let mut bytes = vec![0; shift];
    bytes.extend_from_slice(word.as_bytes());
    let first = (shift * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD].map(|alphabet| {
        let signs = alphabet.encode(&bytes).into_bytes();
        signs.get(first..last).unwrap_or_default().to_vec()
    })
}

/// The text with the escapes of JSON strings put back.
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        units.extend(before.encode_utf16());
        let (unit, left) = escape(after);
        units.extend(unit);
        rest = left;
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}

/// The sign that an escape stands for, and what follows it; a backslash that begins none stays.
fn escape(after: &str) -> (Option<u16>, &str) {
    let coded = after.strip_prefix('u').and_then(|rest| {
        let (digits, rest) = rest.split_at_checked(4)?;
        Some((Some(u16::from_str_radix(digits, 16).ok()?), rest))
    });
    let simple = || {
        let sign = after
            .chars()
            .next()
            .filter(|sign| matches!(sign, '\\' | '/' | '"'))?;
        Some((Some(sign as u16), after.get(1..)?))
    };
    coded
        .or_else(simple)
        .unwrap_or((Some(u16::from(b'\\')), after))
}

/// The text with the numeric character references of HTML put back.
fn without_references(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        whole.push_str(before);
        let (sign, left) = reference(after).unwrap_or(('&', after));
        whole.push(sign);
        rest = left;
    }
    whole + rest
}

fn reference(after: &str) -> Option<(char, &str)> {
    let (digits, rest) = after.split_once(';')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    };
    Some((char::from_u32(number.ok()?)?, rest))
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    const NAME: &str = "Villaseñor";

    fn seen(bytes: &[u8]) -> bool {
        let all = Disguises::of(&[NAME, "551-59-2870"]).unwrap();
        !all.seen(bytes).is_empty()
    }

    /// Every letter as an escape, the digits in small letters or capitals.
    fn escaped(text: &str, upper: bool) -> String {
        let unit = |unit: u16| match upper {
            true => format!("\\u{unit:04X}"),
            false => format!("\\u{unit:04x}"),
        };
        text.encode_utf16().map(unit).collect()
    }

    #[test]
    fn every_disguise_is_seen_through() {
        let note = format!("Patient: {NAME}, seen today.");
        let coded: String = note.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let references: String = note
            .chars()
            .map(|sign| format!("&#{};", sign as u32))
            .collect();
        let in_json = serde_json::json!({"a": escaped(&note, false)}).to_string();
        for text in [
            note.clone(),
            note.to_uppercase(),
            "vILLASEÑOR".to_owned(),
            coded,
            references,
            escaped(&note, false),
            escaped(&note, true),
            in_json,
            hex::encode(&note),
            hex::encode_upper(&note),
            "/?q=551%2D59-2870".to_owned(),
            "551\\u002d59-2870".to_owned(),
        ] {
            assert!(seen(text.as_bytes()), "{text}");
        }
        for skip in 0..3 {
            let coded = STANDARD.encode(note.get(skip..).unwrap());
            assert!(seen(coded.as_bytes()), "{coded}");
        }
        let little: Vec<u8> = note.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = note.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(seen(&little) && seen(&big));
    }

    #[test]
    fn what_names_nobody_is_let_alone() {
        for text in [
            "Patient: [PATIENT_1], seen \\u0041 &#65; %41",
            "\\",
            "&#",
            "%",
            "\\u12",
            "villa",
        ] {
            assert!(!seen(text.as_bytes()), "{text}");
        }
    }
}
