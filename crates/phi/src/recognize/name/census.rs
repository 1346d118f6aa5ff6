//! Who lies in which bed, a line each: "18 - Little 70M COPD", "25b - Price 47M cirrhosis", "620  Gupta 60 BKA".
//!
//! Behind a room at the head of a line and before an age with a sex, any word with a capital is somebody's name. Where two lines
//! say so, an age without a sex is enough for a surname.

use crate::find::Role;
use crate::lexicon::Flags;
use crate::recognize::Candidate;
use crate::text::{Case, Gap, Page, Token};

/// Proposes such names.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let beds = page.tokens.iter().enumerate();
    let beds = beds.filter(|(at, token)| *at == 0 || token.gap >= Gap::Line);
    let behind: Vec<usize> = beds.filter_map(|(at, _)| behind_bed(page, at)).collect();
    let told: Vec<bool> = behind.iter().map(|at| is_aged(page, *at + 1)).collect();
    let census = told.iter().filter(|told| **told).count() > 1;
    let all = behind.into_iter().zip(told);
    let named = all.filter(|(at, told)| *told || (census && is_surname(page, *at)));
    out.extend(named.map(|(at, _)| Candidate::told_name(page.span(at, at), Role::Patient)));
}

/// The word behind the bed that begins a line: "18 - ", "25b: ", "ICU3 ".
fn behind_bed(page: &Page<'_>, first: usize) -> Option<usize> {
    let glued = (first + 1..first + 3).take_while(|at| page.is_glued(*at) && !is_mark(page, *at));
    let last = first + glued.count();
    let bed = (first..=last).any(|at| page.is_number(at)) && page.span(first, last).len() <= 5;
    let word = last + 1 + usize::from(is_mark(page, last + 1));
    let token = page.token(word)?;
    let named = token.is_word()
        && token.len() > 2
        && token.case == Case::Capital
        && matches!(token.gap, Gap::Space | Gap::Wide)
        && !token.known.any(Flags::MONTH | Flags::WEEKDAY);
    (bed && named && page.is_number(word + 1)).then_some(word)
}

fn is_mark(page: &Page<'_>, at: usize) -> bool {
    matches!(page.word(at), "-" | ":" | ".")
}

/// Whether a number is an age with a sex behind it: "70M".
fn is_aged(page: &Page<'_>, at: usize) -> bool {
    let age = (1..=3).contains(&page.word(at).len()) && page.gap(at) == Gap::Space;
    let sex = matches!(page.word(at + 1), "F" | "M" | "f" | "m") && page.is_glued(at + 1);
    age && sex && !page.is_glued(at + 2)
}

/// Whether a word is a surname more than anything else, and two figures follow.
fn is_surname(page: &Page<'_>, at: usize) -> bool {
    let surname = |token: &Token| {
        let term = token.known.any(Flags::MEDICAL) && !token.known.any(Flags::SURNAME_COMMON);
        token.known.any(Flags::ANY_NAME) && !token.known.any(Flags::WORD_COMMON) && !term
    };
    let age = page.word(at + 1).len() == 2 && !page.is_glued(at + 2);
    page.token(at).is_some_and(surname) && age
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        super::super::tests::found(find, text)
    }

    #[test]
    fn whoever_lies_in_a_bed() {
        let list =
            "18 - Little 70M COPD\n25b - Price 47M cirrhosis\n620  Gupta 60 BKA\nICU3 Rao 41F";
        assert_eq!(found(list), ["Little", "Price", "Gupta", "Rao"]);
        for text in ["620  Gupta 60 BKA", "2 Tablets 30 min before", "3 May 70M"] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
