//! Percent-encoded text (RFC 3986 section 2.1): `Tamsin%20Okonjo`.
//!
//! What is visited is the meaning. When it changes, the parts before and after the change stay as they were encoded,
//! and only what may not stand in a URL is encoded in between.

/// What `text` means, if it has an escape and all escapes together are UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    memchr::memchr(b'%', text.as_bytes())?;
    let units = units(text);
    if units.len() == text.len() {
        return None;
    }
    String::from_utf8(units.iter().map(|unit| unit.byte).collect()).ok()
}

/// The encoded form of `new`, which replaces the meaning of `text`.
pub(super) fn encoded(text: &str, old: &str, new: &str) -> String {
    let units = units(text);
    let head = common(old.chars(), new.chars());
    let tail = common(
        old.get(head..).unwrap_or_default().chars().rev(),
        new.get(head..).unwrap_or_default().chars().rev(),
    );
    let raw_start = units.get(head).map_or(text.len(), |unit| unit.at);
    let raw_end = units
        .get(old.len() - tail)
        .map_or(text.len(), |unit| unit.at);
    let mut out = text.get(..raw_start).unwrap_or_default().to_owned();
    encode(
        new.get(head..new.len() - tail).unwrap_or_default(),
        &mut out,
    );
    out.push_str(text.get(raw_end..).unwrap_or_default());
    out
}

/// One byte of the meaning and where it is written.
struct Unit {
    byte: u8,
    at: usize,
}

fn units(text: &str) -> Vec<Unit> {
    let bytes = text.as_bytes();
    let mut units = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = if *byte == b'%' {
            hex(bytes.get(at + 1..at + 3))
        } else {
            None
        };
        units.push(Unit {
            byte: escape.unwrap_or(*byte),
            at,
        });
        at += if escape.is_some() { 3 } else { 1 };
    }
    units
}

fn hex(digits: Option<&[u8]>) -> Option<u8> {
    let mut value = 0;
    for digit in digits? {
        value = value * 16 + u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
    }
    Some(value)
}

/// How many bytes of characters two texts begin with in common.
fn common(old: impl Iterator<Item = char>, new: impl Iterator<Item = char>) -> usize {
    old.zip(new)
        .take_while(|(old, new)| old == new)
        .map(|(old, _)| old.len_utf8())
        .sum()
}

fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?#[]".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 0xF] {
                out.extend(
                    char::from_digit(u32::from(digit), 16).map(|digit| digit.to_ascii_uppercase()),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings() {
        for (text, meaning) in [
            ("Tamsin%20Okonjo", Some("Tamsin Okonjo")),
            ("%C3%A9%", Some("é%")),
            ("100% sure", None),
            ("100%25", Some("100%")),
            ("%ff", None),
            ("plain", None),
        ] {
            assert_eq!(decoded(text).as_deref(), meaning, "{text}");
        }
    }

    #[test]
    fn only_the_change_is_encoded_anew() {
        let text = "/p%2Fq?name=Tamsin%20Okonjo&x=a%20b";
        let old = decoded(text).unwrap();
        let new = old.replace("Tamsin Okonjo", "[PERSON_1]");
        assert_eq!(encoded(text, &old, &new), "/p%2Fq?name=[PERSON_1]&x=a%20b");
        assert_eq!(encoded(text, &old, ""), "");
    }

    proptest::proptest! {
        #[test]
        fn encoding_means_what_is_wanted(text in "(%[0-7][0-9A-F]|[a-c%é ]){0,12}", new in "(\\PC|[a-c%é ]){0,12}") {
            if let Some(old) = decoded(&text) {
                let written = encoded(&text, &old, &new);
                let read = decoded(&written).unwrap_or(written);
                proptest::prop_assert_eq!(read, new);
            }
        }
    }
}
