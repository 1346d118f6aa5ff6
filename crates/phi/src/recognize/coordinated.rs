//! Names in a row of which one was found: "Kaplan / Dube / Stahl", "grandkids, Peaches and Deon", "Ito & Boone".

use std::iter::successors;

use super::{Candidate, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::text::{Case, Gap, Page};

/// How many names may follow each other so.
const MOST: usize = 6;

/// Adds the words that a slash, "and" or "&" ties to a name, to its left and to its right.
pub(crate) fn coordinated(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let names = out.iter().filter(|one| one.kind == Kind::Name);
    let tied = names.flat_map(|one| {
        let (first, behind) = (
            page.token_from(one.span.start),
            page.token_from(one.span.end),
        );
        let left = successors(before(page, first), |at| before(page, *at)).take(MOST);
        let right = successors(after(page, behind), |at| after(page, at + 1)).take(MOST);
        left.chain(right)
    });
    let found: Vec<Candidate> = tied.map(|at| candidate(page, at)).collect();
    out.extend(found);
}

fn candidate(page: &Page<'_>, at: usize) -> Candidate {
    let found = Candidate::new("name", Kind::Name, page.span(at, at));
    found.because(Weight::Context, Why::CONTEXT)
}

/// The name that is tied to the left of a token.
fn before(page: &Page<'_>, at: usize) -> Option<usize> {
    let name = at.checked_sub(2)?;
    (joins(page, at - 1) && is_name(page, name)).then_some(name)
}

/// The name behind a token, where that ties it to what stands before.
fn after(page: &Page<'_>, at: usize) -> Option<usize> {
    let goes_on = page.is_glued(at + 2) && page.is_word(at + 2);
    (joins(page, at) && is_name(page, at + 1) && !goes_on).then_some(at + 1)
}

/// Whether a token ties two names, with a blank on both sides.
fn joins(page: &Page<'_>, at: usize) -> bool {
    let spaced = page.gap(at) == Gap::Space && page.gap(at + 1) == Gap::Space;
    spaced && (matches!(page.word(at), "/" | "&" | "+") || page.is(at, "and"))
}

/// Whether a word is somebody's name and, with a capital, nothing that a note is full of.
fn is_name(page: &Page<'_>, at: usize) -> bool {
    let term = Flags::MEDICAL | Flags::EPONYM;
    let other = Flags::WORD_COMMON
        | Flags::TITLE
        | Flags::ROLE
        | Flags::RELATION
        | Flags::ORGANIZATION
        | Flags::MONTH
        | Flags::WEEKDAY
        | Flags::PLACE_COMMON
        | Flags::STATE
        | Flags::COUNTRY;
    page.token(at).is_some_and(|token| {
        token.case == Case::Capital
            && token.len() > 2
            && token.known.any(Flags::ANY_NAME)
            && !token.known.any(other)
            && (!token.known.any(term) || token.known.any(Flags::SURNAME_COMMON))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, name: &str) -> Vec<String> {
        super::super::tests::added(coordinated, text, &[name])
    }

    #[test]
    fn whoever_stands_beside_somebody() {
        assert_eq!(
            found("8/21 -- Kaplan / Dube / Stahl", "Stahl"),
            ["Dube", "Kaplan"]
        );
        assert_eq!(found("Tamsin and Okonjo called", "Tamsin"), ["Okonjo"]);
        for text in [
            "Okonjo and Metformin",
            "Okonjo and May",
            "Okonjo / he / she",
            "Okonjo/Rao",
            "Okonjo and Babinski",
        ] {
            assert!(found(text, "Okonjo").is_empty(), "{text}");
        }
    }
}
