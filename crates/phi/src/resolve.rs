//! Overlaps: which of several candidates for the same words is the find.
//!
//! The heavier candidate wins, then the longer, then the one further left. What a loser covers beyond the winner is
//! kept as a find of its own, because uncovered letters are a leak and a span more is not. Nothing is dropped here
//! for being unlikely; that was the recognizers' business.

use crate::recognize::{Candidate, Weight};
use crate::span::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Candidates of one page, made sorted and disjoint.
pub(crate) fn resolve(text: &str, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|candidate| candidate.span.of(text).is_some_and(says_something));
    candidates.sort_by_key(rank);
    let mut taken: BTreeMap<usize, Candidate> = BTreeMap::new();
    for candidate in candidates {
        for free in gaps(&taken, candidate.span) {
            let span = trim(text, free);
            if span.of(text).is_some_and(says_something) {
                taken.insert(
                    span.start,
                    Candidate {
                        span,
                        ..candidate.clone()
                    },
                );
            }
        }
    }
    taken.into_values().collect()
}

/// Where a candidate stands among others for the same words: the least wins, and among equals the one proposed first.
pub(crate) fn rank(candidate: &Candidate) -> (Reverse<Weight>, Reverse<usize>, Span) {
    let Candidate { weight, span, .. } = candidate;
    (Reverse(*weight), Reverse(span.len()), *span)
}

/// The parts of a span that nothing has taken.
fn gaps(taken: &BTreeMap<usize, Candidate>, span: Span) -> Vec<Span> {
    let mut free = Vec::with_capacity(1);
    let mut at = taken
        .range(..=span.start)
        .next_back()
        .map_or(span.start, |(_, held)| held.span.end.max(span.start));
    for (start, held) in taken.range(span.start..span.end) {
        free.extend(Span::new(at, *start).filter(|gap| !gap.is_empty()));
        at = at.max(held.span.end);
    }
    free.extend(Span::new(at, span.end).filter(|gap| !gap.is_empty()));
    free
}

/// The span without the white space and marks at its ends; a span that was taken whole keeps its marks.
fn trim(text: &str, span: Span) -> Span {
    let Some(part) = span.of(text) else {
        return span;
    };
    let left = part.len() - part.trim_start_matches(is_blank).len();
    let right = part.len() - part.trim_end_matches(is_blank).len();
    Span::new(span.start + left, span.end.saturating_sub(right)).unwrap_or(span)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|')
}

fn says_something(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    const TEXT: &str = "12 Elm St, Dayton 45402";

    fn candidate(start: usize, end: usize, weight: Weight) -> Candidate {
        Candidate {
            weight,
            ..Candidate::new("test", Kind::Geo, Span { start, end })
        }
    }

    fn spans(candidates: Vec<Candidate>) -> Vec<(usize, usize)> {
        resolve(TEXT, candidates)
            .iter()
            .map(|held| (held.span.start, held.span.end))
            .collect()
    }

    #[test]
    fn the_heavier_wins_and_the_rest_of_the_loser_stays() {
        let both = vec![
            candidate(0, 17, Weight::Pattern),
            candidate(11, 23, Weight::Proven),
        ];
        assert_eq!(spans(both), [(0, 9), (11, 23)]);
    }

    #[test]
    fn the_longer_wins_among_equals() {
        let both = vec![
            candidate(0, 2, Weight::Pattern),
            candidate(0, 9, Weight::Pattern),
        ];
        assert_eq!(spans(both), [(0, 9)]);
    }

    #[test]
    fn both_sides_of_a_winner_inside_stay() {
        let both = vec![
            candidate(0, 17, Weight::Pattern),
            candidate(3, 9, Weight::Proven),
        ];
        assert_eq!(spans(both), [(0, 2), (3, 9), (11, 17)]);
    }

    proptest::proptest! {
        #[test]
        fn sorted_disjoint_and_nothing_uncovered(raw in proptest::collection::vec((0_usize..23, 1_usize..9, 0_u8..3), 0..12)) {
            let weights = [Weight::Guess, Weight::Field, Weight::Proven];
            let all: Vec<Candidate> = raw
                .iter()
                .map(|(start, len, weight)| candidate(*start, (start + len).min(23), weights[usize::from(*weight)]))
                .collect();
            let done = resolve(TEXT, all.clone());
            proptest::prop_assert!(done.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            for at in 0..TEXT.len() {
                let byte = Span { start: at, end: at + 1 };
                let wanted = TEXT.as_bytes()[at].is_ascii_alphanumeric() && all.iter().any(|one| one.span.contains(byte));
                let got = done.iter().any(|one| one.span.contains(byte));
                proptest::prop_assert!(!wanted || got);
            }
        }
    }
}
