//! A folded, tokenized text as recognizers read it.
//!
//! A page answers small questions about tokens by their index; asking past either end is always allowed and answers
//! "nothing", so that recognizers need no bounds of their own.

use super::chain::{Chain, chains};
use super::code::{Code, codes};
use super::head::{HEAD, head, written};
use super::phrase::{Phrase, phrases};
use super::spelled::{Run, digit_runs};
use super::{Class, Gap, Token, tokenize};
use crate::lexicon::{Flags, Lexicon};
use crate::span::Span;
use std::cmp::Ordering;

/// One text, ready to be read.
pub(crate) struct Page<'t> {
    /// The folded text.
    pub(crate) text: &'t str,
    /// Its tokens, in order.
    pub(crate) tokens: Vec<Token>,
    /// The indices of the number tokens, in order.
    pub(crate) numbers: Vec<u32>,
    /// Its codes, in order.
    pub(crate) codes: Vec<Code>,
    /// Its identifiers of several words, in order.
    pub(crate) chains: Vec<Chain>,
    /// Its numbers that are spelled out digit by digit, in order.
    pub(crate) spelled: Vec<Run>,
    /// Its phrases that the lexicon knows, in order.
    phrases: Vec<Phrase>,
    /// The name under which the text was sent, as written.
    pub(crate) label: Option<&'t str>,
}

impl<'t> Page<'t> {
    /// Cuts a folded text into tokens.
    pub(crate) fn new(text: &'t str, label: Option<&'t str>, lexicon: &Lexicon) -> Self {
        let (tokens, numbers) = tokenize(text, lexicon);
        let mut page = Self {
            text,
            tokens,
            numbers,
            codes: Vec::new(),
            chains: Vec::new(),
            spelled: Vec::new(),
            phrases: Vec::new(),
            label,
        };
        page.codes = codes(&page);
        page.chains = chains(&page);
        page.spelled = digit_runs(&page);
        page.phrases = phrases(&page, lexicon);
        page
    }

    /// The token at an index.
    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The text of a token; empty past the end.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.token(at)
            .and_then(|token| token.span().of(self.text))
            .unwrap_or_default()
    }

    /// The text of a span; empty when it does not fit.
    pub(crate) fn slice(&self, span: Span) -> &'t str {
        span.of(self.text).unwrap_or_default()
    }

    /// The span from one token through another, both included.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        match (self.token(first), self.token(last)) {
            (Some(a), Some(b)) if a.span().start <= b.span().end => Span {
                start: a.span().start,
                end: b.span().end,
            },
            _ => Span { start: 0, end: 0 },
        }
    }

    /// Whether the token reads so, whatever its ASCII case. In place, because most words that are asked about are known
    /// when the program is built.
    #[inline(always)]
    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        let begins = |token: &Token| token.head == head(word) && token.len() == word.len();
        self.token(at).is_some_and(begins)
            && (word.len() <= HEAD || self.word(at).eq_ignore_ascii_case(word))
    }

    /// Whether the token, whatever its ASCII case, is in a list that is sorted and in lower case.
    pub(crate) fn among(&self, at: usize, list: &[&str]) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let lower = || self.word(at).bytes().map(|byte| byte.to_ascii_lowercase());
        let whole = |one: &str| match one.len() <= HEAD && token.len() <= HEAD {
            true => Ordering::Equal,
            false => one.bytes().cmp(lower()),
        };
        list.binary_search_by(|one| written(one).cmp(&token.head).then_with(|| whole(one)))
            .is_ok()
    }

    /// The longest known phrase that begins at a token: its last token and what it is.
    pub(crate) fn phrase(&self, first: usize) -> Option<(usize, Flags)> {
        let by_first = |phrase: &Phrase| (phrase.first as usize).cmp(&first);
        let at = self.phrases.binary_search_by(by_first).ok()?;
        self.phrases.get(at).map(Phrase::end)
    }

    /// Whether the token is exactly this mark, once.
    pub(crate) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.token(at)
            .is_some_and(|token| token.class == Class::Mark && token.len() == mark.len())
            && self.word(at) == mark
    }

    /// Whether the token is a run of digits.
    pub(crate) fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_number)
    }

    /// Whether the token is a run of letters.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_word)
    }

    /// Whether the token is glued to the one before it.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether a token ends what is written there: nothing but a mark that closes is glued to it.
    pub(crate) fn closes(&self, at: usize) -> bool {
        let marks = [".", ",", ";", ")", "\"", "'", "/"];
        !self.is_glued(at + 1) || marks.contains(&self.word(at + 1))
    }

    /// The white space before a token; past the end it is as if an empty line followed.
    pub(crate) fn gap(&self, at: usize) -> Gap {
        self.token(at).map_or(Gap::Blank, |token| token.gap)
    }

    /// Whether a number may go on at a token: on the same line, or behind a line break at a hyphen or a bracket.
    pub(crate) fn goes_on(&self, at: usize) -> bool {
        let before = at.saturating_sub(1);
        let ends =
            (self.is_mark(before, "-") || self.is_mark(before, ")")) && self.is_glued(before);
        let begins = self.is_mark(at, "-") && self.is_glued(at + 1);
        self.gap(at) <= Gap::Space || (self.gap(at) == Gap::Line && (ends || begins))
    }

    /// The index of the first token that starts at or after a byte offset.
    pub(crate) fn token_from(&self, offset: usize) -> usize {
        self.tokens
            .partition_point(|token| token.span().start < offset)
    }
}
