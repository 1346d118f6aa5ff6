//! The letters of somebody whose name stands on the page: "ET/ina" below "Emeka Thorsteinson, MD".
//!
//! Two or three letters are mostly shorthand; that they are also the first letters of a name that was found makes a guess of
//! them, which stands where the tagger agrees; where a person is due as well ("w/ ET"), they are more than a guess.

use std::collections::HashSet;

use super::name::{is_due, is_monogram};
use super::{Candidate, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::span::Span;
use crate::text::Page;

/// Fewest and most words of a name whose first letters are a monogram.
const WORDS: std::ops::RangeInclusive<usize> = 2..=3;

/// Adds the letters of the names that were found so far.
pub(crate) fn monograms(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let names = out.iter().filter(|one| one.kind == Kind::Name);
    let known: HashSet<String> = names
        .flat_map(|one| letters(page.slice(one.span)))
        .collect();
    if known.is_empty() {
        return;
    }
    let plain = (0..page.tokens.len()).filter(|at| is_monogram(page, *at));
    let fitting = plain.filter(|at| known.contains(&page.word(*at).to_lowercase()));
    out.extend(fitting.map(|at| candidate(page.span(at, at), is_due(page, at))));
}

fn candidate(span: Span, is_due: bool) -> Candidate {
    let weight = if is_due {
        Weight::Context
    } else {
        Weight::Guess
    };
    Candidate::new("name", Kind::Name, span).because(weight, Why::MEMORY)
}

/// The monograms of a name, in small letters: "Emeka K. Thorsteinson" has "ekt" and "et". What stands before a comma comes
/// last.
fn letters(name: &str) -> Vec<String> {
    let (last, first) = name.split_once(',').unwrap_or((name, ""));
    let first_letters = |part: &str| -> Vec<char> {
        let words = part.split(|c: char| !c.is_alphabetic() && c != '\'');
        words.filter_map(|word| word.chars().next()).collect()
    };
    let all = [first_letters(first), first_letters(last)].concat();
    if !WORDS.contains(&all.len()) {
        return Vec::new();
    }
    let ends = [all.first(), all.last()];
    let lower = |letters: &[&char]| letters.iter().flat_map(|c| c.to_lowercase()).collect();
    let whole: Vec<&char> = all.iter().collect();
    let ends: Vec<&char> = ends.into_iter().flatten().collect();
    vec![lower(&whole), lower(&ends)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str, name: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let start = text.find(name).unwrap();
        let span = Span::new(start, start + name.len()).unwrap();
        let mut out = vec![Candidate::new("test", Kind::Name, span)];
        monograms(&page, &mut out);
        let added = out.iter().skip(1);
        added.map(|one| page.slice(one.span).to_owned()).collect()
    }

    #[test]
    fn letters_of_a_name_on_the_page() {
        for (text, name, letters) in [
            (
                "Regards, Emeka Thorsteinson\nET/ina",
                "Emeka Thorsteinson",
                "ET",
            ),
            ("Oyelowo-Bates, Zora: per zob", "Oyelowo-Bates, Zora", "zob"),
            (
                "Rupert A. Lindqvist. ral dictated",
                "Rupert A. Lindqvist",
                "ral",
            ),
            (
                "Rupert A. Lindqvist. rl dictated",
                "Rupert A. Lindqvist",
                "rl",
            ),
        ] {
            assert_eq!(found(text, name), [letters], "{text}");
        }
    }

    #[test]
    fn other_letters_and_shorthand_are_nobody_s() {
        for (text, name) in [
            ("Emeka Thorsteinson, kz", "Emeka Thorsteinson"),
            ("Piet Tander, seen by PT", "Piet Tander"),
            ("Emeka said et", "Emeka"),
            ("Tova Hansen on the 4th", "Tova Hansen"),
        ] {
            assert_eq!(found(text, name), [""; 0], "{text}");
        }
    }
}
