//! Variations of a document: other names and places, other digits, other manners of typing.
//!
//! What a name looks like must not be learned from the few names of the corpus, nor that names have capitals.

use std::collections::HashMap;

use anyhow::Result;

use super::chance::Chance;
use crate::gold::{Document, Mark};
use crate::lexicon;

/// Names to put in.
pub(super) struct Words {
    given: Vec<String>,
    family: Vec<String>,
    towns: Vec<String>,
    /// Whole places, as the documents that are trained on have them.
    places: Vec<String>,
}

impl Words {
    pub(super) fn read(documents: &[Document]) -> Result<Self> {
        let list = |name: &str| -> Result<Vec<String>> {
            let text = lexicon::read(name)?;
            let word = |line: &str| line.split(',').next().unwrap_or_default().trim().to_owned();
            Ok(text
                .lines()
                .map(word)
                .filter(|word| word.chars().count() > 2)
                .collect())
        };
        Ok(Self {
            given: list("census_2020_given.csv.gz")?,
            family: list("census_surnames.csv.gz")?,
            towns: list("geonames_us.csv.gz")?,
            places: documents.iter().flat_map(places).collect(),
        })
    }
}

/// The places of a document.
fn places(document: &Document) -> Vec<String> {
    let marked = pieces(document).into_iter();
    let places = marked.filter(|(_, mark)| mark.is_some_and(|mark| mark.label == "GEO"));
    places.map(|(text, _)| text).collect()
}

/// The share of documents that are varied.
const VARIED: f32 = 0.6;

/// A document in pieces, marked or not.
type Piece<'d> = (String, Option<&'d Mark>);

/// The document, or a variation of it.
pub(super) fn vary(document: &Document, words: &Words, chance: &mut Chance) -> Document {
    let mut pieces = pieces(document);
    if chance.hits(VARIED) {
        if chance.hits(0.6) {
            rename(&mut pieces, words, chance);
        }
        if chance.hits(0.5) {
            renumber(&mut pieces, chance);
        }
        let manner = chance.share();
        match () {
            () if manner < 0.20 => recase(&mut pieces, str::to_lowercase),
            () if manner < 0.26 => recase(&mut pieces, str::to_uppercase),
            () => {}
        }
        if chance.hits(0.06) {
            unmark(&mut pieces);
        }
    }
    join(&document.id, &pieces)
}

fn pieces(document: &Document) -> Vec<Piece<'_>> {
    let signs: Vec<char> = document.text.chars().collect();
    let part = |from: usize, to: usize| {
        signs
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .collect::<String>()
    };
    let mut out = Vec::new();
    let mut at = 0;
    for mark in &document.spans {
        if mark.start > at {
            out.push((part(at, mark.start), None));
        }
        out.push((part(mark.start, mark.end), Some(mark)));
        at = mark.end;
    }
    out.push((part(at, signs.len()), None));
    out
}

fn join(id: &str, pieces: &[Piece<'_>]) -> Document {
    let mut document = Document {
        id: id.to_owned(),
        text: String::new(),
        spans: Vec::new(),
    };
    let mut at = 0;
    for (text, mark) in pieces {
        let end = at + text.chars().count();
        if let Some(mark) = mark {
            document.spans.push(Mark {
                start: at,
                end,
                label: mark.label.clone(),
                optional: mark.optional,
            });
        }
        document.text.push_str(text);
        at = end;
    }
    document
}

/// Puts other names in the place of names, the same for the same.
fn rename(pieces: &mut [Piece<'_>], words: &Words, chance: &mut Chance) {
    let mut given: HashMap<String, String> = HashMap::new();
    for (text, mark) in pieces {
        let Some(mark) = mark else { continue };
        match mark.label.as_str() {
            "NAME" if is_letters(text) => {
                *text = once(text, &mut given, |text| letters(text, chance));
            }
            "GEO" if chance.hits(0.25) => {
                *text = once(text, &mut given, |text| moved(text, words, chance));
            }
            "NAME" => *text = replaced(text, &mut given, |_, chance| name(words, chance), chance),
            "GEO" if chance.hits(0.5) => {
                *text = replaced(
                    text,
                    &mut given,
                    |word, chance| place(word, words, chance),
                    chance,
                )
            }
            _ => {}
        }
    }
}

/// What stands for a text, the same for the same.
fn once(
    text: &str,
    given: &mut HashMap<String, String>,
    fresh: impl FnOnce(&str) -> String,
) -> String {
    let stand = given.entry(text.to_owned()).or_insert_with(|| fresh(text));
    stand.clone()
}

/// Whether a name is two or three letters of one case: a writer's initials. What they are must not be learned, but where they
/// stand.
fn is_letters(text: &str) -> bool {
    let lower = text.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = text.bytes().all(|byte| byte.is_ascii_uppercase());
    (lower || upper) && (2..=3).contains(&text.len())
}

/// As many other letters.
fn letters(text: &str, chance: &mut Chance) -> String {
    let first = if text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        b'A'
    } else {
        b'a'
    };
    let mut letter = || char::from(first + (chance.below(26) as u8));
    text.chars().map(|_| letter()).collect()
}

/// Another whole place of the corpus, in the manner in which this one is written: what is around a place must be learned, not
/// only what places are called.
fn moved(text: &str, words: &Words, chance: &mut Chance) -> String {
    let Some(other) = words.places.get(chance.below(words.places.len().max(1))) else {
        return text.to_owned();
    };
    let capital = text.chars().any(char::is_uppercase);
    let small = text.chars().any(char::is_lowercase);
    match (capital, small) {
        (false, true) => other.to_lowercase(),
        (true, false) => other.to_uppercase(),
        _ => other.clone(),
    }
}

fn name(words: &Words, chance: &mut Chance) -> Option<String> {
    let list = if chance.hits(0.4) {
        &words.given
    } else {
        &words.family
    };
    // Half of them from the names that many bear, the other half from all.
    let reach = if chance.hits(0.5) {
        list.len().min(4000)
    } else {
        list.len()
    };
    list.get(chance.below(reach)).cloned()
}

const FIXED: [&str; 40] = [
    "street",
    "avenue",
    "road",
    "drive",
    "lane",
    "court",
    "suite",
    "hospital",
    "clinic",
    "center",
    "medical",
    "health",
    "county",
    "memorial",
    "north",
    "south",
    "east",
    "west",
    "saint",
    "family",
    "regional",
    "university",
    "children",
    "pharmacy",
    "school",
    "church",
    "house",
    "care",
    "associates",
    "group",
    "unit",
    "box",
    "and",
    "the",
    "boulevard",
    "highway",
    "place",
    "terrace",
    "circle",
    "valley",
];

fn place(word: &str, words: &Words, chance: &mut Chance) -> Option<String> {
    let lower = word.to_lowercase();
    if FIXED.contains(&lower.as_str()) || word.chars().count() < 4 || chance.hits(0.3) {
        return None;
    }
    let list = if chance.hits(0.7) {
        &words.towns
    } else {
        &words.family
    };
    list.get(chance.below(list.len()))
        .filter(|word| !word.contains(' '))
        .cloned()
}

/// Replaces every word of three letters or more, in the manner in which it is written.
fn replaced(
    text: &str,
    given: &mut HashMap<String, String>,
    mut fresh: impl FnMut(&str, &mut Chance) -> Option<String>,
    chance: &mut Chance,
) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for sign in text.chars().chain(std::iter::once('\0')) {
        if sign.is_alphabetic() {
            word.push(sign);
            continue;
        }
        if word.chars().count() >= 3 {
            let key = word.to_lowercase();
            if let Some(known) = given.get(&key).cloned().or_else(|| fresh(&word, chance)) {
                given.insert(key, known.clone());
                word = alike(&word, &known);
            }
        }
        out.push_str(&word);
        word.clear();
        if sign != '\0' {
            out.push(sign);
        }
    }
    out
}

/// `fresh` with capitals where `word` has them.
fn alike(word: &str, fresh: &str) -> String {
    let lower = fresh.to_lowercase();
    let first = word.chars().next().is_some_and(char::is_uppercase);
    let all = word.chars().all(char::is_uppercase);
    match (all, first) {
        (true, _) => lower.to_uppercase(),
        (_, true) => {
            let mut signs = lower.chars();
            signs
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(signs)
                .collect()
        }
        _ => lower,
    }
}

/// Puts other digits in the place of digits, except where a date or an age must stay one.
fn renumber(pieces: &mut [Piece<'_>], chance: &mut Chance) {
    for (text, mark) in pieces {
        let Some(mark) = mark else { continue };
        if matches!(mark.label.as_str(), "DATE" | "AGE" | "NAME" | "URL" | "IP") {
            continue;
        }
        *text = text
            .chars()
            .map(|sign| match sign {
                '0' => '0',
                '1'..='9' => char::from(b'1' + (chance.below(9) as u8)),
                _ => sign,
            })
            .collect();
    }
}

fn recase(pieces: &mut [Piece<'_>], how: fn(&str) -> String) {
    for (text, _) in pieces {
        *text = how(text);
    }
}

/// Drops the marks between words of running text.
fn unmark(pieces: &mut [Piece<'_>]) {
    for (text, mark) in pieces {
        if mark.is_none() {
            *text = text.replace([',', ';', '.'], "");
        }
    }
}
