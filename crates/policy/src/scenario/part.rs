//! One object of a scenario, taken apart key by key: what is left over at the end was not understood.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::words::plain;

/// Keys under which a scenario holds words for people: they decide nothing.
pub(crate) const NOTES: &[&str] = &[
    "author",
    "basis",
    "category",
    "citation",
    "citations",
    "cites",
    "comment",
    "comments",
    "content_summary",
    "description",
    "explanation",
    "guide_ref",
    "law",
    "note",
    "notes",
    "rationale",
    "reference",
    "references",
    "source_note",
    "sources",
    "summary",
    "tags",
    "title",
    "why",
];

/// The places of words that nobody knows.
#[derive(Debug, Default)]
pub(super) struct Unknown(Vec<String>);

impl Unknown {
    pub(super) fn add(&mut self, place: impl Into<String>) {
        self.0.push(place.into());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_places(self) -> Vec<String> {
        self.0
    }
}

/// An object and its place in the scenario.
pub(super) struct Part {
    at: String,
    map: Map<String, Value>,
}

impl Part {
    pub(super) fn new(at: &str, map: Map<String, Value>) -> Part {
        Part { at: at.into(), map }
    }

    /// The place of one of its keys.
    pub(super) fn place(&self, key: &str) -> String {
        if self.at.is_empty() {
            key.into()
        } else {
            format!("{}.{key}", self.at)
        }
    }

    /// Whether it holds a value under this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    /// Whether it holds nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Takes a value out; null is as good as nothing.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    /// Takes a value out that `read` understands; any other stays, to be named as not understood.
    pub(super) fn take_if<T>(
        &mut self,
        key: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let read = read(self.map.get(key)?)?;
        self.map.remove(key);
        Some(read)
    }

    /// Takes an object out; an empty one, where there is none. Anything else stays, to be named as not understood.
    pub(super) fn part(&mut self, key: &str) -> Part {
        let map = match self.map.get_mut(key) {
            Some(Value::Object(map)) => std::mem::take(map),
            _ => return Part::new(&self.place(key), Map::new()),
        };
        self.map.remove(key);
        Part::new(&self.place(key), map)
    }

    /// Takes a text out.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        self.map.get(key)?.as_str()?;
        self.take(key)?.as_str().map(str::to_owned)
    }

    /// Takes a list of texts out.
    pub(super) fn texts(&mut self, key: &str) -> Option<BTreeSet<String>> {
        let texts = texts(self.map.get(key)?)?;
        self.map.remove(key);
        Some(texts)
    }

    /// Takes a yes or no out.
    pub(super) fn truth(&mut self, key: &str) -> Option<bool> {
        let truth = has(self.map.get(key)?)?;
        self.map.remove(key);
        Some(truth)
    }

    /// Takes a word out and reads it by `known`; names its place where it is missing or not known.
    pub(super) fn word<W>(
        &mut self,
        key: &str,
        unknown: &mut Unknown,
        known: impl Fn(&str) -> Option<W>,
    ) -> Option<W> {
        let word = self.take(key);
        let word = word.as_ref().and_then(Value::as_str).map(plain);
        let found = word.and_then(|word| known(&word));
        if found.is_none() {
            unknown.add(self.place(key));
        }
        found
    }

    /// As `word`, where the key may be missing.
    pub(super) fn word_if_any<W>(
        &mut self,
        key: &str,
        unknown: &mut Unknown,
        known: impl Fn(&str) -> Option<W>,
    ) -> Option<W> {
        self.has(key)
            .then(|| self.word(key, unknown, known))
            .flatten()
    }

    /// Drops words for people.
    pub(super) fn ignore_notes(&mut self) {
        self.ignore(NOTES);
    }

    /// Drops keys that decide nothing.
    pub(super) fn ignore(&mut self, keys: &[&str]) {
        for key in keys {
            self.map.remove(*key);
        }
    }

    /// Takes every key that is left, with its value.
    pub(super) fn rest(&mut self) -> Vec<(String, Value)> {
        let rest = std::mem::take(&mut self.map).into_iter();
        rest.filter(|(_, value)| !value.is_null()).collect()
    }

    /// Names what is left.
    pub(super) fn finish(mut self, unknown: &mut Unknown) {
        for (key, _) in self.rest() {
            unknown.add(self.place(&key));
        }
    }
}

/// The texts of a list.
pub(super) fn texts(value: &Value) -> Option<BTreeSet<String>> {
    let all = value.as_array()?.iter();
    all.map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Words that say yes, and words that say no.
const YES: &str = "true yes on_file signed written obtained current active approved documented done given present granted \
    tpo valid complete completed configured confirmed reviewed verified provided allowed covers_ai used written_informed \
    recorded shown full disclosed included enabled on tpo_on_file tpo_consent_on_file consent_on_file applied";
const NO: &str = "false no none missing absent expired revoked not_on_file pending unknown not_given withdrawn denied \
    verbal oral general_terms implied not_documented closed resolved met not_done stale rejected random not_reviewed \
    not_provided not_shown off disabled unsigned not_obtained requested terms_of_use";
/// Words that say yes of what stands in the way, and no of what somebody must have: a consent that is required is none.
const IN_THE_WAY: &str =
    "open exceeded barred prohibited frozen hold required derived needed forbidden";

/// Whether a value says that something stands in the way, such as a hold: a truth, or one of the words for it.
pub(super) fn answer(value: &Value) -> Option<bool> {
    said(value, true)
}

/// Whether a value says that something is there which somebody must have, such as a consent.
pub(super) fn has(value: &Value) -> Option<bool> {
    said(value, false)
}

fn said(value: &Value, in_the_way: bool) -> Option<bool> {
    let word = match value {
        Value::Bool(truth) => return Some(*truth),
        Value::String(word) => plain(word),
        _ => return None,
    };
    let among = |words: &str| words.split_whitespace().any(|known| known == word);
    match () {
        () if among(YES) => Some(true),
        () if among(NO) => Some(false),
        () => among(IN_THE_WAY).then_some(in_the_way),
    }
}
