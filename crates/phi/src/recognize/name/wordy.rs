//! Names whose last words are ordinary ones: "Ambrose Kicking Woman, 83", "Doris Aims Back, 406-555-0140". Behind a given name,
//! words with capitals before a comma and an age or a telephone number are somebody's, whatever else they mean.

use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Case, Gap, Page};

/// Most words behind the given name.
const WORDS: usize = 3;

/// Proposes such names.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let given = (0..page.tokens.len()).filter(|at| is_given(page, *at));
    let whole = given.filter_map(|first| Some((first, last(page, first)?)));
    out.extend(
        whole.map(|(first, last)| Candidate::told_name(page.span(first, last), Role::Person)),
    );
}

fn is_given(page: &Page<'_>, at: usize) -> bool {
    page.token(at).is_some_and(|token| {
        token.case == Case::Capital
            && token.known.any(Flags::GIVEN)
            && !token
                .known
                .any(Flags::WORD | Flags::MONTH | Flags::PLACE_COMMON)
    })
}

/// The last of the words behind a given name, when they are ordinary and an age or a number follows.
fn last(page: &Page<'_>, first: usize) -> Option<usize> {
    let behind = (first + 1..=first + WORDS).take_while(|at| is_part(page, *at));
    let last = behind.last()?;
    let ordinary = page
        .token(last)
        .is_some_and(|token| token.known.any(Flags::WORD_COMMON));
    let told =
        page.is_mark(last + 1, ",") && page.is_glued(last + 1) && page.gap(last + 2) == Gap::Space;
    (ordinary && told && (is_age(page, last + 2) || is_number(page, last + 2))).then_some(last)
}

/// Whether a word has a capital and is no part of an address, a house or a degree.
fn is_part(page: &Page<'_>, at: usize) -> bool {
    let other = Flags::STREET_SUFFIX
        | Flags::FACILITY_WORD
        | Flags::ORGANIZATION
        | Flags::CREDENTIAL
        | Flags::ROLE
        | Flags::STATE
        | Flags::MONTH
        | Flags::WEEKDAY
        | Flags::MEDICAL;
    page.token(at).is_some_and(|token| {
        token.case == Case::Capital && token.gap == Gap::Space && !token.known.any(other)
    })
}

/// "83,": two figures between commas.
fn is_age(page: &Page<'_>, at: usize) -> bool {
    let years = page.is_number(at) && page.word(at).len() <= 3;
    let closes = page.is_mark(at + 1, ",") || page.among(at + 1, &["y", "yo", "yr", "yrs"]);
    years && closes && page.gap(at + 1) <= Gap::Space
}

/// "406-555-0140".
fn is_number(page: &Page<'_>, at: usize) -> bool {
    let groups = [(at, 3), (at + 2, 3), (at + 4, 4)];
    let formed = |(at, digits): (usize, usize)| page.is_number(at) && page.word(at).len() == digits;
    let tied = (at + 1..=at + 4).all(|at| page.is_glued(at));
    groups.into_iter().all(formed) && tied
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn ordinary_words_behind_a_given_name_are_a_surname() {
        for (text, name) in [
            (
                "Pt Mr Ambrose Kicking Woman, 83, metastatic",
                "Ambrose Kicking Woman",
            ),
            (
                "neighbor: Doris Aims Back, 406-555-0140. Road",
                "Doris Aims Back",
            ),
        ] {
            assert_eq!(found(text), [name], "{text}");
        }
    }

    #[test]
    fn words_that_are_no_surname() {
        for text in [
            "Ambrose Kicking Woman lives here",
            "Patricia Street, 83, and",
            "Harriet Then Back, 12 of them",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
