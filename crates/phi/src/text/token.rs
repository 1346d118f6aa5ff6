//! Cutting a text into tokens, once, with everything that is known about each.
//!
//! A token is a run of letters, a run of digits or a run of one repeated mark; white space is not a token but the
//! [`Gap`] before one. Letters and digits always part, so "dob4/2/71" and "MRN004418" come apart where a reader parts
//! them; `Gap::None` says that they were glued. Apostrophes and hyphens are tokens of their own.

use super::cue::{self, Cue};
use super::head::head;
use crate::lexicon::{Flags, Lexicon};
use crate::span::Span;

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    start: u32,
    end: u32,
    /// Its first letters.
    pub(super) head: u64,
    /// What the lexicon knows about it; empty for numbers and marks.
    pub(crate) known: Flags,
    /// Which cue word it is, if any.
    pub(crate) cue: Cue,
    /// What it is made of.
    pub(crate) class: Class,
    /// How its letters are written.
    pub(crate) case: Case,
    /// What stands before it.
    pub(crate) gap: Gap,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Anything else: one mark, or the same mark several times.
    Mark,
    /// ASCII digits.
    Number,
    /// Letters with their combining marks.
    Word,
}

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// "McDonald", "eGFR".
    Camel,
    /// "Harriet", "A".
    Capital,
    /// "harriet".
    Lower,
    /// No letters, or letters without case.
    None,
    /// "HARRIET", two letters or more.
    Upper,
}

/// The white space before a token; later ones part more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing: glued to the token before.
    None,
    /// One space.
    Space,
    /// A tab, or several spaces: a column of a table.
    Wide,
    /// A line break.
    Line,
    /// An empty line, or the start of the text.
    Blank,
}

impl Token {
    /// Where it stands in the folded text.
    pub(crate) fn span(&self) -> Span {
        Span {
            start: self.start as usize,
            end: self.end as usize,
        }
    }

    /// How many bytes it has.
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it is the first of its line.
    pub(crate) fn starts_line(&self) -> bool {
        self.gap >= Gap::Line
    }

    /// Whether it is a run of digits.
    pub(crate) fn is_number(&self) -> bool {
        self.class == Class::Number
    }

    /// Whether it is a run of letters.
    pub(crate) fn is_word(&self) -> bool {
        self.class == Class::Word
    }

    /// Whether it begins with a capital letter.
    pub(crate) fn is_capital(&self) -> bool {
        matches!(self.case, Case::Capital | Case::Upper | Case::Camel)
    }
}

/// Cuts a folded text of at most `u32::MAX` bytes into tokens; the second list holds the places of numbers in the
/// first.
pub(crate) fn tokenize(text: &str, lexicon: &Lexicon) -> (Vec<Token>, Vec<u32>) {
    let mut cutter = Cutter {
        text,
        at: 0,
        tokens: Vec::with_capacity(text.len() / 5 + 8),
        numbers: Vec::new(),
    };
    while cutter.next(lexicon) {}
    (cutter.tokens, cutter.numbers)
}

struct Cutter<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    numbers: Vec<u32>,
}

impl Cutter<'_> {
    fn next(&mut self, lexicon: &Lexicon) -> bool {
        let gap = self.gap();
        let start = self.at;
        let Some(first) = self.peek() else {
            return false;
        };
        let class = class_of(first);
        let case = match class {
            Class::Mark => self.eat_marks(first),
            Class::Number => self.eat_digits(),
            Class::Word => self.eat_letters(),
        };
        self.push(start, gap, class, case, lexicon);
        true
    }

    fn push(&mut self, start: usize, gap: Gap, class: Class, case: Case, lexicon: &Lexicon) {
        let word = self.text.get(start..self.at).unwrap_or_default();
        let (known, cue) = match class {
            Class::Word => look_up(word, case, lexicon),
            Class::Mark | Class::Number => (Flags::NONE, Cue::None),
        };
        if class == Class::Number {
            self.numbers
                .push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
        }
        let [start, end] = [start, self.at].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        self.tokens.push(Token {
            start,
            end,
            head: head(word),
            known,
            cue,
            class,
            case,
            gap,
        });
    }

    fn peek(&self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() {
            Some(char::from(byte))
        } else {
            self.text.get(self.at..)?.chars().next()
        }
    }

    fn gap(&mut self) -> Gap {
        let from = self.at;
        let mut lines = 0;
        let mut wide = false;
        while let Some(c) = self.peek().filter(|c| c.is_whitespace()) {
            lines += usize::from(c == '\n');
            wide |= c == '\t' || self.at > from;
            self.at += c.len_utf8();
        }
        match lines {
            _ if from == 0 => Gap::Blank,
            0 if self.at == from => Gap::None,
            0 if wide => Gap::Wide,
            0 => Gap::Space,
            1 => Gap::Line,
            _ => Gap::Blank,
        }
    }

    fn eat_marks(&mut self, first: char) -> Case {
        while self.peek() == Some(first) {
            self.at += first.len_utf8();
        }
        Case::None
    }

    fn eat_digits(&mut self) -> Case {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        Case::None
    }

    fn eat_letters(&mut self) -> Case {
        let mut seen = Letters::default();
        while let Some(c) = self.peek().filter(|c| is_letter(*c)) {
            seen.add(c);
            self.at += c.len_utf8();
        }
        seen.case()
    }
}

/// What the letters of a word were.
#[derive(Default)]
struct Letters {
    count: usize,
    /// How many are a small L, which scans read for a capital I.
    ells: usize,
    lower: usize,
    upper: usize,
    first_upper: bool,
}

/// From so many capitals on, small L's among them are misread capitals: "ROSARlO".
const SCANNED: usize = 4;

impl Letters {
    fn add(&mut self, c: char) {
        let upper = c.is_uppercase();
        self.first_upper |= upper && self.count == 0;
        self.upper += usize::from(upper);
        self.lower += usize::from(!upper && c.is_lowercase());
        self.ells += usize::from(c == 'l');
        self.count += 1;
    }

    fn case(&self) -> Case {
        match (self.upper, self.lower) {
            (0, 0) => Case::None,
            (0, _) => Case::Lower,
            (1, _) if self.first_upper => Case::Capital,
            (_, 0) => Case::Upper,
            (SCANNED.., lower) if lower == self.ells => Case::Upper,
            _ => Case::Camel,
        }
    }
}

fn class_of(c: char) -> Class {
    match c {
        '0'..='9' => Class::Number,
        _ if is_letter(c) => Class::Word,
        _ => Class::Mark,
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii()
            && (c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)))
}

/// Words longer than this are looked up as they stand; no cue word is that long.
const SHORT: usize = 32;

fn look_up(word: &str, case: Case, lexicon: &Lexicon) -> (Flags, Cue) {
    let mut lower = [0_u8; SHORT];
    let Some(buffer) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) else {
        return (lexicon.flags(word), Cue::None);
    };
    buffer.copy_from_slice(word.as_bytes());
    buffer.make_ascii_lowercase();
    let plain = std::str::from_utf8(buffer).unwrap_or(word);
    let cue = match cue::of(plain) {
        Cue::None if case == Case::Camel => cue::of_camel(word),
        cue => cue,
    };
    (lexicon.flags(plain), cue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, Class, Gap)> {
        let (tokens, _) = tokenize(text, &Lexicon::shipped());
        tokens
            .iter()
            .map(|token| {
                (
                    token.span().of(text).unwrap().to_owned(),
                    token.class,
                    token.gap,
                )
            })
            .collect()
    }

    #[test]
    fn glued_tokens_come_apart() {
        let parts: Vec<String> = cut("dob4/2/71 pt's")
            .into_iter()
            .map(|(text, ..)| text)
            .collect();
        assert_eq!(parts, ["dob", "4", "/", "2", "/", "71", "pt", "'", "s"]);
    }

    #[test]
    fn gaps_tell_spaces_columns_and_lines() {
        let gaps: Vec<Gap> = cut("a b  c\td\r\ne\n\nf,")
            .into_iter()
            .map(|(.., gap)| gap)
            .collect();
        assert_eq!(
            gaps,
            [
                Gap::Blank,
                Gap::Space,
                Gap::Wide,
                Gap::Wide,
                Gap::Line,
                Gap::Blank,
                Gap::None
            ]
        );
    }

    #[test]
    fn repeated_marks_are_one_token() {
        assert_eq!(cut("-----@@").len(), 2);
        assert_eq!(cut("://").len(), 2);
    }

    #[test]
    fn cases() {
        let (tokens, numbers) = tokenize(
            "Ann ANN ann McCoy 7 A 北京 e\u{301}l ROSARlO BMIl",
            &Lexicon::shipped(),
        );
        let cases: Vec<Case> = tokens.iter().map(|token| token.case).collect();
        let expected = [
            Case::Capital,
            Case::Upper,
            Case::Lower,
            Case::Camel,
            Case::None,
            Case::Capital,
            Case::None,
            Case::Lower,
            Case::Upper,
            Case::Camel,
        ];
        assert_eq!(cases, expected);
        assert_eq!(numbers, [4]);
    }

    proptest::proptest! {
        #[test]
        fn tokens_tile_the_text(text in "\\PC{0,60}") {
            let (tokens, _) = tokenize(&text, &Lexicon::shipped());
            let mut at = 0;
            for token in &tokens {
                let blank = text.get(at..token.span().start).unwrap_or_default();
                proptest::prop_assert!(blank.chars().all(char::is_whitespace));
                proptest::prop_assert!(!token.span().is_empty());
                at = token.span().end;
            }
            let blank = text.get(at..).unwrap_or_default();
            proptest::prop_assert!(blank.chars().all(char::is_whitespace));
        }
    }
}
