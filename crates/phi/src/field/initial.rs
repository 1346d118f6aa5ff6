//! Middle initials on forms: "Middle initial: L", "MI: R", "Last Okonjo   First Tamsin   MI C".
//!
//! One letter is no name by itself, and "MI" is an infarction first. A label that is written out is believed; "MI" needs a
//! first or a last name on its line.

use crate::find::{Role, Why};
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::text::{Case, Gap, Page};

/// How many tokens of a line are searched for the other parts of the name.
const LINE: usize = 16;

/// Proposes the letters behind such labels.
pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let letters = (1..page.tokens.len()).filter(|at| is_letter(page, *at));
    let told = letters.filter(|at| is_labeled(page, *at));
    out.extend(told.map(|at| {
        let found = Candidate::new("field", Kind::Name, page.span(at, at));
        Candidate {
            role: Some(Role::Patient),
            ..found.because(Weight::Field, Why::FIELD)
        }
    }));
}

/// Whether a token is one capital letter and nothing goes on behind it.
fn is_letter(page: &Page<'_>, at: usize) -> bool {
    let letter = page.token(at).is_some_and(|token| {
        token.len() == 1 && token.case == Case::Capital && token.gap <= Gap::Wide
    });
    let mark = usize::from(page.is_mark(at + 1, ".") && page.is_glued(at + 1));
    letter && (page.gap(at + 1 + mark) >= Gap::Wide || matches!(page.word(at + 1), "," | ";" | "|"))
}

fn is_labeled(page: &Page<'_>, at: usize) -> bool {
    let colon = usize::from(page.is_mark(at - 1, ":"));
    let Some(last) = (at - 1).checked_sub(colon) else {
        return false;
    };
    let written = page.is(last, "initial") && last > 0 && page.is(last - 1, "middle");
    written || (page.word(last) == "MI" && is_among_parts(page, last))
}

/// Whether a first or a last name is labeled before a token on its line.
fn is_among_parts(page: &Page<'_>, at: usize) -> bool {
    let line = (at.saturating_sub(LINE)..at)
        .rev()
        .take_while(|at| page.gap(at + 1) < Gap::Line);
    line.into_iter()
        .any(|at| page.among(at, &["first", "firstname", "last", "lastname", "surname"]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::values;
    use super::*;

    #[test]
    fn middle_initials() {
        for (text, letter) in [
            ("Middle initial:    L\nPreferred name: Nay", "L"),
            ("Middle Initial K", "K"),
            ("Last: Okonjo   First: Tamsin   MI: R", "R"),
            ("Last Okonjo   First Tamsin   MI C   Degree DNP", "C"),
        ] {
            assert_eq!(values(find, text), [letter], "{text}");
        }
    }

    #[test]
    fn other_letters() {
        for text in [
            "MI: A",
            "First MI at 50",
            "Initial: Y",
            "Middle initial: none",
            "First, rule out MI. T wave flat",
        ] {
            assert!(values(find, text).is_empty(), "{text}");
        }
    }
}
