//! What belongs to a run of which the model saw only a part: the rest of letters that are spelled, small words before a
//! surname, the house behind a place.

use super::label::Label;
use crate::lexicon::Flags;
use crate::text::{Case, Gap, Page};

/// Fewest single letters in a row that spell a name.
const SPELLED: usize = 4;

/// A run with all that belongs to it.
pub(super) fn widened(page: &Page<'_>, label: Label, run: (usize, usize)) -> (usize, usize) {
    match label {
        Label::Name => particles(page, spelled(page, run)),
        Label::Place => house(page, run),
        _ => run,
    }
}

/// "a b e r n a t h y": up to the last letter on either side.
fn spelled(page: &Page<'_>, (first, last): (usize, usize)) -> (usize, usize) {
    let letter = |at: &usize| page.is_word(*at) && page.word(*at).chars().count() == 1;
    let spaced = |at: &usize| letter(at) && page.gap(*at) == Gap::Space;
    if last - first + 1 < SPELLED || !(first..=last).all(|at| letter(&at)) {
        return (first, last);
    }
    let behind = (last + 1..page.tokens.len()).take_while(spaced).count();
    let before = (0..first)
        .rev()
        .take_while(|at| spaced(at) && page.gap(at + 1) == Gap::Space)
        .count();
    (first - before, last + behind)
}

/// "de" before "la Cruz", and before a surname where an entry begins: "418 de Souza", "| van Dyke".
fn particles(page: &Page<'_>, (first, last): (usize, usize)) -> (usize, usize) {
    let Some(before) = first
        .checked_sub(1)
        .filter(|_| page.gap(first) == Gap::Space)
    else {
        return (first, last);
    };
    let article = page.among(first, &["la", "las", "los"]) && page.is(before, "de");
    let opens = page.gap(before) >= Gap::Wide
        || before
            .checked_sub(1)
            .is_some_and(|far| page.is_number(far) || page.word(far) == "|");
    let particle = page.among(before, &["da", "de", "del", "van", "von"]);
    match article || particle && opens {
        true => (before, last),
        false => (first, last),
    }
}

/// "STD clinic", "Huerfano chapter house": what a house is, in small letters behind its name.
fn house(page: &Page<'_>, (first, last): (usize, usize)) -> (usize, usize) {
    let small = |at: usize| {
        let token = page.token(at);
        token.is_some_and(|token| token.case == Case::Lower && token.gap == Gap::Space)
    };
    let is_house = |at: usize| page.among(at, HOUSES) && small(at);
    let named = page.token(last).is_some_and(|token| {
        token.is_capital() && !token.known.any(Flags::STREET_SUFFIX | Flags::STATE)
    });
    match named {
        true if is_house(last + 1) => (first, last + 1),
        true if page.among(last + 1, KINDS) && small(last + 1) && is_house(last + 2) => {
            (first, last + 2)
        }
        _ => (first, last),
    }
}

/// What houses are called by, sorted.
const HOUSES: &[&str] = &["clinic", "hall", "hospital", "house", "school"];

/// Which house it is, sorted.
const KINDS: &[&str] = &["chapter", "elementary", "fire", "high", "middle", "union"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn wide(text: &str, part: &str, label: Label) -> String {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.find(part).unwrap();
        let first = page.token_from(start);
        let last = page.token_from(start + part.len()) - 1;
        let (first, last) = widened(&page, label, (first, last));
        page.slice(page.span(first, last)).to_owned()
    }

    #[test]
    fn a_run_is_taken_whole() {
        assert!(HOUSES.is_sorted() && KINDS.is_sorted());
        for (text, part, label, whole) in [
            (
                "spelled c h u k w u at Saint",
                "c h u k w",
                Label::Name,
                "c h u k w u",
            ),
            (
                "is a b e r n a t h y.",
                "e r n a",
                Label::Name,
                "a b e r n a t h y",
            ),
            ("that's s t a n", "t a n", Label::Name, "t a n"),
            ("see x y z", "y z", Label::Name, "y z"),
            ("1 | de la Cruz| Ana", "la Cruz", Label::Name, "de la Cruz"),
            ("418 de souza cellulitis", "souza", Label::Name, "de souza"),
            ("la hija de Juan", "Juan", Label::Name, "Juan"),
            (
                "past the Huerfano chapter house.",
                "Huerfano",
                Label::Place,
                "Huerfano chapter house",
            ),
            ("in Gresham today", "Gresham", Label::Place, "Gresham"),
        ] {
            assert_eq!(wide(text, part, label), whole, "{text}");
        }
    }
}
