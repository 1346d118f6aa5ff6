//! Whoever speaks in a chat: "drfeld: flu?", "nurse_tam: 24.3". A word that no list knows and that opens several lines, as another
//! does, is what somebody is called there.

use std::collections::HashMap;

use crate::find::{Role, Why};
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use crate::text::{Case, Cue, Page};

/// So many lines a word opens that speaks.
const TURNS: usize = 2;
/// Fewest letters of such a word: shorthand for a heading is shorter.
const LETTERS: usize = 4;

/// Proposes such words, wherever they open a line.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let openers: Vec<(usize, usize)> = (1..page.tokens.len())
        .filter_map(|at| opener(page, at))
        .collect();
    let mut turns: HashMap<String, usize> = HashMap::new();
    for (first, last) in &openers {
        *turns.entry(said(page, *first, *last)).or_default() += 1;
    }
    let speaks = |first, last| {
        turns
            .get(&said(page, first, last))
            .is_some_and(|turns| *turns >= TURNS)
    };
    if turns.values().filter(|turns| **turns >= TURNS).count() < 2 {
        return;
    }
    let unknown = openers
        .into_iter()
        .filter(|(first, last)| speaks(*first, *last) && is_handle(page, *first, *last));
    out.extend(unknown.map(|(first, last)| candidate(page.span(first, last))));
}

fn candidate(span: Span) -> Candidate {
    let found = Candidate::new("name", Kind::Name, span);
    Candidate {
        role: Some(Role::Person),
        ..found.because(Weight::Context, Why::CONTEXT)
    }
}

fn said(page: &Page<'_>, first: usize, last: usize) -> String {
    page.slice(page.span(first, last)).to_lowercase()
}

/// What stands alone between the start of a line and a colon: one word, or several tied by a low line.
fn opener(page: &Page<'_>, colon: usize) -> Option<(usize, usize)> {
    let last = colon.checked_sub(1)?;
    let tied = |at: usize| {
        at >= 2 && page.is_mark(at - 1, "_") && page.is_glued(at) && page.is_glued(at - 1)
    };
    let mut first = last;
    while tied(first) {
        first -= 2;
    }
    let whole = page.is_mark(colon, ":") && page.is_glued(colon) && page.is_word(last);
    (whole && page.token(first)?.starts_line()).then_some((first, last))
}

/// Whether it is no word, or is tied of several as no heading is.
fn is_handle(page: &Page<'_>, first: usize, last: usize) -> bool {
    let alone = page.token(last).is_some_and(|token| {
        token.known.is_empty()
            && token.cue == Cue::None
            && token.case != Case::Upper
            && token.len() >= LETTERS
    });
    first < last || alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn handles_speak() {
        let chat = "nurse_tam: neg\ndrfeld: flu?\nnurse_tam: flu b pos\ndrfeld: ok";
        assert_eq!(found(chat), ["nurse_tam", "drfeld", "nurse_tam", "drfeld"]);
    }

    #[test]
    fn headings_do_not() {
        for text in [
            "plan: rest\nnote: ok\nplan: ice\nnote: ok",
            "drfeld: flu?\ndrfeld: ok",
            "rtc: 2 wk\nhpi: x\nrtc: 3 wk\nhpi: y",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
