//! Which stand-ins already stand in a text, as words of its own: those must not be used.

use crate::replace::search::Searcher;
use crate::replace::sweep::{Patterns, stands_alone};
use std::collections::BTreeSet;

/// Those of `candidates` that stand in one of the texts, in any case, by their places in the list. All of them when there are
/// too many to look for.
pub(super) fn standing<'t>(
    texts: impl Iterator<Item = &'t str>,
    candidates: &[String],
) -> BTreeSet<usize> {
    let patterns: Patterns = candidates.iter().cloned().zip(0..).collect();
    let Some(searcher) = Searcher::new(patterns, true) else {
        return (0..candidates.len()).collect();
    };
    let mut standing = BTreeSet::new();
    for text in texts {
        if let Some(searcher) = &searcher {
            searcher.each(text.as_bytes(), |span, candidate| {
                if stands_alone(text, span) {
                    standing.insert(candidate);
                }
            });
        }
    }
    standing
}
