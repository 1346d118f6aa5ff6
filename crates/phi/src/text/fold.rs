//! One plain spelling of a text, with the way back to the original offsets.
//!
//! Folding undoes what hides an identifier from a pattern but not from a reader: zero-width characters, fillers and soft
//! hyphens vanish, full-width and other scripts' digits become ASCII digits, mathematical letters plain ones, odd spaces,
//! dashes and quotes become the plain ones, and escapes (`escape`, `percent`) the characters that they mean. The map
//! needs an entry only where lengths change. Text without any of this is borrowed as it is.

use super::{escape, percent};
use crate::span::Span;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A folded text and its map.
pub(crate) struct Folded<'t> {
    /// The folded text.
    pub(crate) text: Cow<'t, str>,
    turns: Vec<Turn>,
    /// Whether it holds escapes in doubt, which were left as they are written.
    doubted: bool,
}

/// What parts the words of an identifier; one byte each, so that offsets stay.
const PARTS: [char; 3] = ['_', '-', '.'];

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
    /// Folds a text; escapes in doubt stay as they are written.
    pub(crate) fn new(original: &'t str) -> Self {
        Self::read(original, false)
    }

    /// The other way to read a text whose folded form this is: with escapes in doubt undone. Nothing when there are none.
    pub(crate) fn otherwise(&self, original: &'t str) -> Option<Self> {
        self.doubted.then(|| Self::read(original, true))
    }

    /// The same text with the parts of an identifier as words: `letter_for_7_Elm_Court`. Nothing when it has one part only.
    pub(crate) fn parted(&self) -> Option<Self> {
        self.text.contains(PARTS).then(|| Self {
            text: Cow::Owned(self.text.replace(PARTS, " ")),
            turns: self.turns.clone(),
            doubted: false,
        })
    }

    fn read(original: &'t str, trusting: bool) -> Self {
        let first = match () {
            () if escape::may_hold(original) || percent::may_hold(original) => Some(0),
            () if original.is_ascii() => None,
            () => original
                .char_indices()
                .find(|(_, c)| !matches!(fate(*c), Fate::Keep))
                .map(|(at, _)| at),
        };
        let writer = first.map(|at| Writer::new(original, at, trusting).finish(original, at));
        let doubted = writer.as_ref().is_some_and(|writer| writer.doubted);
        let (text, turns) = match writer {
            Some(writer) if !writer.turns.is_empty() => (Cow::Owned(writer.out), writer.turns),
            _ => (Cow::Borrowed(original), Vec::new()),
        };
        Self {
            text,
            turns,
            doubted,
        }
    }

    /// The original span of a folded span.
    pub(crate) fn original(&self, span: Span) -> Span {
        Span {
            start: self.start(span.start),
            end: self.end(span.end),
        }
    }

    /// The folded span of an original span that cuts through nothing that was folded.
    pub(crate) fn folded(&self, span: Span) -> Span {
        let [start, end] = [span.start, span.end].map(|original| {
            let next = self.turns.partition_point(|turn| turn.after <= original);
            let turn = next.checked_sub(1).and_then(|at| self.turns.get(at));
            let at = turn.map_or(original, |turn| turn.folded + (original - turn.after));
            self.turns
                .get(next)
                .map_or(at, |limit| at.min(limit.folded))
        });
        Span { start, end }
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
    /// Whether escapes in doubt are undone.
    trusting: bool,
    /// Whether any was met.
    doubted: bool,
}

impl Writer {
    fn new(original: &str, unchanged: usize, trusting: bool) -> Self {
        let mut out = String::with_capacity(original.len());
        out.push_str(original.get(..unchanged).unwrap_or_default());
        Self {
            out,
            turns: Vec::new(),
            trusting,
            doubted: false,
        }
    }

    /// Writes the rest.
    fn finish(mut self, original: &str, from: usize) -> Self {
        let mut path = Path::default();
        let mut before = percent::Before::default();
        let mut at = from;
        while let Some((rest, here)) = original
            .get(at..)
            .and_then(|rest| Some((rest, rest.chars().next()?)))
        {
            path.pass(original, at, here);
            let escaped = escape::read(rest).filter(|(c, _)| !path.holds(*c, rest));
            let encoded = self.percent(rest, &before);
            let undone = escaped.or(encoded);
            let (meant, len) = undone.unwrap_or((here, here.len_utf8()));
            before.pass(meant, encoded.is_some());
            self.write(at, meant, len, undone.is_some());
            at += len;
        }
        self
    }

    /// The character that percent escapes mean, unless they are in doubt and not to be trusted.
    fn percent(&mut self, rest: &str, before: &percent::Before) -> Option<(char, usize)> {
        let (c, len) = percent::read(rest)?;
        let doubtful = before.doubts(c);
        self.doubted |= doubtful;
        (self.trusting || !doubtful).then_some((c, len))
    }

    /// Writes a character that takes `len` bytes of the original.
    fn write(&mut self, at: usize, c: char, len: usize, escaped: bool) {
        let plain = match fate(c) {
            Fate::Drop => return self.turn(at, at + len),
            Fate::Keep => c,
            Fate::Write(plain) => plain,
        };
        let moved = escaped || plain != c;
        if moved {
            self.turn(at, at);
        }
        self.out.push(plain);
        if moved {
            self.turn(at + len, at + len);
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
        ..='\x7f' => Fate::Keep,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' => Fate::Drop,
        '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0020}'..='\u{e007f}'
        | '\u{e0100}'..='\u{e01ef}' => Fate::Drop,
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
        _ => letter(c)
            .or_else(|| digit(c))
            .map_or(Fate::Keep, Fate::Write),
    }
}

/// The plain letter of a mathematical or circled one, by its compatibility mapping (Unicode NFKC).
fn letter(c: char) -> Option<char> {
    let dressed =
        matches!(c, '\u{2102}'..='\u{2149}' | '\u{24b6}'..='\u{24e9}' | '\u{1d400}'..='\u{1d7cb}');
    let mut plain = dressed.then(|| c.nfkc())?;
    let first = plain.next().filter(char::is_ascii_alphabetic);
    first.filter(|_| plain.next().is_none())
}

/// Whether a Windows path is being read: `C:\new\table.txt` holds no escapes.
#[derive(Default)]
struct Path {
    open: bool,
}

impl Path {
    fn pass(&mut self, text: &str, at: usize, here: char) {
        if here == ':' {
            self.open |= opens_path(text, at);
        } else if self.open {
            self.open = !(here.is_whitespace() || matches!(here, '"' | '\'' | '<' | '>' | '|'));
        }
    }

    /// Whether what looks like white space here is the start of a folder's name; a capital behind it is more often that
    /// of a sentence.
    fn holds(&self, meant: char, rest: &str) -> bool {
        let name = rest.trim_start_matches('\\').chars().nth(1);
        self.open && meant.is_whitespace() && name.is_some_and(char::is_lowercase)
    }
}

/// A drive before the colon, and a backslash behind it. The drives that a practice has stop before the labels "O:", "P:"
/// and "S:" of a note.
fn opens_path(text: &str, colon: usize) -> bool {
    let mut before = text.get(..colon).unwrap_or_default().chars().rev();
    let drive = before
        .next()
        .is_some_and(|c| matches!(c, 'C'..='H' | 'c'..='h'));
    let alone = !before.next().is_some_and(char::is_alphanumeric);
    let after = text.get(colon + 1..).unwrap_or_default();
    drive && alone && after.starts_with('\\')
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
        for text in [
            "DOB 4/2/71",
            "Zoë Łukasz 北京",
            r"C:\new\table.txt \u12 \Users",
            r"MSH|^~\&|A&B;",
        ] {
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
            (r"Ana Pe\u00f1a.", "Ana Peña.", "Peña", r"Pe\u00f1a"),
            (
                r"123\u002d45\x2d6789",
                "123-45-6789",
                "123-45-6789",
                r"123\u002d45\x2d6789",
            ),
            (r"a\u00ad\uff15 x", "a5 x", "5", r"\uff15"),
            (
                r"Harriet\nLindgren",
                "Harriet\nLindgren",
                "Lindgren",
                "Lindgren",
            ),
            (r"Harriet\nLindgren", "Harriet\nLindgren", "\n", r"\n"),
            (r#"{\"a\":\"b"#, r#"{"a":"b"#, "a", "a"),
            (r"\ud83d\ude00é\/", "😀é/", "😀é", r"\ud83d\ude00é"),
            (
                "51\u{e0032}2\u{3164}-44-\u{ffa0}90\u{e0101}81\u{115f}\u{1160}.",
                "512-44-9081.",
                "512-44-9081",
                "51\u{e0032}2\u{3164}-44-\u{ffa0}90\u{e0101}81",
            ),
            (
                "\u{1d573}\u{1d586}\u{1d597}\u{1d597}\u{1d48a}\u{212f}t.",
                "Harriet.",
                "Harrie",
                "\u{1d573}\u{1d586}\u{1d597}\u{1d597}\u{1d48a}\u{212f}",
            ),
            (
                "\u{24c1}\u{24d8}n, 37 \u{2103}, \u{1d6fc}",
                "Lin, 37 \u{2103}, \u{1d6fc}",
                "Lin",
                "\u{24c1}\u{24d8}n",
            ),
            (
                "Ana&nbsp;Pe&ntilde;a",
                "Ana Peña",
                "Ana Peña",
                "Ana&nbsp;Pe&ntilde;a",
            ),
            (
                "q=Ana%20Pe%C3%B1a&x",
                "q=Ana Peña&x",
                "Ana Peña",
                "Ana%20Pe%C3%B1a",
            ),
        ];
        for (original, expected, part, back) in rows {
            let folded = Folded::new(original);
            assert_eq!(folded.text, expected);
            let start = folded.text.find(part).unwrap();
            let here = Span {
                start,
                end: start + part.len(),
            };
            let span = folded.original(here);
            assert_eq!(span.of(original), Some(back), "{original}");
            assert_eq!(folded.folded(span), here, "{original}");
        }
    }

    #[test]
    fn what_is_in_doubt_is_read_both_ways() {
        for (text, first, second) in [
            ("35%42 of%20it", "35%42 of it", Some("35B of it")),
            (
                "https://x/a%20b%41",
                "https://x/a%20bA",
                Some("https://x/a bA"),
            ),
            ("a%20b", "a b", None),
            ("98% of 5%zz", "98% of 5%zz", None),
        ] {
            let folded = Folded::new(text);
            assert_eq!(folded.text, first);
            let other = folded.otherwise(text);
            assert_eq!(other.as_ref().map(|other| &*other.text), second, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_folded_boundary_maps_to_an_original_boundary(text in "([a\u{ad}\u{200b}é５–\u{a0}😀]|\\\\(u00f1|u00ad|ud83d|ude00|n|x2d|u)|&(nbsp|#45|é);|C:|[1/%]|%(20|41|25|C3|A9)){0,12}") {
            let folded = Folded::new(&text);
            for read in [Some(Folded::new(&text)), folded.otherwise(&text)].into_iter().flatten() {
                let cuts: Vec<usize> = (0..=read.text.len()).filter(|at| read.text.is_char_boundary(*at)).collect();
                for pair in cuts.windows(2) {
                    let span = read.original(Span { start: pair[0], end: pair[1] });
                    proptest::prop_assert!(span.of(&text).is_some_and(|part| !part.is_empty()));
                    // What is undone in the first reading is undone in the other, so that a span of this fits that.
                    let here = folded.folded(span);
                    proptest::prop_assert!(here.of(&folded.text).is_some_and(|part| !part.is_empty()));
                    proptest::prop_assert_eq!(folded.original(here), span);
                }
            }
        }
    }
}
