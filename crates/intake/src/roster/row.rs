//! The people of one line: its words and numbers, put together to names, days and numbers of rows.
//!
//! A line is mostly one row. A list without line breaks is several: a new one begins with the next name once the row
//! says something about its person.

use super::evidence::Row;
use crate::day::Day;
use crate::name::{Shape, shape};
use std::ops::Range;

/// Longest number that is looked at, in bytes; longer than a day or a phone number in several parts.
const NUMBER: usize = 24;

/// The rows of a line, people or not.
pub(super) fn rows(line: &str) -> Vec<Row<'_>> {
    let mut reader = Reader {
        line,
        recent: [0; 2],
        cell: None,
        single: None,
        row: Row::default(),
        rows: Vec::new(),
    };
    let mut at = 0;
    while let Some((token, range)) = token(line, at) {
        at = range.end;
        reader.take(token, range);
    }
    reader.end_cell();
    reader.rows.push(reader.row);
    reader.rows
}

/// What a line is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// What separates cells: a sign, or more than one blank.
    Cut,
    /// Something with a digit in it.
    Number,
    Word,
}

/// The token at or behind `at`, without signs at its ends.
fn token(line: &str, at: usize) -> Option<(Token, Range<usize>)> {
    let rest = line.get(at..)?;
    let first = rest.chars().next()?;
    if !is_glue(first) {
        let len = rest.find(is_glue).unwrap_or(rest.len());
        let blank = rest.get(..len) == Some(" ");
        let start = at + len;
        return if blank {
            token(line, start)
        } else {
            Some((Token::Cut, at..start))
        };
    }
    let end = at + rest.find(|c| !is_glue(c)).unwrap_or(rest.len());
    let run = line.get(at..end)?;
    let Some(inside) = run.find(char::is_alphanumeric) else {
        return Some((Token::Cut, at..end));
    };
    let start = at + inside;
    let end = at + run.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let token = if run.bytes().any(|byte| byte.is_ascii_digit()) {
        Token::Number
    } else {
        Token::Word
    };
    Some((token, start..end))
}

/// What words and numbers are made of.
fn is_glue(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '\'' | '’' | '@' | '+' | '_')
}

struct Reader<'t> {
    line: &'t str,
    /// The words since the last cut or number.
    cell: Option<Range<usize>>,
    /// Where the last two words or numbers began.
    recent: [usize; 2],
    row: Row<'t>,
    rows: Vec<Row<'t>>,
    /// Where the cell before began, when it was one part of a name and nothing but a cut followed it.
    single: Option<usize>,
}

impl<'t> Reader<'t> {
    fn take(&mut self, token: Token, range: Range<usize>) {
        match token {
            Token::Cut => return self.end_cell(),
            Token::Word if !self.text(&range).contains('@') => {
                let start = self.cell.as_ref().map_or(range.start, |cell| cell.start);
                self.cell = Some(start..range.end);
            }
            Token::Number | Token::Word => {
                self.end_cell();
                self.single = None;
                self.number(&range);
            }
        }
        let [_, last] = self.recent;
        self.recent = [last, range.start];
    }

    fn text(&self, range: &Range<usize>) -> &'t str {
        self.line.get(range.clone()).unwrap_or_default()
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else {
            return;
        };
        let before = self.single.take();
        match (shape(self.text(&cell)), before) {
            (Shape::Full, _) => self.name(&cell),
            (Shape::Part, Some(start)) => self.name(&(start..cell.end)),
            (Shape::Part, None) => self.single = Some(cell.start),
            (Shape::None, _) => {}
        }
    }

    /// Takes a name: the row's own unless it has one.
    fn name(&mut self, range: &Range<usize>) {
        if self.row.is_person() {
            self.rows.push(std::mem::take(&mut self.row));
        }
        let name = self.text(range);
        self.row.name.get_or_insert_with(|| name.to_lowercase());
    }

    /// Takes a number, and with it the words or numbers before it, where a day or a phone number is in several parts.
    fn number(&mut self, range: &Range<usize>) {
        let [first, second] = self.recent;
        for start in [first, second, range.start] {
            let text = self.text(&(start..range.end));
            if text.len() > NUMBER {
                continue;
            }
            if let Some(day) = Day::of(text) {
                self.row.day.get_or_insert(day);
                return;
            }
            if is_ssn(text) {
                self.row.certain.get_or_insert(text);
            }
            if is_reach(text) || is_ssn(text) {
                self.row.reach.get_or_insert(text);
            }
        }
        let text = self.text(range);
        if is_record(text) {
            self.row.number.get_or_insert(text);
        }
    }
}

/// A Social Security number: three, two and four digits.
fn is_ssn(text: &str) -> bool {
    let signs = text.bytes().filter(|byte| *byte == b'-').count();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let lengths = text.split('-').map(str::len).eq([3, 2, 4]);
    signs == 2 && lengths && text.split('-').all(digits)
}

/// A phone number or an email address.
fn is_reach(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let dressed = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b" ()-.+".contains(&byte));
    let email = text
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !text.contains(' '));
    (dressed && (10..=11).contains(&digits)) || email
}

/// Five digits or more, behind a few letters perhaps. Codes such as `2093-3`, `E11.9` and `0093-1048-01` are none.
fn is_record(text: &str) -> bool {
    let digits = text
        .trim_start_matches(|c: char| c.is_ascii_alphabetic())
        .trim_start_matches('-');
    let letters = text.len() - digits.len();
    letters <= 4
        && (5..=12).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_lines() {
        for (line, name, number) in [
            (
                "Harriet Lindgren,1961-03-14,44821",
                "harriet lindgren",
                Some("44821"),
            ),
            (
                "\"Lindgren, Harriet B.\",44821,3/14/1961",
                "lindgren, harriet b",
                Some("44821"),
            ),
            (
                "'Lindgren','Harriet','1961-03-14'",
                "lindgren','harriet",
                None,
            ),
            (
                "1. Harriet Lindgren, DOB 3/14/1961, MRN 44821",
                "harriet lindgren",
                Some("44821"),
            ),
            ("- Harriet Lindgren 14 Mar 1961", "harriet lindgren", None),
            (
                "Harriet Lindgren (March 14, 1961)",
                "harriet lindgren",
                None,
            ),
            (
                "44821   LINDGREN   HARRIET   03141961",
                "lindgren   harriet",
                Some("44821"),
            ),
            (
                "| 3/14/61 | Harriet Lindgren | A-44821 |",
                "harriet lindgren",
                Some("A-44821"),
            ),
        ] {
            let rows = rows(line);
            let row = rows.iter().find(|row| row.is_person()).unwrap();
            assert_eq!(
                (row.name.as_deref(), row.number),
                (Some(name), number),
                "{line}"
            );
            assert_eq!(row.day, Day::of("3/14/1961"), "{line}");
        }
    }

    #[test]
    fn several_people_of_one_line() {
        for line in [
            "1. Tamsin Okonjo 2/4/1971 2. Bo Wu 3/5/1980 3. Mei Castellano 7/19/1948",
            "Tamsin Okonjo 2/4/1971; Bo Wu, 3/5/1980; Mei Castellano: 7/19/1948",
        ] {
            assert_eq!(
                rows(line).iter().filter(|row| row.is_person()).count(),
                3,
                "{line}"
            );
        }
    }

    #[test]
    fn lines_without_people() {
        for line in [
            "",
            "Total Cholesterol,180",
            "Lisinopril 10 mg, 3/14/2021",
            "seen by Bo Wu on 3/14/2021",
            "Bo Wu 2021",
            "3/14/2021",
        ] {
            assert!(rows(line).iter().all(|row| !row.is_person()), "{line}");
        }
    }

    #[test]
    fn numbers() {
        for (text, record, reach, ssn) in [
            ("44821", true, false, false),
            ("MRN44821", true, false, false),
            ("2093-3", false, false, false),
            ("512-44-9081", false, false, true),
            ("(614) 555-0100", false, true, false),
            ("t@x.test", false, true, false),
            ("6145550100", true, true, false),
        ] {
            assert_eq!(
                (is_record(text), is_reach(text), is_ssn(text)),
                (record, reach, ssn),
                "{text}"
            );
        }
    }
}
