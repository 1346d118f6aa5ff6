//! Who spoke for a find, and what it outweighed.

use super::check;
use super::{Explanation, Outweighed, Voice};
use crate::find::{Confidence, Find, PersonId, Why};
use crate::kind::Kind;
use crate::reason::{Ground, Layer, LostBy};
use crate::recognize::{Candidate, Weight};
use crate::resolve::rank;
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// The people of whom there is more than one mention.
pub(super) fn shared(finds: &[Find]) -> HashSet<PersonId> {
    let mut counts: HashMap<PersonId, usize> = HashMap::new();
    for person in finds.iter().filter_map(|find| find.person) {
        *counts.entry(person).or_default() += 1;
    }
    let shared = counts.into_iter().filter(|(_, count)| *count > 1);
    shared.map(|(person, _)| person).collect()
}

/// Everything that was proposed for one text, in the order in which it is settled.
pub(super) struct Chorus<'t> {
    text: &'t str,
    /// The proposals with their ranks, by their starts.
    all: Vec<(usize, Candidate)>,
    /// The length of the longest.
    longest: usize,
}

impl<'t> Chorus<'t> {
    pub(super) fn new(text: &'t str, mut heard: Vec<Candidate>) -> Self {
        let longest = heard.iter().map(|one| one.span.len()).max().unwrap_or(0);
        heard.sort_by_key(rank);
        let mut all: Vec<(usize, Candidate)> = heard.into_iter().enumerate().collect();
        all.sort_by_key(|(place, one)| (one.span.start, *place));
        Self { text, all, longest }
    }

    /// The proposals that touch a span, the winner of each word before those that it outweighed.
    fn touching(&self, span: Span) -> Vec<&Candidate> {
        let from = span.start.saturating_sub(self.longest);
        let first = self.all.partition_point(|(_, one)| one.span.start < from);
        let last = self
            .all
            .partition_point(|(_, one)| one.span.start < span.end);
        let near = self.all.get(first..last).unwrap_or_default().iter();
        let mut touching: Vec<&(usize, Candidate)> = near
            .filter(|(_, one)| one.span.overlaps(span) && self.says_something(one.span, span))
            .collect();
        touching.sort_by_key(|(place, _)| *place);
        touching.into_iter().map(|(_, one)| one).collect()
    }

    /// Whether two spans share a letter or digit.
    fn says_something(&self, one: Span, other: Span) -> bool {
        let both = Span::new(one.start.max(other.start), one.end.min(other.end));
        let shared = both.and_then(|both| both.of(self.text)).unwrap_or_default();
        shared.chars().any(char::is_alphanumeric)
    }

    /// The reasons of a find. `resolved` is the same find in offsets of the text.
    pub(super) fn explain(
        &self,
        resolved: &Candidate,
        find: &Find,
        people: &HashSet<PersonId>,
    ) -> Explanation {
        let touching = self.touching(resolved.span);
        let (agreeing, others): (Vec<&Candidate>, Vec<&Candidate>) =
            touching.into_iter().partition(|one| one.kind == find.kind);
        let winner = agreeing.first().copied().unwrap_or(resolved);
        let whys = agreeing.iter().map(|one| one.why);
        let why = whys.fold(find.why, |all, why| all | why);
        // Document memory hears every name again where it was learned; that adds nothing.
        let own = agreeing.iter().enumerate();
        let own = own.map(|(place, one)| (place, voice(one)));
        let own = own.filter(|(place, voice)| *place == 0 || voice.layer != Layer::Memory);
        let mut spoke: Vec<Voice> = own.map(|(_, voice)| voice).collect();
        let linked = find.person.filter(|person| people.contains(person));
        spoke.extend(linked.map(|_| person(find)));
        let mut heard = HashSet::new();
        spoke.retain(|voice| heard.insert(*voice));
        Explanation {
            find: find.clone(),
            spoke,
            checks: check::passed(
                resolved.span.of(self.text).unwrap_or_default(),
                find.kind,
                why,
            ),
            outweighed: others.iter().map(|one| outweighed(winner, one)).collect(),
            why_confidence: ground(winner),
        }
    }
}

fn outweighed(winner: &Candidate, one: &Candidate) -> Outweighed {
    let by = match () {
        () if winner.weight != one.weight => LostBy::Precedence,
        () if winner.span.len() != one.span.len() => LostBy::Length,
        () => LostBy::Order,
    };
    Outweighed {
        voice: voice(one),
        by,
    }
}

/// A proposal as one who speaks.
pub(super) fn voice(one: &Candidate) -> Voice {
    Voice {
        layer: layer(one),
        recognizer: one.recognizer,
        kind: one.kind,
        confidence: one.confidence,
    }
}

/// The voice of those who linked a person's mentions.
fn person(find: &Find) -> Voice {
    Voice {
        layer: Layer::People,
        recognizer: "people",
        kind: find.kind,
        confidence: find.confidence,
    }
}

fn layer(one: &Candidate) -> Layer {
    let has = |why| one.why.contains(why);
    match one.recognizer {
        "encoded" => Layer::Encoded,
        "listed" => Layer::Label,
        "tagger" => Layer::Tagger,
        _ if has(Why::ROSTER) => Layer::Roster,
        _ if has(Why::MEMORY) => Layer::Memory,
        _ if has(Why::KEY) => Layer::Key,
        _ if has(Why::FIELD) => Layer::Label,
        _ if has(Why::LEXICON) => Layer::WordList,
        _ if one.kind == Kind::Name => Layer::Context,
        _ => Layer::Form,
    }
}

/// Why the winner is as sure as it is. Names are weighed in signs, everything else by what it rests on.
fn ground(winner: &Candidate) -> Ground {
    let named = winner.kind == Kind::Name && winner.weight < Weight::Field;
    match winner.weight {
        _ if winner.why.contains(Why::ROSTER) => Ground::Rostered,
        _ if winner.why.contains(Why::MEMORY) => Ground::Recalled,
        _ if named => match winner.confidence {
            Confidence::Sure => Ground::ManySigns,
            Confidence::Fair => Ground::SeveralSigns,
            Confidence::Check => Ground::FewSigns,
        },
        Weight::Proven => Ground::Confirmed,
        Weight::Field => Ground::Labeled,
        Weight::Context => Ground::FormAndWord,
        Weight::Pattern => Ground::Form,
        Weight::Guess => Ground::Guess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layer_has_its_voice() {
        let span = Span { start: 0, end: 1 };
        for (recognizer, kind, why, expected) in [
            ("tagger", Kind::Name, Why::PATTERN, Layer::Tagger),
            ("encoded", Kind::OtherId, Why::PATTERN, Layer::Encoded),
            ("name", Kind::Name, Why::ROSTER, Layer::Roster),
            ("name", Kind::Name, Why::MEMORY, Layer::Memory),
            ("key", Kind::Name, Why::KEY | Why::FIELD, Layer::Key),
            ("mrn", Kind::Mrn, Why::FIELD, Layer::Label),
            ("listed", Kind::Name, Why::CONTEXT, Layer::Label),
            ("name", Kind::Name, Why::LEXICON, Layer::WordList),
            ("name", Kind::Name, Why::CONTEXT, Layer::Context),
            ("phone", Kind::Phone, Why::CONTEXT, Layer::Form),
        ] {
            let one = Candidate::new(recognizer, kind, span).because(Weight::Guess, why);
            assert_eq!(voice(&one).layer, expected, "{recognizer}");
        }
    }
}
