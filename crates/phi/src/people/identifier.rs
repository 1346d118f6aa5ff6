//! Mentions in identifiers: "lindgren_harriet_scan.pdf", "openChartHarrietLindgren", "h.lindgren".
//!
//! In an identifier a capital says nothing and a sentence asks for none, so a part that is also an ordinary word
//! ("long_term_care") is only taken beside another part of the same name ("will_long.pdf").

use super::memory::{Memory, Mentioned, ORDINARY};
use super::recall::mention;
use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Chain, Page, Piece, Token, pieces};

/// What may be meant by a word of an identifier, beside what makes it ordinary anywhere: hosts and folders bear the
/// names of places and companies.
const OTHERWISE: Flags = Flags(
    ORDINARY.0
        | Flags::COUNTRY.0
        | Flags::FACILITY.0
        | Flags::ORGANIZATION.0
        | Flags::PLACE_COMMON.0,
);

/// Fewest letters of a part that is taken by itself.
const ALONE: usize = 3;

/// The pieces of an identifier that are parts of known names.
pub(super) fn in_identifier<'a>(
    page: &'a Page<'_>,
    chain: Chain,
    memory: &'a Memory,
) -> impl Iterator<Item = Mentioned> + 'a {
    let pieces = pieces(page, chain);
    (0..pieces.len()).filter_map(move |at| {
        let piece = pieces.get(at)?;
        in_prose(page, chain, piece, memory).or_else(|| strung(page, &pieces, at, memory))
    })
}

/// The mention that a whole word is, when only a space was forgotten after a full stop: "Ask Long.He agrees".
fn in_prose(page: &Page<'_>, chain: Chain, piece: &Piece, memory: &Memory) -> Option<Mentioned> {
    let at = piece.token;
    let token = page.token(at).filter(|token| token.span() == piece.span)?;
    let stops = |mark: usize| {
        page.is_mark(mark, ".") && page.token(mark + 1).is_some_and(Token::is_capital)
    };
    let free = (at == chain.first || stops(at - 1)) && (at == chain.last || stops(at + 1));
    free.then(|| mention(page, at, token, memory)).flatten()
}

fn strung(page: &Page<'_>, pieces: &[Piece], at: usize, memory: &Memory) -> Option<Mentioned> {
    let piece = pieces.get(at)?;
    let word = page.slice(piece.span);
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let neighbors = || {
        let all = [before, pieces.get(at + 1)].into_iter().flatten();
        all.map(|piece| page.slice(piece.span))
    };
    let telling = !piece.known.any(OTHERWISE) && word.chars().count() >= ALONE;
    let whole = match memory.get(word).filter(|_| telling) {
        Some(part) => Some(part),
        None if word.chars().count() == 1 => {
            neighbors().find_map(|other| memory.beside(other, word))
        }
        None => neighbors()
            .find_map(|other| memory.beside(word, other))
            .or_else(|| memory.glued(word, piece.known)),
    };
    let (len, part) = whole
        .map(|part| (word.len(), part))
        .or_else(|| memory.plural(word, piece.known))?;
    let end = piece.span.start + len;
    Some(Mentioned {
        span: Span { end, ..piece.span },
        part,
        strung: true,
    })
}
