//! JSON as text, cut into tokens that remember where they stand.
//!
//! The document is never rebuilt: a changed token is written over the old one and every other byte stays, numbers
//! and white space included. So repeated keys hide nothing either: each is a token of its own. Several documents may
//! follow one another (NDJSON). Grammar: RFC 8259, but raw control characters in strings are accepted.

use super::VisitError;
use std::ops::Range;

/// One token of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// An array opens.
    Array,
    /// The array or object that is open closes.
    Close,
    /// A key with its quotes.
    Key(Range<usize>),
    /// `true`, `false`, `null`.
    Literal,
    /// A number.
    Number(Range<usize>),
    /// An object opens.
    Object,
    /// A string with its quotes.
    Text(Range<usize>),
}

/// Deepest nesting of arrays and objects.
pub(super) const DEPTH: usize = 128;

/// The tokens of `text` if it is JSON: objects and arrays, or a lone string that hides something behind escapes.
///
/// # Errors
/// [`VisitError::TooDeep`] when it may be JSON but is nested too deep to tell.
pub fn tokens(text: &str) -> Result<Option<Vec<Token>>, VisitError> {
    let trimmed = text.trim_start_matches(is_blank);
    let hides = trimmed.starts_with('"') && memchr::memchr(b'\\', trimmed.as_bytes()).is_some();
    if !hides && !trimmed.starts_with(['{', '[']) {
        return Ok(None);
    }
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        tokens: Vec::new(),
        depth: 0,
        too_deep: false,
    };
    let read = scanner.documents();
    match read {
        Some(()) => Ok(Some(scanner.tokens)),
        None if scanner.too_deep => Err(VisitError::TooDeep),
        None => Ok(None),
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// What a quoted token means. A lone half of a surrogate pair, which no text can hold, becomes U+FFFD.
pub(super) fn unquoted(token: &str) -> String {
    let inner = token
        .get(1..token.len().saturating_sub(1))
        .unwrap_or_default();
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (plain, escape) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let (c, len) = escaped(escape);
        out.push(c);
        rest = escape.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The character an escape means and how long the escape is. `escape` begins with its backslash.
#[must_use]
pub fn escaped(escape: &str) -> (char, usize) {
    let c = match escape.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unit(escape),
        Some(other) => char::from(*other),
        None => char::REPLACEMENT_CHARACTER,
    };
    (c, 2)
}

fn unit(escape: &str) -> (char, usize) {
    let high = hex(escape.get(2..6));
    let pair = escape.get(6..).filter(|next| next.starts_with("\\u"));
    let low = pair.and_then(|next| hex(next.get(2..6)));
    if let (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) = (high, low) {
        let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        return (
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
            12,
        );
    }
    (
        high.and_then(char::from_u32)
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        6,
    )
}

fn hex(digits: Option<&str>) -> Option<u32> {
    u32::from_str_radix(digits?, 16).ok()
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    tokens: Vec<Token>,
    depth: usize,
    too_deep: bool,
}

impl Scanner<'_> {
    /// One lone string, or objects and arrays one after another.
    fn documents(&mut self) -> Option<()> {
        self.blanks();
        let lone = self.peek() == Some(b'"');
        self.value()?;
        self.blanks();
        while let Some(next) = self.peek() {
            (!lone && matches!(next, b'{' | b'[')).then(|| self.value())??;
            self.blanks();
        }
        Some(())
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    fn skip(&mut self, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let count = rest
            .iter()
            .position(|byte| !wanted(*byte))
            .unwrap_or(rest.len());
        self.at += count;
        count
    }

    fn blanks(&mut self) {
        self.skip(|byte| is_blank(char::from(byte)));
    }

    fn value(&mut self) -> Option<()> {
        match self.peek()? {
            b'{' => self.nested(Token::Object, b'}', Self::member),
            b'[' => self.nested(Token::Array, b']', Self::value),
            b'"' => self
                .string()
                .map(|range| self.tokens.push(Token::Text(range))),
            b't' => self.literal(b"true"),
            b'f' => self.literal(b"false"),
            b'n' => self.literal(b"null"),
            _ => self.number(),
        }
    }

    fn nested(
        &mut self,
        open: Token,
        close: u8,
        element: impl Fn(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.depth += 1;
        self.too_deep |= self.depth > DEPTH;
        if self.too_deep {
            return None;
        }
        self.tokens.push(open);
        self.at += 1;
        self.blanks();
        if self.eat(close).is_none() {
            self.elements(close, element)?;
        }
        self.tokens.push(Token::Close);
        self.depth -= 1;
        Some(())
    }

    fn elements(&mut self, close: u8, element: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        loop {
            self.blanks();
            element(self)?;
            self.blanks();
            if self.eat(close).is_some() {
                return Some(());
            }
            self.eat(b',')?;
        }
    }

    fn member(&mut self) -> Option<()> {
        let key = self.string()?;
        self.tokens.push(Token::Key(key));
        self.blanks();
        self.eat(b':')?;
        self.blanks();
        self.value()
    }

    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.eat(b'"')?;
        loop {
            self.skip(|byte| byte != b'"' && byte != b'\\');
            if self.eat(b'"').is_some() {
                return Some(start..self.at);
            }
            self.escape()?;
        }
    }

    fn escape(&mut self) -> Option<()> {
        self.eat(b'\\')?;
        match self.peek()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
            b'u' => {
                let digits = self.bytes.get(self.at + 1..self.at + 5)?;
                digits
                    .iter()
                    .all(u8::is_ascii_hexdigit)
                    .then(|| self.at += 5)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn literal(&mut self, word: &[u8]) -> Option<()> {
        self.bytes.get(self.at..)?.starts_with(word).then_some(())?;
        self.at += word.len();
        self.tokens.push(Token::Literal);
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        let _ = self.eat(b'-');
        if self.eat(b'0').is_none() {
            self.digits()?;
        }
        if self.eat(b'.').is_some() {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.skip_sign();
            self.digits()?;
        }
        self.tokens.push(Token::Number(start..self.at));
        Some(())
    }

    fn skip_sign(&mut self) {
        self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
    }

    fn digits(&mut self) -> Option<usize> {
        Some(self.skip(|byte| byte.is_ascii_digit())).filter(|count| *count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_json() {
        for (text, count) in [
            (r#"{"a":1}"#, Some(4)),
            ("[]", Some(2)),
            ("[0,-1.5e+3, true,null]", Some(6)),
            ("{\"a\":1}\n{\"a\":2}\n", Some(8)),
            (r#""Tam\u0073in""#, Some(1)),
            (r#"{"a":1,"a":2}"#, Some(6)),
            (r#""plain""#, None),
            ("12", None),
            ("", None),
            ("{", None),
            ("[1] see above", None),
            ("[1] 2", None),
            (r#""\"" {}"#, None),
            ("{'a':1}", None),
            ("[1,]", None),
            ("[01]", None),
            (r#"["\x"]"#, None),
            (r#"{"a" 1}"#, None),
        ] {
            assert_eq!(
                tokens(text).unwrap().map(|tokens| tokens.len()),
                count,
                "{text}"
            );
        }
    }

    #[test]
    fn too_deep_is_an_error() {
        let deep = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(tokens(&deep(DEPTH)).unwrap().is_some());
        assert_eq!(tokens(&deep(DEPTH + 1)), Err(VisitError::TooDeep));
    }

    #[test]
    fn escapes_are_undone() {
        for (token, text) in [
            (r#""a\"b\\c\/d""#, "a\"b\\c/d"),
            (r#""\b\f\n\r\t""#, "\u{8}\u{c}\n\r\t"),
            (r#""\u00e9\ud83d\ude00""#, "é😀"),
            (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}"),
            (r#""""#, ""),
        ] {
            assert_eq!(unquoted(token), text, "{token}");
        }
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_the_usual_parser(text in "[\\[\\]{}\",:\\\\u0-9a-fntrl.eE+ -]{0,24}") {
            let usual = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            let ours = matches!(tokens(&text), Ok(Some(_)));
            let container = text.trim_start().starts_with(['{', '[']);
            // A lone surrogate is the one thing we read and the usual parser does not.
            proptest::prop_assert!(!(usual && container) || ours);
        }

        #[test]
        fn unquotes_as_the_usual_parser(value in "\\PC{0,20}") {
            let token = serde_json::to_string(&value).unwrap();
            proptest::prop_assert_eq!(unquoted(&token), value);
        }
    }
}
