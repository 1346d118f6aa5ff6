//! People in a row, each with a number behind the name: "Alex Petrenko 40417, Mo Farouk 40522".
//!
//! One number behind one name may be anything. Several of one length, each behind another name, tell the people apart.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::{Candidate, Weight};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Gap, Page};

/// How many digits such numbers have.
const DIGITS: RangeInclusive<usize> = 5..=8;

/// Adds the numbers behind the names that were found so far.
pub(crate) fn numbered_names(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let mut by_length: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for name in out.iter().filter(|one| one.kind == Kind::Name) {
        let behind = page.token_from(name.span.end);
        let is = page.is(behind, "is") && page.gap(behind) == Gap::Space;
        let next = behind + usize::from(is);
        let length = page.word(next).len();
        let stands = page.is_number(next) && page.gap(next) == Gap::Space && page.closes(next);
        if stands && DIGITS.contains(&length) {
            by_length.entry(length).or_default().insert(next);
        }
    }
    for places in by_length.into_values() {
        let numbers: BTreeSet<&str> = places.iter().map(|at| page.word(*at)).collect();
        if numbers.len() > 1 {
            out.extend(places.into_iter().map(|at| candidate(page, at)));
        }
    }
}

fn candidate(page: &Page<'_>, at: usize) -> Candidate {
    let found = Candidate::new("other_id", Kind::OtherId, page.span(at, at));
    found.because(Weight::Guess, Why::CONTEXT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, names: &[&str]) -> Vec<String> {
        super::super::tests::added(numbered_names, text, names)
    }

    #[test]
    fn numbers_behind_names() {
        let text = "Alex Petrenko 40417, Mo Farouk 40522 and Bo Wu 3";
        let names = ["Alex Petrenko", "Mo Farouk", "Bo Wu"];
        assert_eq!(found(text, &names), ["40417", "40522"]);
        let twins = "Eino is 30441, Aino is 30442.";
        assert_eq!(found(twins, &["Eino", "Aino"]), ["30441", "30442"]);
        assert!(found(text, &names[..1]).is_empty(), "one is anything");
        assert!(found("Bo Wu 99213, Mo Farouk 99213", &["Bo Wu", "Mo Farouk"]).is_empty());
    }
}
