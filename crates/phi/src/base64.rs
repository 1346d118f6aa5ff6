//! Base64 as it is met in texts (RFC 4648): both alphabets, with or without padding, cut anywhere.
//!
//! A strict decoder refuses what a reader would still decode; here a sign that is none is passed over.

/// The six bits that a sign stands for; none for any other sign.
#[must_use]
pub fn sextet(sign: u8) -> Option<u8> {
    Some(match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

/// The bytes that a run of signs stands for; bits that do not fill a byte are dropped.
#[must_use]
pub fn decode(run: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(run.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for six in run.iter().filter_map(|sign| sextet(*sign)) {
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.extend((bits >> held).to_le_bytes().first());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_and_any_end() {
        for (run, bytes) in [
            ("", &b""[..]),
            ("QQ==", b"A"),
            ("QQ", b"A"),
            ("QUI=", b"AB"),
            ("QUJD", b"ABC"),
            ("+/+/", &[0xfb, 0xff, 0xbf]),
            ("-_-_", &[0xfb, 0xff, 0xbf]),
            ("QU\nJD", b"ABC"),
        ] {
            assert_eq!(decode(run.as_bytes()), bytes, "{run}");
        }
    }
}
