//! Why words are not read as a name: the same reading as finding, with its refusals kept.

use super::{Manners, Token, step};
use crate::lexicon::Flags;
use crate::reason::Dropped;
use crate::span::Span;
use crate::text::Page;

/// Why each word that touches a span is not read as a name, from left to right.
pub(in crate::recognize) fn doubts(page: &Page<'_>, span: Span) -> Vec<Dropped> {
    let manners = Manners::of(page);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(token) = page.token(at) {
        let mut refused = None;
        let next = step(page, at, &manners, &mut |read| refused = read.err());
        let touched = token.is_word() && page.span(at, next - 1).overlaps(span);
        out.extend(refused.filter(|_| touched).map(|why| meant(why, token)));
        at = next;
    }
    out
}

/// A refusal by the look of a word, as what the word means when the lists know that.
fn meant(why: Dropped, token: &Token) -> Dropped {
    let known = token.known;
    let part = Flags::TITLE | Flags::CREDENTIAL | Flags::ROLE | Flags::RELATION;
    match why {
        Dropped::NoSign if known.is_empty() => Dropped::Nothing,
        Dropped::NoSign | Dropped::Glued => match () {
            () if known.any(Flags::MEDICAL | Flags::EPONYM | Flags::THING) => Dropped::KeepList,
            () if known.any(part) => Dropped::Title,
            () if known.any(Flags::WORD | Flags::SPEECH) => Dropped::OrdinaryWord,
            () => why,
        },
        _ => why,
    }
}
