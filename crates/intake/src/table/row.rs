//! One line as a row: its delimiter and its cells.

use crate::scan::contains;
use memchr::memmem;

/// What separates the cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// Two blanks or more, of columns aligned by them.
    Blanks,
    Comma,
    Pipe,
    Semicolon,
    Tab,
}

impl Delimiter {
    /// The delimiter of a line, the stricter one where there are several; nothing when it has one cell.
    pub(super) fn of(line: &str) -> Option<Self> {
        [
            Self::Tab,
            Self::Pipe,
            Self::Semicolon,
            Self::Comma,
            Self::Blanks,
        ]
        .into_iter()
        .find(|delimiter| contains(line.trim(), delimiter.sign()))
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Blanks => BLANKS,
            Self::Comma => ",",
            Self::Pipe => "|",
            Self::Semicolon => ";",
            Self::Tab => "\t",
        }
    }
}

const BLANKS: &str = "  ";

/// The cells of a line, without blanks and quotes around them (RFC 4180, read kindly).
pub(super) fn cells(line: &str, delimiter: Delimiter) -> Vec<&str> {
    let mut rest = line.trim_matches([' ', '\u{feff}']);
    if delimiter == Delimiter::Blanks {
        let cells = rest.split(BLANKS).map(str::trim);
        return cells.filter(|cell| !cell.is_empty()).collect();
    }
    if delimiter == Delimiter::Pipe {
        rest = rest.trim_start_matches('|').trim_end_matches('|');
    }
    let mut cells = Vec::new();
    loop {
        let end = end_of_cell(rest, delimiter);
        let (cell, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        cells.push(cell.trim_matches([' ', '"', '\'', '*', '`']));
        match after.split_at_checked(1) {
            Some((_, next)) => rest = next,
            None => return cells,
        }
    }
}

/// The cells of a line as they are meant: a doubled quote is one.
pub(super) fn meant(line: &str, delimiter: Delimiter) -> Vec<String> {
    let cells = cells(line, delimiter).into_iter();
    cells.map(|cell| cell.replace("\"\"", "\"")).collect()
}

/// A cell that begins with a quote ends behind the closing one; a doubled quote closes nothing.
fn end_of_cell(rest: &str, delimiter: Delimiter) -> usize {
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let mut quoted = 0;
    if let Some(inside) = rest.trim_start_matches(' ').strip_prefix('"') {
        quoted = closing_quote(inside).map_or(0, |end| blanks + end + 2);
    }
    let after = rest.as_bytes().get(quoted..).unwrap_or_default();
    memmem::find(after, delimiter.sign().as_bytes()).map_or(rest.len(), |end| quoted + end)
}

fn closing_quote(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Whether a cell in quotes is not closed at the end of a line.
pub(super) fn is_open(line: &str) -> bool {
    memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1
}

/// Whether a line only rules off: `|---|:---:|`.
pub(super) fn is_rule(line: &str) -> bool {
    line.bytes().all(|byte| b"-|:+= ".contains(&byte))
        && memchr::memchr2(b'-', b'=', line.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_lines() {
        for (line, expected) in [
            ("a,b, c ", &["a", "b", "c"][..]),
            (r#""Okonjo, Tamsin",2/4/71"#, &["Okonjo, Tamsin", "2/4/71"]),
            (r#""say ""hi"", ok",b"#, &[r#"say ""hi"", ok"#, "b"]),
            (r#""open,b"#, &["open", "b"]),
            ("| a | b |", &["a", "b"]),
            ("a\tb\t", &["a", "b", ""]),
            ("a;b,c", &["a", "b,c"]),
            ("  a b   c  d", &["a b", "c", "d"]),
        ] {
            assert_eq!(
                cells(line, Delimiter::of(line).unwrap()),
                expected,
                "{line}"
            );
        }
        assert_eq!(Delimiter::of("one cell"), None);
    }

    #[test]
    fn rules() {
        for (line, is) in [
            ("|---|:-:|", true),
            ("-----", true),
            ("+==+", true),
            ("| - x |", false),
            ("| |", false),
        ] {
            assert_eq!(is_rule(line), is, "{line}");
        }
    }
}
