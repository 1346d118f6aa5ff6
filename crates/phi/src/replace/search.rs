//! Looking for many values in one text.
//!
//! A request has a handful of values and is searched a few times: then one fast search for each is done before an
//! automaton of all of them is even built. Many values get the automaton, so that the work stays linear.

use super::sweep::Patterns;
use crate::span::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;

/// Most values that are looked for one by one.
const FEW: usize = 24;

/// Finds every place where one of its values stands.
pub(super) struct Searcher {
    fold_case: bool,
    owners: Vec<usize>,
    way: Way,
}

enum Way {
    Few(Vec<Finder<'static>>),
    Many(AhoCorasick),
}

impl Searcher {
    /// A searcher; `Some(None)` when there is nothing to look for, nothing when it cannot be built. `fold_case` says
    /// that ASCII letters count without case.
    pub(super) fn new(patterns: Patterns, fold_case: bool) -> Option<Option<Self>> {
        if patterns.is_empty() {
            return Some(None);
        }
        let way = if patterns.len() <= FEW {
            Way::Few(finders(&patterns, fold_case))
        } else {
            Way::Many(automaton(&patterns, fold_case)?)
        };
        Some(Some(Self {
            fold_case,
            owners: patterns.into_values().collect(),
            way,
        }))
    }

    /// Calls `found` with each place and the owner of what stands there. Places may overlap.
    pub(super) fn each(&self, text: &[u8], mut found: impl FnMut(Span, usize)) {
        match &self.way {
            Way::Few(finders) if self.fold_case && text.iter().any(u8::is_ascii_uppercase) => {
                let text = text.to_ascii_lowercase();
                one_by_one(finders, &self.owners, &text, found);
            }
            Way::Few(finders) => one_by_one(finders, &self.owners, text, found),
            Way::Many(automaton) => {
                for hit in automaton.find_overlapping_iter(text) {
                    let (start, end) = (hit.start(), hit.end());
                    if let Some(owner) = self.owners.get(hit.pattern().as_usize()) {
                        found(Span { start, end }, *owner);
                    }
                }
            }
        }
    }
}

fn finders(patterns: &Patterns, fold_case: bool) -> Vec<Finder<'static>> {
    let folded = |pattern: &String| match fold_case {
        true => pattern.to_ascii_lowercase(),
        false => pattern.clone(),
    };
    patterns
        .keys()
        .map(|pattern| Finder::new(folded(pattern).as_bytes()).into_owned())
        .collect()
}

fn automaton(patterns: &Patterns, fold_case: bool) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .ascii_case_insensitive(fold_case)
        .build(patterns.keys())
        .ok()
}

/// A place that overlaps the one before counts too: the first may turn out to be part of a longer word.
fn one_by_one(
    finders: &[Finder<'_>],
    owners: &[usize],
    text: &[u8],
    mut found: impl FnMut(Span, usize),
) {
    for (finder, owner) in finders.iter().zip(owners) {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| finder.find(rest)) {
            let start = from + at;
            let end = start + finder.needle().len();
            found(Span { start, end }, *owner);
            from = start + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(
        patterns: &[String],
        text: &str,
        fold_case: bool,
        few: bool,
    ) -> Vec<(usize, usize, usize)> {
        let patterns: Patterns = patterns.iter().cloned().zip(0..).collect();
        let way = match few {
            true => Way::Few(finders(&patterns, fold_case)),
            false => Way::Many(automaton(&patterns, fold_case).unwrap()),
        };
        let searcher = Searcher {
            fold_case,
            owners: patterns.into_values().collect(),
            way,
        };
        let mut hits = Vec::new();
        searcher.each(text.as_bytes(), |span, owner| {
            hits.push((span.start, span.end, owner))
        });
        hits.sort_unstable();
        hits
    }

    proptest! {
        #[test]
        fn both_ways_find_the_same(
            patterns in proptest::collection::vec("[abAB\u{e9}-]{1,3}", 1..8),
            text in "[abAB\u{e9} -]{0,40}",
            fold_case: bool,
        ) {
            prop_assert_eq!(
                all(&patterns, &text, fold_case, true),
                all(&patterns, &text, fold_case, false)
            );
        }
    }
}
