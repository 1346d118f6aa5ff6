//! Names in a row of which one was found: "Kaplan / Dube / Stahl", "grandkids, Peaches and Deon", "Ito & Boone".

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
    let ends: Vec<(usize, usize)> = names
        .map(|one| {
            let behind = page.token_from(one.span.end);
            (page.token_from(one.span.start), behind)
        })
        .collect();
    let mut found = Vec::new();
    for (first, behind) in ends {
        let mut left = first;
        for _ in 0..MOST {
            let Some(at) = left
                .checked_sub(2)
                .filter(|at| joins(page, at + 1) && is_name(page, *at))
            else {
                break;
            };
            found.push(at);
            left = at;
        }
        let mut right = behind;
        for _ in 0..MOST {
            let ties = joins(page, right) && is_name(page, right + 1);
            if !ties || page.gap(right + 2) == Gap::None && page.is_word(right + 2) {
                break;
            }
            found.push(right + 1);
            right += 2;
        }
    }
    out.extend(found.into_iter().map(|at| {
        let found = Candidate::new("name", Kind::Name, page.span(at, at));
        found.because(Weight::Context, Why::CONTEXT)
    }));
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
    use crate::lexicon::Lexicon;

    fn found(text: &str, name: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.find(name).unwrap();
        let span = crate::span::Span {
            start,
            end: start + name.len(),
        };
        let mut out = vec![Candidate::new("name", Kind::Name, span)];
        coordinated(&page, &mut out);
        let new = out.iter().skip(1);
        new.map(|one| page.slice(one.span).to_owned()).collect()
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
