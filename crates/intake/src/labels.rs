//! People named by labels in plain text: `DOB: 3/14/1961`, `MRN 44821`, `patient_name: Tamsin Okonjo`, `<dob>1961-03-14`.
//!
//! YAML, forms one below the other, numbered lists. One patient's chart has a few such values of one label, from several
//! facilities or family members, so it takes more than in records that are data.

use crate::Export;
use crate::day::Day;
use crate::name::{Shape, shape};
use crate::scan::{begins_word, window};
use crate::seen::Seen;
use crate::table::Column;

/// Fewest values of one label.
const ONE: usize = 5;
/// Fewest values of each of two labels.
const TWO: usize = 3;
/// How far a label reaches before its value, and a value behind its label, in bytes.
const REACH: usize = 48;
/// Most words of a label.
const WORDS: usize = 4;

/// Recognizes people named by labels.
pub(crate) fn recognize(text: &str) -> Option<Export> {
    let mut seen = Seen::default();
    for at in values(text) {
        if let Some((label, value)) = field(text, at) {
            seen.add(label, &value);
            if seen.several(ONE, TWO) {
                return Some(Export::PatientTable);
            }
        }
    }
    None
}

/// Where values may begin: behind a colon or an equals sign, and at digits behind a blank or a number sign.
fn values(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs.enumerate().filter_map(|(at, (before, byte))| {
        let signed = matches!(before, b':' | b'=');
        let number = matches!(before, b' ' | b'\t' | b'#' | b'>') && byte.is_ascii_digit();
        (signed || number).then_some(at + 1)
    })
}

/// The label before `at` and the value behind it.
fn field(text: &str, at: usize) -> Option<(&str, String)> {
    let (label, column) = label(text, at, Column::of)?;
    let value = value(column, window(text, at, REACH))?;
    Some((label, value))
}

/// The shortest label that ends before `at`, and what column it is `of`.
pub(crate) fn label(
    text: &str,
    at: usize,
    of: fn(&str) -> Option<Column>,
) -> Option<(&str, Column)> {
    let start = (at.saturating_sub(REACH)..=at).find(|start| text.is_char_boundary(*start))?;
    let before = text.get(start..at)?;
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let cut = |c: char| "\n\r,;|\t(){}[]<>\"".contains(c);
    let before = before.rsplit(cut).next().unwrap_or(before);
    let begins = before
        .char_indices()
        .rev()
        .filter(|(at, c)| c.is_ascii_alphabetic() && begins_word(before, *at));
    begins.take(WORDS).find_map(|(at, _)| {
        let label = before.get(at..)?;
        of(label).map(|column| (label, column))
    })
}

/// What a value says about who it is.
fn value(column: Column, text: &str) -> Option<String> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\n');
    let text = text
        .split(['\n', '\r', ';', '|', '\t', '<', '"', '('])
        .next()?;
    match column {
        Column::Birth => birth(text).map(|day| format!("{day:?}")),
        Column::Record => record(text).map(str::to_owned),
        Column::Patient => patient(text),
        Column::Family | Column::First | Column::Last | Column::Staff => None,
    }
}

/// The day that a text begins with: one word, or three.
fn birth(text: &str) -> Option<Day> {
    let words: Vec<&str> = words(text).take(3).collect();
    Day::of(words.first()?).or_else(|| Day::of(&words.join(" ")))
}

/// The number that a text begins with.
fn record(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let number = text.get(..end.unwrap_or(text.len()))?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 4).then_some(number)
}

/// A text that is a name and nothing else: in a conversation, what follows "Patient:" is what the patient says.
fn patient(text: &str) -> Option<String> {
    let name = words(text).collect::<Vec<_>>().join(" ");
    let sentence = |word: &str| word.len() > 3 && word.ends_with('.');
    (shape(&name) == Shape::Full && !words(text).any(sentence)).then(|| name.to_lowercase())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [(&str, &str, &str); 5] = [
        ("Harriet Lindgren", "3/14/1961", "44821"),
        ("Tamsin Okonjo", "2/4/1971", "48291"),
        ("Bo Wu", "11/5/1980", "50317"),
        ("Mei Castellano", "7/19/1948", "39006"),
        ("Arlo Fitzgerald", "12/1/2004", "61150"),
    ];

    fn all(record: impl Fn(&str, &str, &str) -> String) -> String {
        PEOPLE
            .map(|(name, day, number)| record(name, day, number))
            .concat()
    }

    #[test]
    fn people_with_labels() {
        for text in [
            all(|name, day, number| format!("- name: {name}\n  dob: {day}\n  mrn: {number}\n")),
            all(|name, day, _| format!("{name}\nDate of Birth:\n  {day}\nReason: cough\n\n")),
            all(|name, _, _| format!("Patient: {name}\nReason: cough\n\n")),
            all(|name, _, _| format!("patient_name = \"{}\"\n", name.replace(' ', ", "))),
            all(|name, day, number| format!("1. {name}, DOB {day}, MRN {number} ")),
            all(|_, _, number| format!("saw MRN# {number} today, ")),
            all(|_, day, _| format!("<dob>{day}</dob>")),
            all(|_, day, number| format!("<p dob=\"{day}\" mrn='{number}'/>")),
            "born: March 14, 1961; born 14 Mar 1962; born: 3/14/63; born 3/14/1964; born 1965-03-14".to_owned(),
            PEOPLE[..3].iter().map(|(_, day, number)| format!("DOB {day} MRN {number}\n")).collect(),
        ] {
            assert_eq!(recognize(&text), Some(Export::PatientTable), "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            "DOB: 3/14/1961\nMRN: 44821\nMember ID: 5103\nPolicy number: 7781\nSSN: 551-59-2870\nMedicare ID: 1EG4123\nChart: 20411".to_owned(),
            "dob 3/14/1961, DOB: 03/14/1961, dob 1961-03-14, DOB March 14 1961, dob: 14 Mar 1961".to_owned(),
            "Mother DOB: 3/14/1991 MRN 44821. Baby DOB: 2/4/2024 MRN 44822.".to_owned(),
            "MRN 44821 K 4.1\nMRN 44821 K 4.2\nMRN 44821 K 4.3\nMRN 44821 K 4.4\nMRN 44821 K 4.5".to_owned(),
            "Patient: Yeah. Not really.\nPatient: Okay. Thanks.\nPatient: It hurts.\nPatient: Right. Here.\nPatient: No\nPatient: Left. Also.".to_owned(),
            "chart 1, chart 2, chart 3, chart 4, chart 5, chart 6".to_owned(),
            "first: 10234\nlast: 10235\nfirst: 10236\nfirst: 10237\nfirst: 10238\nfirst: 10239".to_owned(),
            all(|_, day, _| format!("seen: {day}\n")),
            String::new(),
            ":".to_owned(),
        ] {
            assert_eq!(recognize(&text), None, "{text}");
        }
    }
}
