//! Conversations: an export in pieces, each in a turn of its own, with answers of the model between them.
//!
//! What is said is also read role by role, so that an answer parts no row. Talk without figures or markup is left
//! out: no list is in it.

use super::SAID;
use crate::Export;
use serde_json::Value;

/// Fewest digits with which several patients can be told.
const DIGITS: usize = 8;
/// Who may say a piece; what the model says is for whoever asked.
const ROLES: [&str; 4] = ["user", "tool", "system", "developer"];

/// The export that one role says over several turns of the document's conversation.
pub(super) fn recognize(document: &Value) -> Option<Export> {
    let fields = document.as_object()?.values();
    let lists = fields.filter_map(Value::as_array);
    let talks = lists.filter(|items| is_conversation(items));
    let said = talks.flat_map(|items| ROLES.map(|own| pieces(items, own)));
    said.filter(|pieces| is_telling(pieces)).find_map(|pieces| {
        crate::recognize(&pieces.concat()).or_else(|| crate::recognize(&pieces.join("\n")))
    })
}

/// Whether a list is a conversation of several who speak in turn.
fn is_conversation(items: &[Value]) -> bool {
    let mut roles = items.iter().map_while(role);
    let first = roles.next();
    items.len() > 2 && first.is_some() && roles.any(|role| Some(role) != first)
}

/// Whether pieces can hold a list of patients or a document about one.
fn is_telling(pieces: &[&str]) -> bool {
    let bytes = pieces.iter().flat_map(|piece| piece.bytes());
    let figures = bytes.filter(u8::is_ascii_digit);
    let marked = || pieces.iter().any(|piece| piece.contains('<'));
    pieces.len() > 1 && (figures.take(DIGITS).count() == DIGITS || marked())
}

/// What one role says, in its order.
fn pieces<'d>(items: &'d [Value], own: &str) -> Vec<&'d str> {
    let turns = items.iter().filter(|item| role(item) == Some(own));
    turns.flat_map(said).collect()
}

fn role(item: &Value) -> Option<&str> {
    item.get("role").and_then(Value::as_str)
}

/// What a model reads of a turn, in its order.
fn said(turn: &Value) -> Vec<&str> {
    let mut out = Vec::new();
    let mut open = vec![("", turn)];
    while let Some((key, value)) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev().map(|item| (key, item))),
            Value::Object(fields) => {
                let fields = fields.iter().rev();
                open.extend(fields.map(|(key, value)| (key.as_str(), value)));
            }
            Value::String(text) if SAID.contains(&key) => out.push(text.as_str()),
            _ => {}
        }
    }
    out
}
