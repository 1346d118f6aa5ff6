//! Percent-encoded characters (RFC 3986 section 2.1): `Tamsin%20Okonjo`.
//!
//! A percent sign may as well be one: "Hct 35%42", "SpO2 98%614-555-0142". And an escape in an address does not end the
//! address, as the white space would that it means. Where an escape is in doubt, the text is read both ways.

/// The character that percent escapes at the start of `rest` mean, and how many bytes they take. Bytes that are no
/// character mean themselves, and so do control characters other than white space.
pub(super) fn read(rest: &str) -> Option<(char, usize)> {
    let bytes = rest.as_bytes();
    let (first, mut len) = byte(bytes)?;
    let mut utf8 = [first, 0, 0, 0];
    let utf8 = utf8.get_mut(..width(first)?)?;
    for place in utf8.iter_mut().skip(1) {
        let (next, more) = byte(bytes.get(len..)?)?;
        *place = next;
        len += more;
    }
    let c = std::str::from_utf8(utf8).ok()?.chars().next()?;
    (c.is_whitespace() || !c.is_control()).then_some((c, len))
}

/// How many bytes a character has in UTF-8, by its first one.
fn width(first: u8) -> Option<usize> {
    match first {
        ..=0x7F => Some(1),
        0xC2..=0xDF => Some(2),
        0xE0..=0xEF => Some(3),
        0xF0..=0xF4 => Some(4),
        _ => None,
    }
}

/// How often an escape may have been escaped again: a text of nothing else must not be read through at each of them.
const DEEPEST: usize = 8;

/// One escaped byte and how long it is written. `%2520` is an escape that was escaped again.
fn byte(text: &[u8]) -> Option<(u8, usize)> {
    let mut digits = text.strip_prefix(b"%")?;
    for _ in 1..DEEPEST {
        match digits
            .strip_prefix(b"25")
            .filter(|inner| hex(inner).is_some())
        {
            Some(inner) => digits = inner,
            None => break,
        }
    }
    Some((hex(digits)?, text.len() - digits.len() + 2))
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let value = digit(digits.first()?)? * 16 + digit(digits.get(1)?)?;
    u8::try_from(value).ok()
}

/// What stands before an escape and tells whether it is one.
#[derive(Default)]
pub(super) struct Before {
    digit: bool,
    /// Whether a slash stands in the same run without white space.
    slash: bool,
}

impl Before {
    /// Goes on over a character, which was percent-encoded or not.
    pub(super) fn pass(&mut self, c: char, encoded: bool) {
        self.digit = !encoded && c.is_ascii_digit();
        if !encoded {
            self.slash = !c.is_whitespace() && (self.slash || c == '/');
        }
    }

    /// Whether what could be an escape that means `c` may be none: a percentage, or a part of an address that goes on.
    pub(super) fn doubts(&self, c: char) -> bool {
        self.digit || (self.slash && !c.is_alphanumeric())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_mean_a_character() {
        for (text, c) in [
            ("%20", ' '),
            ("%0A", '\n'),
            ("%2f", '/'),
            ("%41", 'A'),
            ("%25", '%'),
            ("%C3%A9", 'é'),
            ("%f0%9F%98%80", '\u{1f600}'),
            ("%2520", ' '),
            ("%2525", '%'),
            ("%25C3%25A9", 'é'),
        ] {
            assert_eq!(read(text), Some((c, text.len())), "{text}");
            let more = format!("{text}zz");
            assert_eq!(read(&more), Some((c, text.len())), "{more}");
        }
    }

    #[test]
    fn look_alikes_mean_themselves() {
        for text in [
            "%",
            "%2",
            "% 2",
            "%zz",
            "%+1",
            "%ff",
            "%C3",
            "%C3x",
            "%C3%41",
            "%ed%a0%80",
            "%00",
            "%10",
            "%7F",
            "%é",
            "20",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn percentages_and_addresses_are_in_doubt() {
        let doubts = |before: &str, c: char| {
            let mut state = Before::default();
            before.chars().for_each(|c| state.pass(c, false));
            state.doubts(c)
        };
        for (before, c, expected) in [
            ("Hct 35", 'B', true),
            ("https://a.example/x", ' ', true),
            ("https://a.example/x", 'y', false),
            ("and/or x", ' ', false),
            ("Harriet", ' ', false),
            ("", ' ', false),
        ] {
            assert_eq!(doubts(before, c), expected, "{before}");
        }
    }
}
