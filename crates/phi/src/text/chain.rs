//! Identifiers: words strung together without a space, as in file names, keys and function names.
//!
//! "lindgren_harriet_scan.pdf", "harriet.lindgren" and "openChartHarrietLindgren" hold several words each. A chain is
//! such a string, and its pieces are the words in it: tokens, and the humps of tokens that no word list knows, so that
//! "McDonald" stays whole. What a piece means is for those who read it.

use super::{Case, Class, Gap, Page, Token};
use crate::lexicon::{Flags, Lexicon};
use crate::span::Span;

/// One identifier of at least two pieces, by its first and last token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chain {
    /// Its first token.
    pub(crate) first: usize,
    /// Its last token.
    pub(crate) last: usize,
}

/// One word or number in a chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// Where it stands in the folded text.
    pub(crate) span: Span,
    /// What the lexicon knows about it.
    pub(crate) known: Flags,
    /// The token that it is, or is a hump of.
    pub(crate) token: usize,
}

/// Finds the chains of a page, from left to right.
pub(crate) fn chains(page: &Page<'_>) -> Vec<Chain> {
    let mut out: Vec<Chain> = Vec::new();
    let mut done = 0;
    for (at, token) in page.tokens.iter().enumerate() {
        let opens = match token.class {
            Class::Mark => token.gap == Gap::None && parts_words(page, at),
            Class::Word => is_humped(token),
            Class::Number => false,
        };
        if at < done || !opens {
            continue;
        }
        let chain = Chain {
            first: grow_left(page, at, done),
            last: grow_right(page, at),
        };
        done = chain.last + 1;
        out.extend(is_wordy(page, chain).then_some(chain));
    }
    out
}

/// The words and numbers of a chain, in order.
pub(crate) fn pieces(page: &Page<'_>, chain: Chain) -> Vec<Piece> {
    let mut out = Vec::new();
    for at in chain.first..=chain.last {
        match page.token(at) {
            Some(token) if is_humped(token) => {
                let humps = humps(page.word(at)).into_iter();
                out.extend(humps.map(|hump| piece(page, at, hump)));
            }
            Some(token) if token.class != Class::Mark => out.push(Piece {
                span: token.span(),
                known: token.known,
                token: at,
            }),
            _ => {}
        }
    }
    out
}

fn piece(page: &Page<'_>, token: usize, hump: Span) -> Piece {
    let start = page.token(token).map_or(0, |token| token.span().start);
    let span = Span {
        start: start + hump.start,
        end: start + hump.end,
    };
    Piece {
        span,
        known: Lexicon::shipped().flags(page.slice(span)),
        token,
    }
}

/// Whether a word is to be taken apart at its capitals.
fn is_humped(token: &Token) -> bool {
    token.case == Case::Camel && token.known.is_empty()
}

/// Whether a mark stands between two words or numbers as only identifiers have it.
fn parts_words(page: &Page<'_>, at: usize) -> bool {
    let tied = page.is_glued(at + 1) && joins(page, at);
    match page.word(at) {
        "_" | "__" | "." => tied,
        "-" => tied && ties_day(page, at),
        _ => false,
    }
}

/// Whether a hyphen ties a day to a word, which it does in names of files only: "lindgren-1961-03-14".
fn ties_day(page: &Page<'_>, hyphen: usize) -> bool {
    let before = hyphen
        .checked_sub(1)
        .is_some_and(|before| page.is_word(before));
    let day = match page.word(hyphen + 1).len() {
        4 => page.is_mark(hyphen + 2, "-") && joins(page, hyphen + 2) && page.is_number(hyphen + 3),
        8 => true,
        _ => false,
    };
    before && page.is_number(hyphen + 1) && day
}

/// Whether a mark is glued to a word or number on both sides.
fn joins(page: &Page<'_>, at: usize) -> bool {
    let glued = page.is_glued(at) && page.is_glued(at + 1);
    glued
        && at
            .checked_sub(1)
            .is_some_and(|before| is_text(page, before))
        && is_text(page, at + 1)
        && matches!(page.word(at), "_" | "__" | "." | "-" | "+")
}

fn is_text(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.class != Class::Mark)
}

fn grow_left(page: &Page<'_>, from: usize, floor: usize) -> usize {
    let mut first = from;
    while first > floor
        && page.is_glued(first)
        && (is_text(page, first - 1) || joins(page, first - 1))
    {
        first -= 1;
    }
    first
}

fn grow_right(page: &Page<'_>, from: usize) -> usize {
    let mut last = from;
    while page.is_glued(last + 1) && (is_text(page, last + 1) || joins(page, last + 1)) {
        last += 1;
    }
    last
}

/// Whether a word stands in it, and not only letters of a shorthand: "b.i.d." and "3.5" are none.
fn is_wordy(page: &Page<'_>, chain: Chain) -> bool {
    let mut tokens = (chain.first..=chain.last).filter_map(|at| page.token(at));
    tokens.any(|token| token.is_word() && token.len() > 2)
}

/// The humps of a word: "openChartMRI" is "open", "Chart" and "MRI".
fn humps(word: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let (mut start, mut before) = (0, None);
    let mut letters = word.char_indices().peekable();
    while let Some((at, here)) = letters.next() {
        let ends_capitals = letters.peek().is_some_and(|(_, next)| next.is_lowercase());
        let opens = here.is_uppercase()
            && before
                .is_some_and(|c: char| c.is_lowercase() || (c.is_uppercase() && ends_capitals));
        if opens {
            out.push(Span { start, end: at });
            start = at;
        }
        before = Some(here);
    }
    out.push(Span {
        start,
        end: word.len(),
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<Vec<&str>> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let words = |chain: &Chain| {
            let pieces = pieces(&page, *chain);
            pieces.iter().map(|piece| page.slice(piece.span)).collect()
        };
        page.chains.iter().map(words).collect()
    }

    #[test]
    fn identifiers_come_apart() {
        let rows: [(&str, &[&str]); 6] = [
            (
                "see lindgren_harriet_scan.pdf.",
                &["lindgren", "harriet", "scan", "pdf"],
            ),
            (
                "openChartMRILindgren2",
                &["open", "Chart", "MRI", "Lindgren", "2"],
            ),
            ("(harriet.lindgren)", &["harriet", "lindgren"]),
            (
                "lindgren-harriet-1961.pdf",
                &["lindgren", "harriet", "1961", "pdf"],
            ),
            ("a__bcd", &["a", "bcd"]),
            ("zo\u{eb}Zabrinski", &["zo\u{eb}", "Zabrinski"]),
        ];
        for (text, words) in rows {
            assert_eq!(cut(text), [words], "{text}");
        }
    }

    #[test]
    fn prose_holds_no_identifier() {
        for text in [
            "Mr. McDonald-Smith, b.i.d. 3.5 mg",
            "follow-up. _so_ on",
            "and/or wait...then",
            "",
        ] {
            assert!(cut(text).is_empty(), "{text}: {:?}", cut(text));
        }
    }
}
