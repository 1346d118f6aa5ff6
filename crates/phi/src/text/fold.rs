//! One plain spelling of a text, with the way back to the original offsets.
//!
//! Folding undoes what hides an identifier from a pattern but not from a reader: zero-width characters and soft
//! hyphens vanish, full-width and other scripts' digits become ASCII digits, odd spaces, dashes and quotes become the
//! plain ones. Every replacement is one ASCII byte, so the map needs an entry only where lengths change. Pure ASCII
//! text is borrowed as it is.

use crate::span::Span;
use std::borrow::Cow;

/// A folded text and its map.
pub(crate) struct Folded<'t> {
    /// The folded text.
    pub(crate) text: Cow<'t, str>,
    turns: Vec<Turn>,
}

/// A folded offset at which the distance to the original changes.
#[derive(Clone, Copy)]
struct Turn {
    folded: usize,
    /// The original offset of a span that ends here.
    before: usize,
    /// The original offset of a span that starts here, or of whatever follows.
    after: usize,
}

/// What becomes of a character.
enum Fate {
    Drop,
    Keep,
    Write(char),
}

impl<'t> Folded<'t> {
    /// Folds a text.
    pub(crate) fn new(original: &'t str) -> Self {
        let first = original
            .char_indices()
            .find(|(_, c)| !c.is_ascii() && !matches!(fate(*c), Fate::Keep));
        match first {
            Some((at, _)) if !original.is_ascii() => Writer::new(original, at).finish(original, at),
            _ => Self {
                text: Cow::Borrowed(original),
                turns: Vec::new(),
            },
        }
    }

    /// The original span of a folded span.
    pub(crate) fn original(&self, span: Span) -> Span {
        Span {
            start: self.start(span.start),
            end: self.end(span.end),
        }
    }

    fn turn(&self, folded: usize) -> Option<&Turn> {
        let next = self.turns.partition_point(|turn| turn.folded <= folded);
        next.checked_sub(1).and_then(|at| self.turns.get(at))
    }

    fn start(&self, folded: usize) -> usize {
        self.turn(folded)
            .map_or(folded, |turn| turn.after + (folded - turn.folded))
    }

    fn end(&self, folded: usize) -> usize {
        match self.turn(folded) {
            Some(turn) if turn.folded == folded => turn.before,
            Some(turn) => turn.after + (folded - turn.folded),
            None => folded,
        }
    }
}

struct Writer {
    out: String,
    turns: Vec<Turn>,
}

impl Writer {
    fn new(original: &str, unchanged: usize) -> Self {
        let mut out = String::with_capacity(original.len());
        out.push_str(original.get(..unchanged).unwrap_or_default());
        Self {
            out,
            turns: Vec::new(),
        }
    }

    fn finish<'t>(mut self, original: &'t str, from: usize) -> Folded<'t> {
        let rest = original.get(from..).unwrap_or_default();
        for (at, c) in rest.char_indices() {
            if c.is_ascii() {
                self.out.push(c);
            } else {
                self.write(from + at, c);
            }
        }
        Folded {
            text: Cow::Owned(self.out),
            turns: self.turns,
        }
    }

    fn write(&mut self, at: usize, c: char) {
        match fate(c) {
            Fate::Keep => self.out.push(c),
            Fate::Drop => self.turn(at, at + c.len_utf8()),
            Fate::Write(plain) => {
                self.turn(at, at);
                self.out.push(plain);
                self.turn(at + c.len_utf8(), at + c.len_utf8());
            }
        }
    }

    fn turn(&mut self, before: usize, after: usize) {
        let folded = self.out.len();
        match self.turns.last_mut() {
            Some(last) if last.folded == folded => last.after = after,
            _ => self.turns.push(Turn {
                folded,
                before,
                after,
            }),
        }
    }
}

fn fate(c: char) -> Fate {
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' => Fate::Drop,
        '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' => Fate::Drop,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Fate::Write(' ')
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Write('\n'),
        '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => {
            Fate::Write('-')
        }
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' => Fate::Write('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' => Fate::Write('"'),
        '\u{2044}' | '\u{2215}' => Fate::Write('/'),
        '\u{2024}' | '\u{3002}' => Fate::Write('.'),
        '\u{ff01}'..='\u{ff5e}' => shifted(c, 0xff01, '!'),
        _ => digit(c).map_or(Fate::Keep, Fate::Write),
    }
}

fn shifted(c: char, base: u32, first: char) -> Fate {
    char::from_u32(u32::from(c) - base + u32::from(first)).map_or(Fate::Keep, Fate::Write)
}

/// The zeros of other scripts' decimal digits (Unicode general category Nd); the nine that follow each are 1 to 9.
const ZEROS: [u32; 22] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
    0xed0, 0xf20, 0x1040, 0x17e0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
];

fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    if code < 0x660 {
        return None;
    }
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_borrowed() {
        for text in ["DOB 4/2/71", "Zoë Łukasz 北京"] {
            assert!(matches!(Folded::new(text).text, Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn disguises_fall_and_the_way_back_is_exact() {
        let rows = [
            (
                "ssn 512\u{200b}-44\u{ad}-9081.",
                "ssn 512-44-9081.",
                "512-44-9081",
                "512\u{200b}-44\u{ad}-9081",
            ),
            ("tel ５５５", "tel 555", "555", "５５５"),
            ("a\u{a0}b", "a b", "b", "b"),
            ("é\u{200b}x\u{200b}y", "éxy", "x", "x"),
            ("٤٢", "42", "42", "٤٢"),
            ("5–6 O’Dell", "5-6 O'Dell", "O'Dell", "O’Dell"),
        ];
        for (original, expected, part, back) in rows {
            let folded = Folded::new(original);
            assert_eq!(folded.text, expected);
            let start = folded.text.find(part).unwrap();
            let span = folded.original(Span {
                start,
                end: start + part.len(),
            });
            assert_eq!(span.of(original), Some(back), "{original}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_folded_boundary_maps_to_an_original_boundary(text in "[a\u{ad}\u{200b}é５–\u{a0}😀]{0,12}") {
            let folded = Folded::new(&text);
            let cuts: Vec<usize> = (0..=folded.text.len()).filter(|at| folded.text.is_char_boundary(*at)).collect();
            for pair in cuts.windows(2) {
                let span = folded.original(Span { start: pair[0], end: pair[1] });
                proptest::prop_assert!(span.of(&text).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
