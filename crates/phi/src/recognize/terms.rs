//! Items of a list of terms: "Frazier suction, Yankauer x1, Cottle, Boies", "Thayer-Martin or Martin-Lewis for GC". What the
//! keep-list does not know is not somebody's name where everything beside it in the list is a term with a capital.

use super::{Candidate, Weight};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::text::{Case, Gap, Page};

/// How many words with a capital are looked at on each side.
const BESIDE: usize = 3;
/// How far away they may stand, in tokens.
const FAR: usize = 14;
/// So many of them are terms, at least.
const TERMS: usize = 3;

/// Leaves out the names of a list of terms that rest on their look alone.
pub(crate) fn leave_out_terms(page: &Page<'_>, own: &mut Vec<Candidate>) {
    let people: Vec<bool> = told(page, own);
    own.retain(|one| {
        let read = one.kind == Kind::Name && one.weight < Weight::Context;
        !read || !is_item(page, one, &people)
    });
}

/// Which tokens belong to a name that something beside its look speaks for.
fn told(page: &Page<'_>, own: &[Candidate]) -> Vec<bool> {
    let mut all = vec![false; page.tokens.len()];
    let sure = |one: &&Candidate| one.kind == Kind::Name && one.weight >= Weight::Context;
    for one in own.iter().filter(sure) {
        let (first, behind) = (
            page.token_from(one.span.start),
            page.token_from(one.span.end),
        );
        let inside = all.get_mut(first..behind).into_iter().flatten();
        inside.for_each(|token| *token = true);
    }
    all
}

fn is_item(page: &Page<'_>, one: &Candidate, people: &[bool]) -> bool {
    let first = page.token_from(one.span.start);
    let behind = page.token_from(one.span.end);
    let parted = is_parted(page, first) && (ends(page, behind) || is_counted(page, behind));
    if !parted || !(first..behind).all(|at| is_rare(page, at)) {
        return false;
    }
    let ahead = (behind..page.tokens.len()).take(FAR);
    let back = (first.saturating_sub(FAR)..first).rev();
    let near: Vec<usize> = words(page, back).chain(words(page, ahead)).collect();
    let terms = near.iter().filter(|at| is_term(page, **at));
    let somebody = near
        .iter()
        .any(|at| people.get(*at).copied().unwrap_or_default());
    let terms = terms.count();
    !somebody && terms >= TERMS && terms + 1 >= near.len()
}

/// Whether a word is written as names are, and is not what many people are called.
fn is_rare(page: &Page<'_>, at: usize) -> bool {
    let borne = Flags::GIVEN_COMMON | Flags::SURNAME_COMMON;
    page.token(at).is_some_and(|token| {
        let capital = matches!(token.case, Case::Capital | Case::Camel);
        (capital || !token.is_word()) && !token.known.any(borne)
    })
}

/// The nearest words with a capital, up to an empty line.
fn words<'p>(
    page: &'p Page<'_>,
    tokens: impl Iterator<Item = usize> + 'p,
) -> impl Iterator<Item = usize> + 'p {
    let worded = |at: &usize| {
        page.token(*at).is_some_and(|token| {
            matches!(token.case, Case::Capital | Case::Camel) && token.len() > 2
        })
    };
    tokens.filter(worded).take(BESIDE)
}

/// Whether an item of a list begins at a token, within a line.
fn is_parted(page: &Page<'_>, at: usize) -> bool {
    let before = at.checked_sub(1);
    let mark = before.is_some_and(|at| matches!(page.word(at), "," | ";" | "/" | "+"));
    page.gap(at) == Gap::Wide || (mark && page.gap(at) < Gap::Line)
}

/// Whether an item of a list ends before a token.
fn ends(page: &Page<'_>, at: usize) -> bool {
    page.gap(at) >= Gap::Wide || matches!(page.word(at), "," | ";" | "." | "/" | "+" | ":")
}

/// Whether a number or a sign says how much of an item there is.
fn is_counted(page: &Page<'_>, at: usize) -> bool {
    page.is_number(at) || page.among(at, &["neg", "negative", "pos", "positive", "x"])
}

/// Whether a word is a term, and no more.
fn is_term(page: &Page<'_>, at: usize) -> bool {
    let term = Flags::MEDICAL | Flags::EPONYM;
    page.token(at).is_some_and(|token| token.known.any(term))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// Whether a name that rests on its look alone is left where it stands.
    fn stays(text: &str, name: &str) -> bool {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.find(name).unwrap();
        let span = crate::span::Span::new(start, start + name.len()).unwrap();
        let mut own = vec![Candidate::new("test", Kind::Name, span)];
        leave_out_terms(&page, &mut own);
        !own.is_empty()
    }

    #[test]
    fn an_item_of_a_list_of_terms_is_one() {
        for (text, name) in [
            (
                "Corrigan, Quincke, Qvistgaard, Duroziez, Traube",
                "Qvistgaard",
            ),
            (
                "Adson x2, Yankauer x1, Qvistgaard x1, Metzenbaum",
                "Qvistgaard",
            ),
        ] {
            assert!(!stays(text, name), "{text}");
        }
    }

    #[test]
    fn somebody_beside_terms_is_not() {
        for (text, name) in [
            (
                "Seen by Qvistgaard. Corrigan, Quincke, Duroziez",
                "Qvistgaard",
            ),
            ("Corrigan, Quincke, Garcia, Duroziez, Traube", "Garcia"),
            ("Garcia, Nguyen, Qvistgaard, Jones, Smith", "Qvistgaard"),
            ("Corrigan (Qvistgaard) Quincke, Duroziez", "Qvistgaard"),
        ] {
            assert!(stays(text, name), "{text}");
        }
    }
}
