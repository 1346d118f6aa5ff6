//! ICD-10-CM codes: how they are written, and the official list that a practice loads (`icd10cm_order_YYYY.txt`, published
//! by CMS and CDC each fiscal year). The list itself is not part of the program.
//!
//! A line of the order file has fixed columns, counted from 1: 1-5 order number, 7-13 code without its dot, 15 whether it
//! is valid for HIPAA-covered transactions (1) or a header (0), 17-76 short description, 78 on the long one.

use std::collections::BTreeMap;

/// A code of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whether it can stand on a claim; a header cannot.
    pub billable: bool,
    /// Short description.
    pub short: String,
    /// Long description.
    pub long: String,
}

/// The official list of one year.
#[derive(Clone, Debug, Default)]
pub struct Codes(BTreeMap<String, Entry>);

/// The file is not an order file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodesError {
    /// It holds no code.
    #[error("the code file holds no code; load icd10cm_order_YYYY.txt")]
    Empty,
    /// A line has other columns.
    #[error("line {0} of the code file is not a line of an ICD-10-CM order file")]
    Line(usize),
    /// A code is there twice.
    #[error("line {0} of the code file repeats a code")]
    Twice(usize),
}

impl Codes {
    /// Reads an order file.
    ///
    /// # Errors
    /// At the first line that has other columns: half a list would call good codes unknown.
    pub fn read(text: &str) -> Result<Codes, CodesError> {
        let mut codes = BTreeMap::new();
        let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        for (at, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let (code, entry) = entry(line).ok_or(CodesError::Line(at + 1))?;
            if codes.insert(code, entry).is_some() {
                return Err(CodesError::Twice(at + 1));
            }
        }
        match codes.is_empty() {
            true => Err(CodesError::Empty),
            false => Ok(Codes(codes)),
        }
    }

    /// The entry of a code, with or without its dot.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.0.get(&code.to_ascii_uppercase().replace('.', ""))
    }

    /// How many codes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none. A list that was read has some.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn entry(line: &str) -> Option<(String, Entry)> {
    let line = line.trim_end();
    let order = line.get(..5)?;
    let code = line.get(6..13)?.trim_end();
    let billable = match line.get(14..15)? {
        "0" => false,
        "1" => true,
        _ => return None,
    };
    let gaps = [5..6, 13..14, 15..16];
    let are_blank = gaps.into_iter().all(|gap| line.get(gap) == Some(" "));
    let is_order = order.chars().all(|c| c.is_ascii_digit());
    let rest = line.get(16..)?;
    let (short, long) = match rest.char_indices().nth(60) {
        Some((at, _)) => rest.split_at_checked(at)?,
        None => (rest, rest),
    };
    let entry = Entry {
        billable,
        short: short.trim().to_owned(),
        long: long.trim().to_owned(),
    };
    let is_entry = are_blank && is_order && is_bare_code(code) && !entry.short.is_empty();
    is_entry.then(|| (code.to_owned(), entry))
}

/// Whether a text is written as an ICD-10-CM code: a letter, a digit, a digit or letter, and after a dot up to four more.
#[must_use]
pub fn is_code(text: &str) -> bool {
    match text.split_once('.') {
        Some((category, rest)) => {
            category.len() == 3 && !rest.is_empty() && is_bare_code(&format!("{category}{rest}"))
        }
        None => text.len() == 3 && is_bare_code(text),
    }
}

/// The same without its dot.
fn is_bare_code(code: &str) -> bool {
    let mut letters = code.chars();
    let is_letter = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let is_digit = letters.next().is_some_and(|c| c.is_ascii_digit());
    let rest = letters.as_str();
    let is_rest = rest
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    is_letter && is_digit && is_rest && (1..=5).contains(&rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines in the columns of the order file; the codes and words are of the public list.
    fn line(order: u32, code: &str, flag: u8, short: &str, long: &str) -> String {
        format!("{order:05} {code:<7} {flag} {short:<60} {long}\n")
    }

    fn list() -> String {
        line(1, "J45", 0, "Asthma", "Asthma")
            + &line(
                2,
                "J4520",
                1,
                "Mild intermittent asthma, uncomplicated",
                "Mild intermittent asthma, uncomplicated",
            )
            + &line(
                3,
                "I10",
                1,
                "Essential (primary) hypertension",
                "Essential (primary) hypertension",
            )
    }

    #[test]
    fn the_order_file_is_read_by_its_columns() {
        let codes = Codes::read(&list()).unwrap();
        assert_eq!(codes.len(), 3);
        let asthma = codes.get("J45.20").unwrap();
        assert!(asthma.billable);
        assert_eq!(asthma.long, "Mild intermittent asthma, uncomplicated");
        assert!(!codes.get("J45").unwrap().billable);
        assert_eq!(codes.get("J45.99"), None);
    }

    #[test]
    fn half_a_list_is_no_list() {
        assert_eq!(Codes::read("").unwrap_err(), CodesError::Empty);
        let other = list() + "J45.20,Asthma\n";
        assert_eq!(Codes::read(&other).unwrap_err(), CodesError::Line(4));
        let twice = list() + &line(4, "I10", 1, "Again", "Again");
        assert_eq!(Codes::read(&twice).unwrap_err(), CodesError::Twice(4));
        let flag = line(1, "I10", 2, "Essential", "Essential");
        assert_eq!(Codes::read(&flag).unwrap_err(), CodesError::Line(1));
    }

    #[test]
    fn codes_are_told_by_their_form() {
        for (text, is) in [
            ("I10", true),
            ("J45.20", true),
            ("S72.001A", true),
            ("C4A.0", true),
            ("I1", false),
            ("i10", false),
            ("J4520", false),
            ("J45.", false),
            ("J45.12345", false),
            ("99213", false),
            ("é10", false),
        ] {
            assert_eq!(is_code(text), is, "{text}");
        }
    }
}
