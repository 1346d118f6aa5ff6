//! What stands directly before the place a restorer looks at: whether a word can begin there.
//!
//! In JSON text the `n` of `\n` is no letter, and neither are the digits of `\u2014`; that state outlives a chunk.

use crate::placeholder::scan::is_word;

/// What was passed last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    json: bool,
    before: Before,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// A backslash that begins an escape.
    Backslash,
    /// Nothing, or what ends a word.
    Boundary,
    /// An escape that still needs so many digits.
    Digits(u8),
    /// A letter or digit.
    Word,
}

impl Context {
    /// At the start of a text.
    pub(super) fn new(json: bool) -> Self {
        Self {
            json,
            before: Before::Boundary,
        }
    }

    /// Says whether the text is JSON, before an escape can have begun in it.
    pub(super) fn set_json(&mut self, json: bool) {
        self.json = json;
    }

    /// Whether a word can begin here.
    pub(super) fn is_boundary(self) -> bool {
        self.before == Before::Boundary
    }

    /// After a placeholder.
    pub(super) fn placed(&mut self, bare: bool) {
        self.before = if bare { Before::Word } else { Before::Boundary };
    }

    /// After `text`, which holds a backslash only if that is all of it.
    pub(super) fn pass(&mut self, text: &str) {
        let mut chars = text.chars();
        while matches!(self.before, Before::Backslash | Before::Digits(_)) {
            let Some(next) = chars.next() else { return };
            self.before = self.escaped(next);
        }
        if let Some(last) = chars.next_back() {
            self.before = match last {
                '\\' if self.json => Before::Backslash,
                last if is_word(last) => Before::Word,
                _ => Before::Boundary,
            };
        }
    }

    /// After one more character of an escape.
    fn escaped(self, next: char) -> Before {
        match self.before {
            Before::Backslash if next == 'u' => Before::Digits(4),
            Before::Digits(left) if left > 1 && next.is_ascii_hexdigit() => {
                Before::Digits(left - 1)
            }
            _ => Before::Boundary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boundary_after(json: bool, pieces: &[&str]) -> bool {
        let mut context = Context::new(json);
        pieces.iter().for_each(|piece| context.pass(piece));
        context.is_boundary()
    }

    #[test]
    fn words_end_where_they_do() {
        for (json, pieces, expected) in [
            (false, &[][..], true),
            (false, &["a"], false),
            (false, &["a "], true),
            (false, &["é"], false),
            (false, &["_"], false),
            (false, &["\\", "n"], false),
            (true, &["\\", "n"], true),
            (true, &["\\", "\\", "n"], false),
            (true, &["\\", "u2014"], true),
            (true, &["\\", "u20", "14"], true),
            (true, &["\\", "u2014a"], false),
            (true, &["\\", "u20"], false),
        ] {
            assert_eq!(boundary_after(json, pieces), expected, "{json} {pieces:?}");
        }
    }
}
