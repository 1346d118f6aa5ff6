//! Reading a placeholder byte by byte: the steps that its grammar (`scan`) is made of.
//!
//! Every step says one of three things: what it read, that it is not there, or that the text ended too early to tell.
//! No step reads without bound.

/// Why no placeholder was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Miss {
    /// There is none here.
    No,
    /// What is there may become one, or a longer one.
    Short,
}

pub(super) type Scan<T> = Result<T, Miss>;

/// Most backslashes before a sign: a JSON document in a JSON string in Markdown.
const SLASHES: usize = 4;
/// Most separators between two parts, and most blanks inside a bracket.
const GAP: usize = 3;

/// How a bracket is written: behind how many backslashes, and as a sign or as its code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    slashes: usize,
    coded: bool,
}

/// A place in a text, and how generously it is read.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Nothing follows the text.
    whole: bool,
    /// Outside brackets: capitals, one underscore, nothing else.
    pub(super) strict: bool,
}

impl<'t> Cursor<'t> {
    /// At the start of a text.
    pub(super) fn new(text: &'t str, whole: bool, strict: bool) -> Self {
        Self {
            text,
            at: 0,
            whole,
            strict,
        }
    }

    /// The next byte; nothing at the end of the whole text.
    pub(super) fn peek(&self) -> Scan<Option<u8>> {
        match self.text.as_bytes().get(self.at) {
            None if !self.whole => Err(Miss::Short),
            byte => Ok(byte.copied()),
        }
    }

    pub(super) fn eat(&mut self, wanted: impl Fn(u8) -> bool) -> Scan<Option<u8>> {
        let byte = self.peek()?.filter(|byte| wanted(*byte));
        self.at += usize::from(byte.is_some());
        Ok(byte)
    }

    pub(super) fn need(&mut self, wanted: impl Fn(u8) -> bool) -> Scan<u8> {
        self.eat(wanted)?.ok_or(Miss::No)
    }

    /// Reads something that may be absent: steps back when it is.
    pub(super) fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Scan<T>,
    ) -> Scan<Option<T>> {
        let mark = self.at;
        match read(self) {
            Ok(found) => Ok(Some(found)),
            Err(Miss::Short) => Err(Miss::Short),
            Err(Miss::No) => {
                self.at = mark;
                Ok(None)
            }
        }
    }

    fn slashes(&mut self) -> Scan<usize> {
        let mut count = 0;
        while self.eat(|byte| byte == b'\\')?.is_some() {
            count += 1;
            if count > SLASHES {
                return Err(Miss::No);
            }
        }
        Ok(count)
    }

    /// The rest of a `\u00..` escape after its backslash, for a code that begins with the digit 5.
    fn code(&mut self, last: &[u8]) -> Scan<()> {
        for wanted in [b"u".as_slice(), b"0", b"0", b"5", last] {
            self.need(|byte| wanted.contains(&byte.to_ascii_lowercase()))?;
        }
        Ok(())
    }

    pub(super) fn bracket(&mut self, sign: u8, code: u8) -> Scan<Style> {
        let slashes = self.slashes()?;
        if self.eat(|byte| byte == sign)?.is_some() {
            return Ok(Style {
                slashes,
                coded: false,
            });
        }
        if slashes == 0 {
            return Err(Miss::No);
        }
        self.code(&[code])?;
        Ok(Style {
            slashes,
            coded: true,
        })
    }

    pub(super) fn same_bracket(&mut self, sign: u8, code: u8, style: Style) -> Scan<()> {
        let same = self.bracket(sign, code)? == style;
        same.then_some(()).ok_or(Miss::No)
    }

    fn blank(&mut self) -> Scan<()> {
        if self.eat(|byte| byte == b' ')?.is_some() {
            return Ok(());
        }
        self.need(|byte| byte == 0xC2)?;
        self.need(|byte| byte == 0xA0).map(|_| ())
    }

    pub(super) fn blanks(&mut self) -> Scan<()> {
        for _ in 0..GAP {
            if self.optional(Self::blank)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// An underscore, a hyphen or a blank, escaped or not.
    fn separator(&mut self) -> Scan<()> {
        let strict = self.strict;
        let escaped = self.slashes()? > 0;
        if self
            .eat(|byte| byte == b'_' || (byte == b'-' && !strict))?
            .is_some()
        {
            return Ok(());
        }
        match (escaped, strict) {
            (true, _) => self.code(b"f"),
            (false, true) => Err(Miss::No),
            (false, false) => self.blank(),
        }
    }

    /// How many separators stand here.
    pub(super) fn separators(&mut self) -> Scan<usize> {
        let most = if self.strict { 1 } else { GAP };
        for count in 0..most {
            if self.optional(Self::separator)?.is_none() {
                return Ok(count);
            }
        }
        Ok(most)
    }

    fn letter(&mut self, wanted: u8) -> Scan<()> {
        let strict = self.strict;
        self.need(|byte| byte == wanted || (!strict && byte.to_ascii_uppercase() == wanted))
            .map(|_| ())
    }

    /// One of a few words, read letter by letter.
    pub(super) fn word<T: Copy>(&mut self, words: &[(&'static str, T)]) -> Scan<T> {
        let mark = self.at;
        let mut short = false;
        for (word, meaning) in words {
            self.at = mark;
            match self.letters(word) {
                Ok(()) => return Ok(*meaning),
                Err(Miss::Short) => short = true,
                Err(Miss::No) => {}
            }
        }
        Err(if short { Miss::Short } else { Miss::No })
    }

    fn letters(&mut self, word: &str) -> Scan<()> {
        word.bytes().try_for_each(|wanted| {
            if wanted == b'_' {
                self.joint()
            } else {
                self.letter(wanted)
            }
        })
    }

    /// Between the two words of a tag.
    fn joint(&mut self) -> Scan<()> {
        let joined = self.separators()? > 0;
        (joined || !self.strict).then_some(()).ok_or(Miss::No)
    }
}
