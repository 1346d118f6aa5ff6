//! From a document to what the net sees: features of tokens, and the labels that each may have.

use std::collections::HashMap;

use anteroom_phi::tagger::{FEATURES, LABELS, Label};
use anteroom_phi::{Engine, Kind};
use anyhow::Result;

use super::chance::Chance;
use super::vary::{self, Words};
use crate::gold::{Document, Mark};

/// The features that are worth learning: those of two documents or more.
pub(super) struct Features {
    places: HashMap<u32, u32>,
    list: Vec<u32>,
    /// In how many documents each of the list occurs.
    documents: Vec<u32>,
}

/// One document as the net sees it.
pub(super) struct Sample {
    /// Known features of all tokens, one after another.
    pub(super) features: Vec<u32>,
    /// Where each token's features end.
    pub(super) ends: Vec<usize>,
    /// Labels that each token may have.
    pub(super) may: Vec<[bool; LABELS]>,
}

/// Times that every document is varied to see which features there are.
const LOOKS: usize = 3;
/// Documents that a feature must occur in.
const LEAST: u32 = 2;

impl Features {
    /// The features of the documents and of variations of them.
    pub(super) fn count(
        engine: &Engine,
        documents: &[Document],
        words: &Words,
        seed: u64,
    ) -> Result<Self> {
        let mut chance = Chance::new(seed ^ 0x5eed);
        let mut counts = Counts::default();
        for document in documents {
            counts.begin();
            counts.add(engine, document)?;
            for _ in 0..LOOKS {
                counts.add(engine, &vary::vary(document, words, &mut chance))?;
            }
        }
        Ok(Self::new(counts.known()))
    }

    fn new(known: Vec<(u32, u32)>) -> Self {
        let (list, documents): (Vec<u32>, Vec<u32>) = known.into_iter().unzip();
        let places = list.iter().zip(0..).map(|(feature, at)| (*feature, at));
        Self {
            places: places.collect(),
            list,
            documents,
        }
    }

    /// In how many documents the feature at a place occurs.
    pub(super) fn documents(&self, at: usize) -> u32 {
        self.documents.get(at).copied().unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The feature at a place.
    pub(super) fn feature(&self, at: usize) -> u32 {
        self.list.get(at).copied().unwrap_or_default()
    }

    pub(super) fn sample(&self, engine: &Engine, document: &Document) -> Result<Sample> {
        let studied = engine.study(&document.text)?;
        let mut sample = Sample {
            features: Vec::with_capacity(studied.len() * FEATURES),
            ends: Vec::new(),
            may: Vec::new(),
        };
        let marks = in_bytes(document);
        for token in &studied {
            sample.features.extend(
                token
                    .features
                    .iter()
                    .flatten()
                    .filter_map(|feature| self.places.get(feature)),
            );
            sample.ends.push(sample.features.len());
            let mark = marks
                .iter()
                .find(|(start, end, _)| *start < token.span.end && token.span.start < *end);
            sample.may.push(may(mark.map(|(_, _, mark)| *mark)));
        }
        Ok(sample)
    }
}

/// In how many documents each feature occurs.
#[derive(Default)]
struct Counts {
    document: u32,
    /// The last document that had it, and how many had it.
    seen: HashMap<u32, (u32, u32)>,
}

impl Counts {
    fn begin(&mut self) {
        self.document += 1;
    }

    fn add(&mut self, engine: &Engine, document: &Document) -> Result<()> {
        for token in engine.study(&document.text)? {
            for feature in token.features.into_iter().flatten() {
                let (last, count) = self.seen.entry(feature).or_default();
                *count += u32::from(*last != self.document);
                *last = self.document;
            }
        }
        Ok(())
    }

    /// The features that occur often enough, in order, with the number of documents.
    fn known(self) -> Vec<(u32, u32)> {
        let counts = self
            .seen
            .into_iter()
            .map(|(feature, (_, count))| (feature, count));
        let mut known: Vec<(u32, u32)> = counts.filter(|(_, count)| *count >= LEAST).collect();
        known.sort_unstable();
        known
    }
}

impl Sample {
    pub(super) fn tokens(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn of(&self, token: usize) -> &[u32] {
        let start = token
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(token).copied().unwrap_or(0);
        self.features.get(start..end).unwrap_or_default()
    }
}

/// The labels that a token under this mark, or under none, may have.
fn may(mark: Option<&Mark>) -> [bool; LABELS] {
    let kind = mark.and_then(|mark| Kind::from_label(&mark.label));
    let label = match (mark, kind) {
        (_, Some(kind)) => Label::of(kind),
        (Some(mark), None) if mark.label == "ORG" => Label::Place,
        _ => Label::None,
    };
    let free = kind.is_none() || mark.is_none_or(|mark| mark.optional);
    Label::ALL.map(|one| one == label || (free && one == Label::None))
}

fn in_bytes(document: &Document) -> Vec<(usize, usize, &Mark)> {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(document.text.len());
    let at = |point: usize| bytes.get(point).copied().unwrap_or(document.text.len());
    document
        .spans
        .iter()
        .map(|mark| (at(mark.start), at(mark.end), mark))
        .collect()
}
