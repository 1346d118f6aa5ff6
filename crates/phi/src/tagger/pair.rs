//! Two small numbers with a mark between, beside the dates of the page: who writes "3-14" once writes "3-26" too.

use std::collections::HashSet;

use super::atom::Atom;
use crate::kind::Kind;
use crate::recognize::{Candidate, Weight};
use crate::text::Page;

/// The marks that stand between a month and a day.
const MARKS: [&str; 3] = ["/", "-", "."];

/// A pair of numbers that the calendar allows.
struct Pair {
    /// The first number's token.
    at: usize,
    /// Which of [`MARKS`] follows it.
    mark: usize,
    /// Whether the layers below took it for a date.
    dated: bool,
}

/// Says of both numbers of every pair which mark is between, and how many other pairs with that mark are dates: none, one,
/// or more.
pub(super) fn mark(page: &Page<'_>, proposed: &[Candidate], all: &mut [Atom]) {
    let pairs = pairs(page, proposed);
    let mut dated = [0_u32; MARKS.len()];
    for pair in pairs.iter().filter(|pair| pair.dated) {
        dated.get_mut(pair.mark).into_iter().for_each(|n| *n += 1);
    }
    for pair in pairs {
        let others = dated
            .get(pair.mark)
            .map_or(0, |n| n - u32::from(pair.dated));
        for side in [0, 1] {
            if let Some(atom) = all.get_mut(pair.at + 2 * side) {
                atom.echo =
                    (side as u32) << 8 | others.min(2) << 6 | (pair.mark as u32) << 4 | 1 << 3;
            }
        }
    }
}

fn pairs(page: &Page<'_>, proposed: &[Candidate]) -> Vec<Pair> {
    let told = |one: &&Candidate| one.kind == Kind::Date && one.weight > Weight::Guess;
    let dates = proposed.iter().filter(told);
    let dates: HashSet<usize> = dates.map(|one| page.token_from(one.span.start)).collect();
    let pair = |at: usize| {
        let mark = separator(page, at)?;
        let dated = dates.contains(&at);
        Some(Pair { at, mark, dated })
    };
    page.numbers
        .iter()
        .filter_map(|at| pair(*at as usize))
        .collect()
}

/// Which mark is between the number here and the next one, when both are a month and a day and no part of more.
fn separator(page: &Page<'_>, at: usize) -> Option<usize> {
    let mark = mark_at(page, at + 1)?;
    let more = (mark_at(page, at + 3).is_some() && is_glued_number(page, at + 4))
        || (page.is_glued(at + 3) && (page.is_word(at + 3) || page.is_number(at + 3)));
    let inside = at > 0 && page.is_glued(at) && (page.is_word(at - 1) || page.is_number(at - 1));
    let pair = is_glued_number(page, at + 2) && is_day(page, at);
    (pair && !more && !inside).then_some(mark)
}

fn mark_at(page: &Page<'_>, at: usize) -> Option<usize> {
    let glued = page.is_glued(at);
    MARKS
        .iter()
        .position(|mark| glued && page.is_mark(at, mark))
}

fn is_glued_number(page: &Page<'_>, at: usize) -> bool {
    page.is_glued(at) && page.is_number(at)
}

fn is_day(page: &Page<'_>, at: usize) -> bool {
    let value = |at: usize| {
        let word = Some(page.word(at)).filter(|word| word.len() <= 2)?;
        word.parse::<u32>().ok()
    };
    matches!((value(at), value(at + 2)), (Some(1..=12), Some(1..=31)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    /// What the first pair of a text is told, when every date with a word before it was proposed.
    fn told(text: &str, dates: &[&str]) -> Vec<u32> {
        let lexicon = Lexicon::shipped();
        let page = Page::new(text, None, &lexicon);
        let spans = dates.iter().map(|date| {
            let start = text.find(date).unwrap();
            crate::span::Span::new(start, start + date.len()).unwrap()
        });
        let proposed: Vec<Candidate> = spans
            .map(|span| Candidate::new("test", Kind::Date, span))
            .collect();
        let mut all = vec![Atom::default(); page.tokens.len()];
        mark(&page, &proposed, &mut all);
        all.iter()
            .map(|atom| atom.echo)
            .filter(|echo| *echo != 0)
            .collect()
    }

    #[test]
    fn a_pair_hears_of_other_dates_with_its_mark() {
        let alone = told("seen 3-14, Kleb 11-9", &[]);
        let one = told("seen 3-14, Kleb 11-9", &["3-14"]);
        assert_eq!(alone.len(), 4);
        assert_eq!(
            alone.first(),
            one.first(),
            "a date is no evidence for itself"
        );
        assert_ne!(alone.last(), one.last());
        assert_eq!(told("seen 3/14, Kleb 11-9", &["3/14"]).last(), alone.last());
    }

    #[test]
    fn what_the_calendar_does_not_allow_and_parts_of_more_are_no_pairs() {
        for text in [
            "13/40", "3/32", "3/14/24", "a3/4", "3/4x", "3 / 4", "120/80", "1.25",
        ] {
            let is_pair = !told(text, &[]).is_empty();
            assert_eq!(is_pair, text == "1.25", "{text}");
        }
    }
}
