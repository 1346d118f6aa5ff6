//! Text in base64 (RFC 4648, both alphabets), as files travel in JSON: `{"file": "UGF0aWVudCxET0Is..."}`.
//!
//! Only long runs are decoded, and only what begins as text is decoded whole, so that pictures and paths cost little.

use anteroom_phi::base64::{decode, sextet};

/// Fewest bytes of a text that can be an export.
const LEAST: usize = 64;
/// Fewest signs of a run that holds as many.
const SIGNS: usize = LEAST.div_ceil(3) * 4;
/// Fewest signs of a line behind which the next line goes on.
const LINE: usize = 60;

/// The texts that stand in a text in base64.
pub(crate) fn texts(text: &str) -> impl Iterator<Item = String> {
    Runs {
        bytes: text.as_bytes(),
        at: 0,
    }
    .filter_map(decoded)
}

/// The long runs of signs, over the ends of wrapped lines.
struct Runs<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Iterator for Runs<'t> {
    type Item = &'t [u8];

    /// A look at the end of what could be a run passes over prose without reading all of it.
    fn next(&mut self) -> Option<&'t [u8]> {
        loop {
            let near = self.bytes.get(self.at..self.at + LINE)?;
            if let Some(other) = near.iter().rposition(|byte| sextet(*byte).is_none()) {
                self.at += other + 1;
                continue;
            }
            let start = self.at;
            self.at = self.end(start);
            let run = self.bytes.get(start..self.at)?;
            if run.len() >= SIGNS {
                return Some(run);
            }
        }
    }
}

impl Runs<'_> {
    /// Where a run ends: a wrapped line is long and holds whole groups of four.
    fn end(&self, start: usize) -> usize {
        let mut line = start;
        loop {
            let rest = self.bytes.get(line..).unwrap_or_default();
            let signs = rest.iter().take_while(|byte| sextet(**byte).is_some());
            let signs = signs.count();
            let end = line + signs;
            let after = self.bytes.get(end..).unwrap_or_default();
            let breaks = after
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let breaks = breaks.count();
            if signs < LINE || signs % 4 != 0 || !(1..=2).contains(&breaks) {
                return end;
            }
            line = end + breaks;
        }
    }
}

/// What a run says, up to where it is no text.
fn decoded(run: &[u8]) -> Option<String> {
    let begins = decode(run.get(..SIGNS)?);
    let valid =
        |bytes: &[u8]| std::str::from_utf8(bytes).map_or_else(|end| end.valid_up_to(), str::len);
    // The last character may be cut, and the signs that end lines hold nothing.
    if valid(&begins) + 4 < begins.len() || begins.iter().any(|byte| is_control(*byte)) {
        return None;
    }
    let mut all = decode(run);
    all.truncate(valid(&all));
    String::from_utf8(all)
        .ok()
        .filter(|text| text.len() >= LEAST)
}

fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !byte.is_ascii_whitespace()
}

/// A text in base64, for tests.
#[cfg(test)]
pub(crate) fn encode(text: &str) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |bytes: &[u8]| {
        let bits = bytes
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - bytes.len()));
        let sign = |at: usize| char::from(ALPHABET[(bits >> (18 - 6 * at)) as usize & 63]);
        let signs = (0..=bytes.len()).map(sign).chain(std::iter::repeat('='));
        signs.take(4).collect::<String>()
    };
    text.as_bytes().chunks(3).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Pe\u{f1}a, Ana: seen today for her knee, which is better. Walks with a cane, no fever, eats well.";

    #[test]
    fn long_runs_are_read() {
        let run = encode(TEXT);
        let wrapped = |width: usize| {
            let lines = run.as_bytes().chunks(width).map(String::from_utf8_lossy);
            lines.collect::<Vec<_>>().join("\r\n")
        };
        let url = run.replace('+', "-").replace('/', "_");
        for text in [
            run.clone(),
            run.trim_end_matches('=').to_owned(),
            url,
            format!("Export\n{run}\n\nThanks, Rao"),
            format!("{{\"file\":\"data:text/csv;base64,{run}\"}}"),
            wrapped(64),
            wrapped(76),
        ] {
            let found: Vec<String> = texts(&text).collect();
            // A word on the next line may have been read as the end of a wrapped one.
            assert!(
                found.len() == 1 && found[0].starts_with(TEXT),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn other_runs_say_nothing() {
        let short = encode(TEXT.get(..60).unwrap());
        let path = "/usr/local/lib/python/site-packages".repeat(9);
        let digits = "0123456789".repeat(20);
        for text in [
            "",
            "prose with spaces in it",
            &short,
            &path,
            &digits,
            &"A".repeat(300),
        ] {
            assert_eq!(texts(text).count(), 0, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[a-z \n\u{e9}]{64,200}", noise in "[ .:\n]{0,9}") {
            let run = format!("{noise} {}", encode(&text));
            prop_assert_eq!(texts(&run).collect::<Vec<_>>(), [text]);
        }

        #[test]
        fn any_bytes_are_answered(text in "([A-Za-z0-9+/=_-]{0,90}|\\PC|\n){0,8}") {
            let _ = texts(&text).count();
        }
    }
}
