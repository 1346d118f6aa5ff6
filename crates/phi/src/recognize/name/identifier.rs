//! Full names in identifiers: "Harriet_Lindgren_MRI.pdf", "lindgren-harriet-1961.pdf", "HarrietLindgren.docx".
//!
//! Nothing around them says that a person is meant, so both words must be names and nothing else.

use crate::find::{Confidence, Role, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight};
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

/// Proposes two neighboring pieces of an identifier that are a given name and a surname, in either order.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    for chain in &page.chains {
        let pieces = pieces(page, *chain);
        let mut rest = pieces.as_slice();
        while let [left, right, after @ ..] = rest {
            let named = is_name(left, right) || is_name(right, left);
            out.extend(named.then(|| candidate(left.span, right.span)));
            rest = if named {
                after
            } else {
                rest.split_first().map_or(&[], |(_, rest)| rest)
            };
        }
    }
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
        ..found
            .because(Weight::Guess, Why::LEXICON)
            .with(Confidence::Fair)
    }
}
