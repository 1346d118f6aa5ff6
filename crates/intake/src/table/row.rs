//! One line as a row: its delimiter, its cells, and whether it looks like a person's without a header saying so.

/// What separates the cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Comma,
    Pipe,
    Semicolon,
    Tab,
}

impl Delimiter {
    /// The delimiter of a line, the stricter one where there are several; nothing when it has one cell.
    pub(super) fn of(line: &str) -> Option<Self> {
        let has = |sign: u8| memchr::memchr(sign, line.as_bytes()).is_some();
        [Self::Tab, Self::Pipe, Self::Semicolon, Self::Comma]
            .into_iter()
            .find(|delimiter| has(delimiter.sign()))
    }

    fn sign(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Pipe => b'|',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// The cells of a line, without blanks and quotes around them (RFC 4180, read kindly).
pub(super) fn cells(line: &str, delimiter: Delimiter) -> Vec<&str> {
    let mut rest = line.trim_matches([' ', '\u{feff}']);
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

/// A cell that begins with a quote ends behind the closing one; a doubled quote closes nothing.
fn end_of_cell(rest: &str, delimiter: Delimiter) -> usize {
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let mut quoted = 0;
    if let Some(inside) = rest.trim_start_matches(' ').strip_prefix('"') {
        quoted = closing_quote(inside).map_or(0, |end| blanks + end + 2);
    }
    let after = rest.as_bytes().get(quoted..).unwrap_or_default();
    memchr::memchr(delimiter.sign(), after).map_or(rest.len(), |end| quoted + end)
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

/// Whether a line only rules off: `|---|:---:|`.
pub(super) fn is_rule(line: &str) -> bool {
    line.bytes().all(|byte| b"-|:+= ".contains(&byte))
        && memchr::memchr2(b'-', b'=', line.as_bytes()).is_some()
}

/// The person a row without a header is about: a name, a full date and a way to reach or number somebody.
pub(super) fn person(cells: &[&str]) -> Option<String> {
    if cells.len() < 3
        || !cells.iter().any(|cell| is_reach(cell))
        || !cells.iter().any(|cell| is_date(cell))
    {
        return None;
    }
    let whole = cells
        .iter()
        .find(|cell| (2..=4).contains(&name_words(cell)))
        .map(|cell| cell.to_lowercase());
    whole.or_else(|| {
        let pair = cells
            .iter()
            .zip(cells.iter().skip(1))
            .find(|(one, other)| name_words(one) == 1 && name_words(other) == 1);
        pair.map(|(one, other)| format!("{one} {other}").to_lowercase())
    })
}

/// How many words a cell has if all of them could be names, otherwise none.
fn name_words(cell: &str) -> usize {
    let words = || cell.split([' ', ',']).filter(|word| !word.is_empty());
    let could = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
    };
    if words().all(could) {
        words().count()
    } else {
        0
    }
}

/// Day, month and year in digits.
fn is_date(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['/', '-', '.']).collect();
    let numbers = parts.iter().all(|part| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    parts.len() == 3 && numbers && cell.len() >= 6
}

/// A phone number, a Social Security number, an email address.
fn is_reach(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let dressed = cell
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b" ()-.+".contains(&byte));
    let ssn = digits == 9 && cell.bytes().filter(|byte| *byte == b'-').count() == 2;
    let email = cell
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !cell.contains(' '));
    (dressed && ((10..=11).contains(&digits) || ssn)) || email
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
    fn rows_that_are_people() {
        for (line, is) in [
            ("Okonjo,Tamsin,2/4/1971,614-555-0100", true),
            ("Tamsin Okonjo;1971-02-04;t@x.test", true),
            ("\"Okonjo, Tamsin\",02/04/71,551-59-2870", true),
            ("Total Cholesterol,2/4/2024,2093-3,180 mg/dL", false),
            ("2/4/2024,614-555-0100,12", false),
            ("Tamsin Okonjo,614-555-0100", false),
        ] {
            let cells = cells(line, Delimiter::of(line).unwrap());
            assert_eq!(person(&cells).is_some(), is, "{line}");
        }
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
