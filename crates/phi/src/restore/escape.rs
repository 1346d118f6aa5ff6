//! Writing a value inside a JSON string (RFC 8259 section 7).
//!
//! Only what must be escaped is; everything else stays readable.

/// Appends `value` as it stands between the quotes of a JSON string.
pub(crate) fn json(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => code(c, out),
            c => out.push(c),
        }
    }
}

fn code(c: char, out: &mut String) {
    out.push_str("\\u00");
    for digit in [u32::from(c) >> 4, u32::from(c) & 0xF] {
        out.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_json_reader_reads_the_value(value in "(\\PC|[\u{0}-\u{1f}\"\\\\]){0,40}") {
            let mut out = String::from("\"");
            json(&value, &mut out);
            out.push('"');
            let read: String = serde_json::from_str(&out).unwrap();
            proptest::prop_assert_eq!(read, value);
        }
    }
}
