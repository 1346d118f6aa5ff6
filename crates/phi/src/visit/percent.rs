//! Percent-encoded text (RFC 3986 section 2.1): `Tamsin%20Okonjo`.
//!
//! What is visited is the meaning. When it changes, the parts before and after the change stay as they were encoded,
//! and only what may not stand in a URL is encoded in between.

/// What `text` means, if it has an escape. Escapes that are no UTF-8 mean themselves.
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
    if decoded(&out).as_deref().unwrap_or(&out) == new {
        return out;
    }
    // Two escapes that meant themselves have come together and mean a character: then nothing is kept as it was.
    let mut whole = String::new();
    encode(new, &mut whole);
    whole
}

/// One byte of the meaning and where it is written.
struct Unit {
    byte: u8,
    at: usize,
}

fn units(text: &str) -> Vec<Unit> {
    let escaped = unescaped(text.as_bytes());
    let bytes: Vec<u8> = escaped.iter().map(|unit| unit.byte).collect();
    let mut rest = escaped.into_iter();
    let mut units = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        units.extend(rest.by_ref().take(chunk.valid().len()));
        for broken in rest.by_ref().take(chunk.invalid().len()) {
            let written = text.as_bytes().get(broken.at..broken.at + 3);
            let signs = written.unwrap_or_default().iter().zip(broken.at..);
            units.extend(signs.map(|(byte, at)| Unit { byte: *byte, at }));
        }
    }
    units
}

/// Every byte with all escapes undone, whether that is UTF-8 or not.
fn unescaped(bytes: &[u8]) -> Vec<Unit> {
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
            ("%ZZ Tamsin%20Okonjo", Some("%ZZ Tamsin Okonjo")),
            ("%ff%fe Tamsin%20Okonjo%C3", Some("%ff%fe Tamsin Okonjo%C3")),
            ("%C3x%A9%20", Some("%C3x%A9 ")),
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

    #[test]
    fn what_is_no_character_stays_as_it_is() {
        let text = "%ff?name=Tamsin%20Okonjo&x=%C3";
        let old = decoded(text).unwrap();
        let new = old.replace("Tamsin Okonjo", "[PERSON_1]");
        assert_eq!(encoded(text, &old, &new), "%ff?name=[PERSON_1]&x=%C3");
        let old = decoded("%C3x%A9%20").unwrap();
        assert_eq!(encoded("%C3x%A9%20", &old, "%C3%A9 "), "%25C3%25A9%20");
    }

    proptest::proptest! {
        #[test]
        fn encoding_means_what_is_wanted(text in "(%[0-9A-F]{2}|[a-c%é ]){0,12}", new in "(\\PC|%C3|%A9|[a-c%é ]){0,12}") {
            if let Some(old) = decoded(&text) {
                let written = encoded(&text, &old, &new);
                let read = decoded(&written).unwrap_or(written);
                proptest::prop_assert_eq!(read, new);
            }
        }
    }
}
