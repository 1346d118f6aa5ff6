//! Somebody with a birthday behind the name, in small letters: "tc from pt 3/9. marcus bellweather dob 2.2.77".
//!
//! Two words that open a sentence or a line and stand right before a birth date are whose it is, where the lists know one of
//! them as a name and neither as anything else.

use super::unit::back;
use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Case, Cue, Gap, Page};

/// Proposes such names.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let births = page.tokens.iter().enumerate();
    let births = births.filter(|(_, token)| token.cue == Cue::Birth && token.gap <= Gap::Space);
    out.extend(births.filter_map(|(at, _)| before(page, at)));
}

fn before(page: &Page<'_>, birth: usize) -> Option<Candidate> {
    let comma = usize::from(page.is_mark(back(birth, 1), ","));
    let last = birth.checked_sub(1 + comma)?;
    let first = last.checked_sub(1)?;
    let dated = (birth + 1..birth + 3).any(|at| page.is_number(at));
    let words = [first, last];
    let fits = dated
        && opens(page, first)
        && page.gap(last) == Gap::Space
        && words.iter().all(|at| is_part(page, *at))
        && words.iter().any(|at| is_known(page, *at));
    fits.then(|| Candidate::told_name(page.span(first, last), Role::Patient))
}

fn opens(page: &Page<'_>, at: usize) -> bool {
    let stop = matches!(page.word(back(at, 1)), "." | "!" | "?" | ":" | ";" | "-");
    at == 0 || page.gap(at) >= Gap::Wide || stop
}

fn is_part(page: &Page<'_>, at: usize) -> bool {
    let other = Flags::WORD_COMMON | Flags::ROLE | Flags::RELATION | Flags::TITLE;
    page.token(at).is_some_and(|token| {
        let term = token.known.any(Flags::MEDICAL) && !token.known.any(Flags::GIVEN_COMMON);
        let plain = term || token.known.any(other);
        token.case == Case::Lower && token.is_word() && token.len() > 2 && !plain
    })
}

fn is_known(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.known.any(Flags::GIVEN | Flags::SURNAME_COMMON))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn two_words_before_a_birthday() {
        assert_eq!(
            found("tc from pt 3/9. marcus bellweather dob 2.2.77. says"),
            ["marcus bellweather"]
        );
        assert_eq!(found("tamsin okonjo, dob 4/2/71"), ["tamsin okonjo"]);
        for text in [
            "please check dob 4/2/71",
            "told marcus the dob 4/2/71",
            "marcus bellweather dob unknown",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
