//! "SSN: 55l-59-287O": numbers behind a label in which a scanner or a typist took letters for digits.
//!
//! Recognizers read digits. Behind a label that says what follows, letters that look like digits count as digits too, when
//! together they are as many as such a number has.

use super::meaning::Meaning;
use super::{line, value};
use crate::kind::Kind;
use crate::recognize::Candidate;
use crate::span::Span;
use crate::text::{Class, Gap, Page};

/// Letters that are taken for digits.
const LOOK_ALIKE: &str = "OoQDlIi|SsBZz";
/// Longest such number, in bytes.
const LONGEST: usize = 24;

/// Proposes misread numbers behind labels that end in a colon or a number sign.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let marks = page.tokens.iter().enumerate();
    let marks = marks.filter(|(_, token)| token.class == Class::Mark);
    for (mark, _) in marks.filter(|(mark, _)| matches!(page.word(*mark), ":" | "#")) {
        out.extend(number(page, mark));
    }
}

/// The misread number behind a mark.
fn number(page: &Page<'_>, mark: usize) -> Option<Candidate> {
    let first = page
        .token(mark + 1)
        .filter(|token| token.gap <= Gap::Wide)?;
    let start = first.span().start;
    let length = length(page.text.get(start..)?)?;
    let span = Span::new(start, start + length)?;
    let text = page.slice(span);
    let (_, meaning) = is_misread(text).then(|| line::labeled(page, mark))??;
    fits(meaning, text).then(|| value(page, "field", meaning, span))?
}

/// How far signs of a number reach: digits, letters like them, marks and single blanks between them.
fn length(text: &str) -> Option<usize> {
    let mut end = 0;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            _ if is_digit(c) => end = at + c.len_utf8(),
            '-' | '.' | '/' | '(' | ')' | ' ' => {}
            _ => break,
        }
    }
    let after = text.get(end..)?.chars().next();
    (end > 0 && !after.is_some_and(char::is_alphanumeric)).then_some(end)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || LOOK_ALIKE.contains(c)
}

/// Whether digits are the most of it, but not all.
fn is_misread(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| LOOK_ALIKE.contains(*c)).count();
    letters > 0 && digits > letters
}

/// Whether there are as many signs as such a number has.
fn fits(meaning: Meaning, text: &str) -> bool {
    let signs = text.chars().filter(|c| is_digit(*c)).count();
    match meaning.kind {
        Kind::Date => (4..=8).contains(&signs) && text.contains(['/', '-', '.']),
        Kind::Fax | Kind::Phone => matches!(signs, 7 | 10 | 11),
        Kind::Ssn => signs == 9,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::find;

    #[test]
    fn misread_numbers_behind_labels() {
        for (text, part) in [
            ("SSN: 55l-59-287O", "55l-59-287O"),
            ("Phone: 6l4-555-Ol42, home", "6l4-555-Ol42"),
            ("Tel: (6I4) 555 0l42", "(6I4) 555 0l42"),
            ("DOB: O3/l4/1961", "O3/l4/1961"),
            ("SSN# 55l 59 287O", "55l 59 287O"),
        ] {
            assert!(values(find, text) == [part], "{text}");
        }
    }

    #[test]
    fn near_misses() {
        for text in [
            "Phone: Bob",
            "DOB: Oslo",
            "Phone: 5O mg",
            "K: 4.l",
            "Ratio: 1/2Ol",
        ] {
            assert!(values(find, text).is_empty(), "{text}");
        }
    }
}
