//! The practice's own public details, which are never flagged.
//!
//! A detail is matched by its letters and digits alone, in any case and punctuation, and a find is dropped only when it
//! lies wholly inside an occurrence of one. Details of fewer than four letters and digits are ignored: they would hide
//! too much.

use crate::recognize::Candidate;
use aho_corasick::{AhoCorasick, MatchKind};

/// What never counts as a find.
pub(crate) struct Public {
    details: Option<AhoCorasick>,
    /// The letters and digits of each.
    plain: Vec<String>,
}

/// The shortest detail that is believed, in letters and digits.
const SHORTEST: usize = 4;

impl Public {
    /// Prepares a list of details; nothing when it is too large to search for.
    pub(crate) fn new(details: &[String]) -> Option<Self> {
        let nothing = Self {
            details: None,
            plain: Vec::new(),
        };
        nothing.and(details)
    }

    /// These details and further ones; nothing when they are too many to search for.
    pub(crate) fn and(&self, more: &[String]) -> Option<Self> {
        let more = more.iter().map(|detail| plain(detail).0);
        let more = more.filter(|one| one.len() >= SHORTEST);
        let plain: Vec<String> = self.plain.iter().cloned().chain(more).collect();
        let details = match plain.is_empty() {
            true => None,
            false => Some(search(&plain)?),
        };
        Some(Self { details, plain })
    }

    /// Drops the candidates that lie inside a detail.
    pub(crate) fn spare(&self, text: &str, candidates: &mut Vec<Candidate>) {
        let Some(details) = &self.details else { return };
        let (plain, places) = plain(text);
        let known: Vec<(usize, usize)> = details
            .find_iter(&plain)
            .filter_map(|found| {
                let first = *places.get(found.start())?;
                let last = *places.get(found.end().checked_sub(1)?)?;
                whole(text, first, last).then_some((first, last))
            })
            .collect();
        candidates.retain(|one| {
            let Some(part) = one.span.of(text) else {
                return true;
            };
            let start = one.span.end
                - part
                    .trim_start_matches(|c: char| !c.is_alphanumeric())
                    .len();
            let end = one.span.start + part.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            let at = known.partition_point(|(first, _)| *first <= start);
            let known = at.checked_sub(1).and_then(|at| known.get(at));
            known.is_none_or(|(_, last)| end > last + 1)
        });
    }
}

fn search(plain: &[String]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(plain)
        .ok()
}

/// Letters and digits in lower case, and where each byte of them stands in the text.
fn plain(text: &str) -> (String, Vec<usize>) {
    let mut out = String::new();
    let mut places = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        for lower in c.to_lowercase() {
            out.push(lower);
            places.resize(out.len(), at + c.len_utf8() - 1);
        }
        if c.is_ascii()
            && let Some(place) = places.last_mut()
        {
            *place = at;
        }
    }
    (out, places)
}

/// Whether neither side goes on with a letter or digit.
fn whole(text: &str, first: usize, last: usize) -> bool {
    let goes_on = |part: Option<char>| part.is_some_and(char::is_alphanumeric);
    let before = text.get(..first).and_then(|head| head.chars().next_back());
    let after = text.get(last + 1..).and_then(|tail| tail.chars().next());
    !goes_on(before) && !goes_on(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::span::Span;

    fn spared(text: &str, part: &str) -> bool {
        let public = Public::new(&[
            "Elm Street Clinic".into(),
            "(614) 555-0100".into(),
            "ab".into(),
        ])
        .unwrap();
        let start = text.find(part).unwrap();
        let mut candidates = vec![Candidate::new(
            "test",
            Kind::Phone,
            Span {
                start,
                end: start + part.len(),
            },
        )];
        public.spare(text, &mut candidates);
        candidates.is_empty()
    }

    #[test]
    fn own_details_are_spared_however_they_are_written() {
        assert!(spared("call 614.555.0100 today", "614.555.0100"));
        assert!(spared("ELM STREET CLINIC closes", "ELM STREET"));
    }

    #[test]
    fn others_are_not() {
        assert!(!spared("call 614-555-0101", "614-555-0101"));
        assert!(!spared("lives on Elm Street", "Elm Street"));
        assert!(!spared("6145550100 22", "6145550100 22"));
        assert!(!spared("ab", "ab"));
    }
}
