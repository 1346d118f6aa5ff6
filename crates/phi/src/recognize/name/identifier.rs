//! Names in identifiers: "Harriet_Lindgren_MRI.pdf", "HarrietLindgren.docx", "lindgren_1961_03_14.pdf".
//!
//! Nothing around them says that a person is meant, so both words must be names and nothing else. Beside a day one such
//! word is enough: files of patients are named so.

use crate::find::{Confidence, Role, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight, calendar};
use crate::span::Span;
use crate::text::{Page, Piece, pieces};

/// What a word may not be besides a name.
const OTHER: Flags = Flags(
    Flags::COUNTRY.0
        | Flags::CREDENTIAL.0
        | Flags::EPONYM.0
        | Flags::FACILITY.0
        | Flags::MEDICAL.0
        | Flags::MONTH.0
        | Flags::ORGANIZATION.0
        | Flags::PLACE_COMMON.0
        | Flags::RARE.0
        | Flags::STATE.0
        | Flags::TITLE.0
        | Flags::WEEKDAY.0
        | Flags::WORD.0,
);

/// Proposes the names in identifiers.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for chain in &page.chains {
        let pieces = pieces(page, *chain);
        pairs(&pieces, out);
        beside_days(page, &pieces, out);
    }
}

/// Proposes two neighboring pieces that are a given name and a surname, in either order.
fn pairs(pieces: &[Piece], out: &mut Vec<Candidate>) {
    let mut rest = pieces;
    while let [left, right, after @ ..] = rest {
        let named = is_name(left, right) || is_name(right, left);
        out.extend(named.then(|| candidate(left.span, right.span).with(Confidence::Fair)));
        rest = if named {
            after
        } else {
            rest.split_first().map_or(&[], |(_, rest)| rest)
        };
    }
}

/// Proposes the parts of names that stand directly before or behind a day.
fn beside_days(page: &Page<'_>, pieces: &[Piece], out: &mut Vec<Candidate>) {
    let mut rest = pieces;
    while !rest.is_empty() {
        let Some(length) = day(page, rest) else {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        let (before, from) = pieces.split_at(pieces.len() - rest.len());
        rest = from.get(length..).unwrap_or_default();
        let goes_on = |piece: &&Piece| is_part(page, piece);
        let left = before.iter().rev().take_while(goes_on).count();
        let right = rest.iter().take_while(goes_on).count();
        let runs = [before.get(before.len() - left..), rest.get(..right)];
        out.extend(runs.into_iter().flatten().filter_map(run));
    }
}

/// How many pieces the day has that stands first: three groups, or eight figures.
fn day(page: &Page<'_>, pieces: &[Piece]) -> Option<usize> {
    let figures = |at: usize| {
        let piece = pieces.get(at).filter(|piece| page.is_number(piece.token))?;
        Some(page.slice(piece.span))
    };
    let first = figures(0)?;
    if calendar::is_packed(first) || calendar::is_packed_american(first) {
        return Some(1);
    }
    let parts = [first, figures(1)?, figures(2)?];
    calendar::is_date(parts).then_some(3)
}

/// Whether a piece can be part of a name in which another piece is nothing but one.
fn is_part(page: &Page<'_>, piece: &Piece) -> bool {
    let borne = piece.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
    let rare = Flags(OTHER.0 & !Flags::RARE.0);
    let named = piece.known.any(Flags::ANY_NAME) && !piece.known.any(rare);
    page.is_word(piece.token) && (borne || named || piece.span.len() == 1)
}

/// Whether a word is the name of a person and nothing else.
pub(in crate::recognize) fn is_telling(known: Flags) -> bool {
    known.any(Flags::GIVEN_COMMON | Flags::SURNAME) && !known.any(OTHER)
}

/// The name that a run of parts is, when one of them can be nothing else.
fn run(parts: &[Piece]) -> Option<Candidate> {
    let (first, last) = (parts.first()?, parts.last()?);
    let named = parts.iter().any(|part| is_telling(part.known));
    named.then(|| candidate(first.span, last.span).with(Confidence::Check))
}

fn is_name(given: &Piece, surname: &Piece) -> bool {
    given.known.any(Flags::GIVEN_COMMON)
        && surname.known.any(Flags::SURNAME)
        && !(given.known | surname.known).any(OTHER)
}

fn candidate(left: Span, right: Span) -> Candidate {
    let (start, end) = (left.start, right.end);
    let found = Candidate::new("name", Kind::Name, Span { start, end });
    Candidate {
        role: Some(Role::Person),
        ..found.because(Weight::Guess, Why::LEXICON)
    }
}
