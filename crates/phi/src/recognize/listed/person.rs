//! Cells that read as names.

use std::ops::RangeInclusive;

use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Case, Page, Token};

/// How many words a name in a cell has.
const WORDS: RangeInclusive<usize> = 1..=4;

/// A cell that reads as a name: a few words with capitals and first letters, none of which is nothing but an ordinary word or a
/// term. Titles before it and degrees behind it are no part of it.
pub(super) fn name(page: &Page<'_>, cell: Span, sure: bool) -> Option<Span> {
    let tokens = super::tokens(page, cell);
    let around = Flags::TITLE | Flags::ROLE | Flags::RELATION | Flags::CREDENTIAL;
    let tells = |token: &Token| token.is_word() && (token.len() == 1 || !token.known.any(around));
    let first = tokens.iter().position(tells)?;
    let last = tokens.iter().rposition(tells)?;
    let inner = tokens.get(first..=last)?;
    let words = || inner.iter().filter(|token| token.is_word());
    let comma = inner.iter().any(|token| page.slice(token.span()) == ",");
    let mark = |token: &Token| MARKS.contains(&page.slice(token.span()));
    let fits = WORDS.contains(&words().count())
        && words().all(|token| token.len() == 1 || could_be_name(token, sure && comma))
        && words().any(|token| token.len() > 1 && is_name(token, sure || comma))
        && inner.iter().all(|token| token.is_word() || mark(token));
    let (first, last) = (inner.first()?.span(), inner.last()?.span());
    fits.then_some(Span {
        start: first.start,
        end: last.end,
    })
}

/// Marks in names.
const MARKS: &[&str] = &["\"", "&", "'", ",", "-", ".", "/"];

/// Whether a word may be a part of a name; with a comma in a list of names, any word may.
fn could_be_name(token: &Token, any: bool) -> bool {
    let plain = Flags::WORD_COMMON | Flags::MEDICAL;
    let named = token.known.any(Flags::ANY_NAME) || !token.known.any(plain);
    token.case != Case::Lower && (named || any)
}

/// Whether a word is more likely a name than anything else; where a name is due, that it can be one is enough.
fn is_name(token: &Token, due: bool) -> bool {
    let named = token.known.any(Flags::ANY_NAME);
    token.known.is_empty() || (named && (due || !token.known.any(Flags::WORD | Flags::MEDICAL)))
}
