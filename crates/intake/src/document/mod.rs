//! A whole JSON document: an export in one of its strings, cut over several of them or over the turns of a conversation,
//! or written as its very structure.
//!
//! It is walked once, without recursion, so that no depth of nesting matters here.

mod rows;
mod turns;

use crate::fhir::Resources;
use crate::listed::Lists;
use crate::records::Records;
use crate::{Export, LISTS, first, recognize};
use rows::Rows;
use serde_json::Value;

/// The keys under which interfaces take what a model reads, in pieces or whole.
const SAID: [&str; 5] = ["content", "input", "prompt", "text", "thinking"];
/// Keys of words that interfaces put between the pieces: `{"type":"ephemeral"}`.
const BETWEEN: [&str; 2] = ["role", "type"];
/// Longest such word.
const WORD: usize = 24;

/// The export that a document is or contains, if it does.
#[must_use]
pub fn recognize_document(document: &Value) -> Option<Export> {
    let read = Read::of(document);
    read.resources
        .export()
        .or_else(|| read.records.export())
        .or_else(|| read.lists.export())
        .or_else(|| first(&LISTS, &read.rows.text))
        .or_else(|| recognize(&[read.said.as_slice(), &read.other].concat().join("\n")))
        .or_else(|| recognize(&read.cut()?))
        .or_else(|| turns::recognize(document))
        .or_else(|| read.inner.iter().find_map(recognize_document))
}

/// What a document holds.
#[derive(Default)]
struct Read<'d> {
    /// Documents in its strings, such as the arguments of a tool call.
    inner: Vec<Value>,
    lists: Lists,
    other: Vec<&'d str>,
    records: Records,
    resources: Resources,
    rows: Rows,
    /// What a model reads, in its order.
    said: Vec<&'d str>,
}

impl<'d> Read<'d> {
    fn of(document: &'d Value) -> Self {
        let mut read = Self::default();
        let mut open = vec![("", document)];
        while let Some((key, value)) = open.pop() {
            match value {
                Value::Array(items) => {
                    read.rows.take(items);
                    read.listed(key, items);
                    open.extend(items.iter().rev().map(|item| (key, item)));
                }
                Value::Object(fields) => {
                    let fields = fields.iter().rev();
                    open.extend(fields.map(|(key, value)| (key.as_str(), value)));
                }
                Value::Number(number) => read.records.add(key, &number.to_string()),
                Value::String(text) => read.text(key, text),
                Value::Bool(_) | Value::Null => {}
            }
        }
        read
    }

    /// What a model reads, without a seam, where there is one.
    fn cut(&self) -> Option<String> {
        (self.said.len() > 1).then(|| self.said.concat())
    }

    fn listed(&mut self, key: &str, items: &[Value]) {
        for item in items {
            match item {
                Value::Number(number) => self.lists.add(key, &number.to_string()),
                Value::String(text) => self.lists.add(key, text),
                _ => {}
            }
        }
    }

    fn text(&mut self, key: &'d str, text: &'d str) {
        self.inner.extend(inner(text));
        self.records.add(key, text);
        if key == "resourceType" {
            self.resources.add(text);
        }
        if SAID.contains(&key) {
            self.said.push(text);
        } else if !is_between(key, text) {
            self.other.push(text);
        }
        if key.contains(char::is_whitespace) {
            self.other.push(key);
        }
    }
}

/// The documents that a string holds, one or several behind each other, up to the first that is none.
///
/// A string in a string in a string grows with each of its quotes, so few of them are inside each other.
fn inner(text: &str) -> Option<Value> {
    text.trim_start().starts_with(['{', '[']).then(|| {
        serde_json::Deserializer::from_str(text)
            .into_iter::<Value>()
            .map_while(Result::ok)
            .collect()
    })
}

fn is_between(key: &str, text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    BETWEEN.contains(&key) && text.len() <= WORD && text.chars().all(plain)
}

#[cfg(test)]
mod tests;
