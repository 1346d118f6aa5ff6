//! Text that was escaped on its way into another document, made readable again.
//!
//! Only to be looked at, never to be sent: it undoes JSON and XML escapes alike, without asking which it is.

use crate::scan::contains;

/// What shows that a text was escaped.
const SIGNS: [&str; 8] = [
    "\\\"", "\\n", "\\r", "\\t", "\\u00", "&lt;", "&quot;", "&amp;",
];

/// The text without one level of escapes; nothing when it has none.
pub(crate) fn unescaped(text: &str) -> Option<String> {
    SIGNS.iter().any(|sign| contains(text, sign)).then(|| {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = memchr::memchr2(b'\\', b'&', rest.as_bytes()) {
            let (plain, escape) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.push_str(plain);
            let (meaning, len) = meaning(escape);
            out.push(meaning);
            rest = escape.get(len..).unwrap_or_default();
        }
        out.push_str(rest);
        out
    })
}

/// What an escape means and how long it is; a sign that begins none means itself.
fn meaning(escape: &str) -> (char, usize) {
    const NAMES: [(&str, char); 12] = [
        ("\\\"", '"'),
        ("\\/", '/'),
        ("\\\\", '\\'),
        ("\\n", '\n'),
        ("\\r", '\n'),
        ("\\t", '\t'),
        ("&amp;", '&'),
        ("&apos;", '\''),
        ("&gt;", '>'),
        ("&lt;", '<'),
        ("&quot;", '"'),
        ("&#10;", '\n'),
    ];
    let named = NAMES.iter().find(|(name, _)| escape.starts_with(name));
    let coded = || {
        escape
            .strip_prefix("\\u")
            .and_then(|rest| rest.get(..4))
            .and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?))
            .map(|c| (c, 6))
    };
    named
        .map(|(name, meaning)| (*meaning, name.len()))
        .or_else(coded)
        .unwrap_or_else(|| (escape.chars().next().unwrap_or(' '), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level() {
        for (text, meaning) in [
            (r#"{\"a\":\"b\\n\"}"#, Some(r#"{"a":"b\n"}"#)),
            (r"MSH|^~\\&|\rPID", Some("MSH|^~\\&|\nPID")),
            ("&lt;a&gt; &amp; b", Some("<a> & b")),
            ("R&amp;D", Some("R&D")),
            (r"\u0041\u00e9\u12 \n", Some("Aé\\u12 \n")),
            ("plain \\ & text", None),
            ("", None),
        ] {
            assert_eq!(unescaped(text).as_deref(), meaning, "{text}");
        }
    }
}
