//! Characters that are written as something else: `\u00f1` and `\n` of JSON and JavaScript, `&ntilde;` and `&#45;` of
//! HTML.
//!
//! Inside a JSON document that `visit` walks they are undone already; these are the ones that stand in prose, in code
//! fences and in documents that are cut. What only looks like an escape stays as it is.

use unicode_normalization::char::compose;

/// The character that an escape at the start of `rest` means, and how many bytes it takes.
pub(super) fn read(rest: &str) -> Option<(char, usize)> {
    match rest.bytes().next()? {
        b'\\' => backslash(rest),
        b'&' => entity(rest),
        _ => None,
    }
}

/// Whether anything in a text may begin an escape, here or in `percent`.
pub(super) fn may_hold(text: &str) -> bool {
    memchr::memchr3(b'\\', b'&', b'%', text.as_bytes()).is_some()
}

/// Most backslashes of one escape: a text of nothing else must not be counted through at each of them.
const DEEPEST: usize = 8;

/// Several backslashes are an escape that was escaped again.
fn backslash(rest: &str) -> Option<(char, usize)> {
    let run = rest.bytes().take_while(|byte| *byte == b'\\');
    let slashes = run.take(DEEPEST).count();
    let mut signs = rest.get(slashes..)?.chars();
    let (c, len) = match signs.next()? {
        'n' => ('\n', 1),
        'r' => (end_of_line(signs.as_str()), 1),
        't' => ('\t', 1),
        c @ ('"' | '\'' | '/' | '-' | '_' | '@') => (c, 1),
        'x' => (char::from_u32(hex(signs.as_str(), 2)?)?, 3),
        'u' => unicode(signs.as_str()).map(|(c, len)| (c, 1 + len))?,
        _ => return None,
    };
    Some((c, slashes + len))
}

/// A return before a line feed is part of the same line break.
fn end_of_line(after: &str) -> char {
    let paired = after.trim_start_matches('\\').starts_with('n') && after.starts_with('\\');
    if paired { '\r' } else { '\n' }
}

/// What stands behind `\u`: four digits, twice for a surrogate pair, or any number of them in braces.
fn unicode(digits: &str) -> Option<(char, usize)> {
    if let Some(inner) = digits.strip_prefix('{') {
        let len = inner.bytes().take(7).position(|byte| byte == b'}')?;
        return Some((char::from_u32(hex(inner, len)?)?, len + 2));
    }
    let first = hex(digits, 4)?;
    if !(0xD800..0xDC00).contains(&first) {
        return Some((char::from_u32(first)?, 4));
    }
    let rest = digits.get(4..)?;
    let bare = rest.trim_start_matches('\\');
    let second = hex(bare.strip_prefix('u')?, 4).filter(|low| (0xDC00..0xE000).contains(low))?;
    let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    Some((char::from_u32(code)?, 4 + rest.len() - bare.len() + 5))
}

fn hex(digits: &str, count: usize) -> Option<u32> {
    let digits = digits.get(..count)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

/// The longest name of an entity that is known.
const LONGEST: usize = 8;

/// `&amp;`, `&#45;`, `&#x2d;`.
fn entity(rest: &str) -> Option<(char, usize)> {
    let name = rest.get(1..)?;
    let end = name
        .bytes()
        .take(LONGEST + 1)
        .position(|byte| byte == b';')?;
    let name = name.get(..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => char::from_u32(code(number)?)?,
        None => named(name)?,
    };
    Some((c, end + 2))
}

fn code(number: &str) -> Option<u32> {
    match number.strip_prefix(['x', 'X']) {
        Some(digits) => hex(digits, digits.len()),
        None if number.starts_with('+') => None,
        None => number.parse().ok(),
    }
}

/// The entities that stand in names, addresses and numbers (HTML 4.01, section 24).
fn named(name: &str) -> Option<char> {
    let marks = [
        ("amp", '&'),
        ("apos", '\''),
        ("quot", '"'),
        ("lt", '<'),
        ("gt", '>'),
        ("nbsp", '\u{a0}'),
        ("ensp", '\u{2002}'),
        ("emsp", '\u{2003}'),
        ("thinsp", '\u{2009}'),
        ("shy", '\u{ad}'),
        ("zwj", '\u{200d}'),
        ("zwnj", '\u{200c}'),
        ("hyphen", '\u{2010}'),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("lsquo", '\u{2018}'),
        ("rsquo", '\u{2019}'),
        ("ldquo", '\u{201c}'),
        ("rdquo", '\u{201d}'),
        ("szlig", 'ß'),
        ("aelig", 'æ'),
        ("AElig", 'Æ'),
        ("oelig", 'œ'),
        ("OElig", 'Œ'),
        ("oslash", 'ø'),
        ("Oslash", 'Ø'),
    ];
    let mark = marks.iter().find(|(known, _)| *known == name);
    mark.map(|(_, c)| *c).or_else(|| accented(name))
}

/// `&eacute;`: a letter and the name of its accent.
fn accented(name: &str) -> Option<char> {
    let mut letters = name.chars();
    let letter = letters.next()?;
    let accent = match letters.as_str() {
        "grave" => '\u{300}',
        "acute" => '\u{301}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "uml" => '\u{308}',
        "ring" => '\u{30a}',
        "caron" => '\u{30c}',
        "cedil" => '\u{327}',
        _ => return None,
    };
    compose(letter, accent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_mean_a_character() {
        for (text, c) in [
            (r"\u00f1", 'ñ'),
            (r"\u00F1", 'ñ'),
            (r"\\u00f1", 'ñ'),
            (r"\u{1F600}", '\u{1f600}'),
            (r"\ud83d\ude00", '\u{1f600}'),
            (r"\\ud83d\\ude00", '\u{1f600}'),
            (r"\x2d", '-'),
            (r"\n", '\n'),
            (r"\\n", '\n'),
            (r"\t", '\t'),
            (r"\r", '\n'),
            (r"\/", '/'),
            (r#"\\\""#, '"'),
            ("&amp;", '&'),
            ("&nbsp;", '\u{a0}'),
            ("&#45;", '-'),
            ("&#x2d;", '-'),
            ("&ntilde;", 'ñ'),
            ("&Uuml;", 'Ü'),
            ("&oslash;", 'ø'),
        ] {
            assert_eq!(read(text), Some((c, text.len())), "{text}");
            assert_eq!(
                read(&format!("{text}7a")),
                Some((c, text.len())),
                "{text}7a"
            );
        }
        assert_eq!(read(r"\r\n"), Some(('\r', 2)));
    }

    #[test]
    fn look_alikes_mean_themselves() {
        for text in [
            r"\u12",
            r"\u",
            r"\uzzzz",
            r"\u+123",
            r"\ud83d",
            r"\ud83dx",
            r"\x2",
            r"\u{}",
            r"\u{0000041}",
            r"\u{41",
            r"\u{110000}",
            r"\Users",
            r"\",
            r"\\",
            "&",
            "&;",
            "& b;",
            "&unknown;",
            "&#;",
            "&#+45;",
            "&#xzz;",
            "&#1114112;",
            "&|",
            "é",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
