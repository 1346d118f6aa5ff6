//! What a person settled before their text leaves: what of the finds is no patient information, what else is to be replaced,
//! and which body they read.
//!
//! What points to one person or one house is replaced whatever was settled (`keep.rs`). What is settled goes by words, wherever
//! they stand in a request.

use anteroom_audit::Hash;
use anteroom_office::work::{Choice, Does};
use anteroom_phi::{Confidence, Find, Findings, Kind, Role, Seed, Segment, Span, Why};
use jiff::Timestamp;
use zeroize::Zeroizing;

use crate::keep::Named;
use crate::refusal::Cause;
use crate::replacing::{NoChance, Ready, Replacing};
use crate::transform::Outbound;

/// What somebody settled. Holds words of their text: it has no `Debug`.
#[derive(Default)]
pub struct Settled {
    /// What happens with which words.
    pub choices: Vec<Choice>,
    /// SHA-256 of the body that was read: only that one is sent. None where nobody had to read it.
    pub read: Option<Hash>,
    /// What stand-ins are drawn from, so that those that leave are those that were read. None for fresh ones.
    pub seed: Option<Zeroizing<[u8; 32]>>,
}

impl Settled {
    /// The way of replacing with all that it needs.
    ///
    /// # Errors
    /// [`NoChance`]; then nothing can be replaced in this way.
    pub(crate) fn ready(&self, replacing: Replacing, now: Timestamp) -> Result<Ready, NoChance> {
        match (replacing, &self.seed) {
            (Replacing::Surrogates, Some(seed)) => Ok(Ready::Surrogates(Seed::new(**seed))),
            _ => replacing.ready(now),
        }
    }

    /// Whether this is the body that was read.
    ///
    /// # Errors
    /// [`Cause::NotAsRead`].
    pub(crate) fn check(&self, leaving: &Outbound) -> Result<(), Cause> {
        match self.read {
            Some(read) if read != leaving.hash() => Err(Cause::NotAsRead),
            _ => Ok(()),
        }
    }
}

/// The recognizer of what the sender added.
pub(crate) const SENDER: &str = "sender";

/// The findings as they were settled, and those that are not to be replaced.
pub(crate) fn settle(
    segments: &[Segment<'_>],
    findings: Findings,
    choices: &[Choice],
) -> (Findings, Vec<Find>) {
    if choices.is_empty() {
        return (findings, Vec::new());
    }
    let named = Named::of(segments, &findings.finds);
    let keeps = |find: &Find| {
        let choice = settles(segments, find, choices);
        let kept = choice.filter(|choice| matches!(choice.does, Does::Keep(_)));
        kept.is_some_and(|choice| named.may_keep(find, &choice.words))
    };
    let (kept, mut finds): (Vec<Find>, Vec<Find>) = findings.finds.into_iter().partition(keeps);
    for find in &mut finds {
        let kind = settles(segments, find, choices).and_then(kind);
        kind.into_iter().for_each(|kind| rename(find, kind));
    }
    let hidden = choices.iter().filter(|choice| choice.does == Does::Hide);
    for choice in hidden {
        let fresh: Vec<Find> = segments
            .iter()
            .enumerate()
            .flat_map(|(segment, text)| hide(segment, text.text, choice, &finds))
            .collect();
        finds.extend(fresh);
        finds.sort_by_key(|find| (find.segment, find.span));
    }
    (Findings { finds }, kept)
}

/// What was settled about the words of a find.
fn settles<'c>(segments: &[Segment<'_>], find: &Find, choices: &'c [Choice]) -> Option<&'c Choice> {
    let words = find.span.of(segments.get(find.segment)?.text)?;
    choices.iter().find(|choice| choice.words == words)
}

fn kind(choice: &Choice) -> Option<Kind> {
    let code = choice.kind.as_deref()?;
    Kind::ALL.into_iter().find(|kind| kind.code() == code)
}

/// Calls a find something else. How hard it is stays.
fn rename(find: &mut Find, kind: Kind) {
    if find.kind != kind {
        find.kind = kind;
        find.role = (kind == Kind::Name).then_some(Role::Person);
        find.person = None;
    }
}

/// Where words stand that are to be replaced, but for what was found there already. They are hard, so that no spelling of
/// them leaves.
fn hide(segment: usize, text: &str, choice: &Choice, finds: &[Find]) -> Vec<Find> {
    let kind = kind(choice).unwrap_or(Kind::OtherId);
    let places = text.match_indices(choice.words.as_str());
    let spans = places.map(|(at, words)| Span {
        start: at,
        end: at + words.len(),
    });
    let spans = spans.filter(|span| !span.is_empty() && stands_alone(text, *span));
    let taken: Vec<Span> = finds
        .iter()
        .filter(|find| find.segment == segment)
        .map(|find| find.span)
        .collect();
    spans
        .flat_map(|span| free(span, &taken))
        .filter(|span| span.of(text).is_some_and(says_something))
        .map(|span| Find {
            segment,
            span,
            kind,
            confidence: Confidence::Sure,
            hard: true,
            recognizer: SENDER,
            role: (kind == Kind::Name).then_some(Role::Person),
            person: None,
            why: Why::default(),
        })
        .collect()
}

fn says_something(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}

/// Whether no word goes on beyond the ends of a span.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text
        .get(..span.start)
        .and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    [before, after]
        .into_iter()
        .flatten()
        .all(|c| !c.is_alphanumeric())
}

/// The parts of a span that none of these, which are sorted, takes.
fn free(span: Span, taken: &[Span]) -> Vec<Span> {
    let mut free = Vec::new();
    let mut at = span.start;
    for held in taken
        .iter()
        .filter(|held| held.end > span.start && held.start < span.end)
    {
        free.extend(Span::new(at, held.start).filter(|gap| !gap.is_empty()));
        at = at.max(held.end);
    }
    free.extend(Span::new(at, span.end).filter(|gap| !gap.is_empty()));
    free
}

#[cfg(test)]
mod tests {
    use anteroom_office::work::NoPatient;

    use super::*;

    const TEXT: &str = "Ada of Bexley, 614-555-0142, saw Bexley. Adamant ADA.";

    fn choice(words: &str, does: Does, kind: Option<&str>) -> Choice {
        Choice {
            words: words.to_owned(),
            does,
            kind: kind.map(str::to_owned),
        }
    }

    fn find(words: &str, kind: Kind, hard: bool) -> Find {
        let start = TEXT.find(words).unwrap();
        Find {
            segment: 0,
            span: Span {
                start,
                end: start + words.len(),
            },
            kind,
            confidence: Confidence::Check,
            hard,
            recognizer: "test",
            role: None,
            person: None,
            why: Why::default(),
        }
    }

    /// What is replaced and what is kept, as kinds with their words.
    fn settled(choices: &[Choice]) -> (Vec<(Kind, &'static str)>, usize) {
        let finds = vec![
            find("Bexley", Kind::Geo, false),
            find("614-555-0142", Kind::Phone, true),
        ];
        let (findings, kept) = settle(&[Segment::alone(TEXT)], Findings { finds }, choices);
        let told = findings
            .finds
            .iter()
            .map(|find| (find.kind, find.span.of(TEXT).unwrap()));
        (told.collect(), kept.len())
    }

    const PHONE: (Kind, &str) = (Kind::Phone, "614-555-0142");
    const TOWN: (Kind, &str) = (Kind::Geo, "Bexley");

    #[test]
    fn a_soft_find_may_be_kept_and_a_hard_one_never() {
        let town = Does::Keep(NoPatient::Town);
        assert_eq!(settled(&[]), (vec![TOWN, PHONE], 0));
        assert_eq!(settled(&[choice("Bexley", town, None)]), (vec![PHONE], 1));
        assert_eq!(
            settled(&[choice("Bex", town, None)]),
            (vec![TOWN, PHONE], 0)
        );
        let forged = choice("614-555-0142", town, None);
        assert_eq!(settled(&[forged]), (vec![TOWN, PHONE], 0));
        let renamed = choice("614-555-0142", town, Some("geo"));
        let (finds, kept) = settled(&[renamed]);
        assert_eq!((finds, kept), (vec![TOWN, (Kind::Geo, "614-555-0142")], 0));
    }

    #[test]
    fn another_kind_is_another_name_for_it() {
        let named = choice("Bexley", Does::Replace, Some("name"));
        assert_eq!(settled(&[named]).0, [(Kind::Name, "Bexley"), PHONE]);
        let unknown = choice("Bexley", Does::Replace, Some("nonsense"));
        assert_eq!(settled(&[unknown]).0, [TOWN, PHONE]);
    }

    #[test]
    fn what_was_missed_is_hidden_where_it_stands_alone_and_not_found_yet() {
        let ada = choice("Ada", Does::Hide, Some("name"));
        assert_eq!(settled(&[ada]).0, [(Kind::Name, "Ada"), TOWN, PHONE]);
        let more = choice("Bexley, 614", Does::Hide, None);
        assert_eq!(settled(&[more]).0, [TOWN, PHONE], "all of it was found");
        let more = choice("Bex", Does::Hide, None);
        assert_eq!(settled(&[more]).0, [TOWN, PHONE], "it does not stand alone");
        let more = choice("of Bexley", Does::Hide, None);
        assert_eq!(settled(&[more]).0, [(Kind::OtherId, "of "), TOWN, PHONE]);
        let town = choice("Bexley", Does::Hide, None);
        assert_eq!(settled(&[town]).0, [TOWN, PHONE, (Kind::OtherId, "Bexley")]);
    }
}
