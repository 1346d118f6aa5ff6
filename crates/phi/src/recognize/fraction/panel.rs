//! Pairs of a panel: "oak 8/25, birch 7/20, ragweed 10/35", "nam 3/3, att 5/6, lang 2/3, rec 3/5". Some of them no calendar has,
//! or all are small and the first is never the larger, or all are out of the same; then none of them is a date.

use super::super::calendar;
use crate::text::{Gap, Page};

/// Fewest pairs of a panel.
const PAIRS: usize = 4;
/// How far a panel reaches on each side of a pair, in tokens.
const REACH: usize = 48;
/// The largest score of a panel without a pair that no calendar has.
const SCORE: u32 = 6;

/// Whether a pair is one of a panel.
pub(super) fn is_of_panel(page: &Page<'_>, start: usize) -> bool {
    let before = (0..start)
        .rev()
        .take(REACH)
        .take_while(|at| is_inside(page, at + 1, *at));
    let first = before.last().unwrap_or(start);
    let behind = (start..page.tokens.len()).take(REACH);
    let behind = behind.take_while(|at| *at == start || is_inside(page, *at, *at));
    let last = behind.last().unwrap_or(start);
    let pairs: Vec<[u32; 2]> = (first..=last).filter_map(|at| item(page, at)).collect();
    let odd = pairs.iter().any(|pair| is_odd(*pair));
    let scores = pairs.iter().all(|[of, all]| of <= all && *all <= SCORE);
    let listed = item(page, start).is_some();
    listed && (pairs.len() >= PAIRS && (odd || scores) || are_of_one(&pairs))
}

/// Fewest pairs of one total: "inattentive 5/9, hyper 2/9, teacher 3/9".
const OF_ONE: usize = 3;

/// Whether all pairs are counts out of the same.
fn are_of_one(pairs: &[[u32; 2]]) -> bool {
    let total = pairs.first().map(|[_, all]| *all);
    pairs.len() >= OF_ONE
        && pairs
            .iter()
            .all(|[of, all]| of <= all && Some(*all) == total)
}

/// Whether a panel goes on over a token: words, numbers, strokes, commas and colons, without an empty line. `gap` is the token
/// whose gap lies between.
fn is_inside(page: &Page<'_>, gap: usize, at: usize) -> bool {
    let said = page.is_word(at) || page.is_number(at);
    page.gap(gap) <= Gap::Line && (said || matches!(page.word(at), "/" | "," | ":" | "(" | ")"))
}

/// The pair behind a word.
fn item(page: &Page<'_>, at: usize) -> Option<[u32; 2]> {
    let named = page.gap(at) == Gap::Space && at.checked_sub(1).is_some_and(|at| page.is_word(at));
    let glued = page.is_mark(at + 1, "/") && page.is_glued(at + 1) && page.is_glued(at + 2);
    let alone = !(page.is_glued(at + 3) && page.is_mark(at + 3, "/"));
    let value = |at: usize| {
        page.is_number(at)
            .then(|| page.word(at).parse().ok())
            .flatten()
    };
    (named && glued && alone).then_some([value(at)?, value(at + 2)?])
}

/// Whether no calendar has a pair, and it is neither a blood pressure nor an acuity, which stand beside dates.
fn is_odd([first, second]: [u32; 2]) -> bool {
    let (a, b) = (first.to_string(), second.to_string());
    let dated = calendar::is_month_and_day([&a, &b]) || calendar::is_month_and_day([&b, &a]);
    (1..60).contains(&first) && first != 20 && second < 100 && !dated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn all(text: &str) -> Vec<bool> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let numbers = page.numbers.iter().map(|at| *at as usize);
        let pairs = numbers.filter(|at| page.is_mark(at + 1, "/"));
        pairs.map(|at| is_of_panel(&page, at)).collect()
    }

    #[test]
    fn panels_and_days() {
        for panel in [
            "Trees: oak 8/25, birch 7/20, maple 3/8, cedar 0\nWeeds: ragweed 10/35, pigweed 4/9",
            "MoCA 24/30 (VS 3/5, nam 3/3, att 5/6, lang 2/3, abs 2/2, rec 3/5)",
        ] {
            assert!(all(panel).into_iter().all(|is| is), "{panel}");
        }
        for days in [
            "seen 3/8, called 3/10, BP 120/80, refilled 3/12, labs 4/2",
            "labs 3/8, 4/12, 5/1, 6/2 and 7/9",
            "oak 8/25, ragweed 10/35",
        ] {
            assert!(!all(days).into_iter().any(|is| is), "{days}");
        }
    }
}
