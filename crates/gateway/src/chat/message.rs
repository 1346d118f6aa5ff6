//! The turns of a conversation. Roles decide which fields may stand in a turn.

use serde_json::Value;

use super::value::{Object, bad, flag, idle, list, object, only, present, text};
use super::{Message, Piece, Turn, content, tool};
use crate::refusal::{Field, Shape};

const MESSAGES: &str = "messages";
const MESSAGE: &str = "messages[]";
const ROLE: &str = "messages[].role";

/// What clients play back from an earlier answer and nobody needs: nulls mostly.
const REPLAYED: [&str; 4] = ["annotations", "index", "parsed", "weight"];

pub(super) fn all(value: &Value) -> Result<Vec<Message>, Shape> {
    let messages = list(value, MESSAGES)?;
    if messages.is_empty() {
        return Err(bad(MESSAGES));
    }
    messages
        .iter()
        .map(|message| one(object(message, MESSAGES)?))
        .collect()
}

fn one(message: &Object) -> Result<Message, Shape> {
    match message.get("role").and_then(Value::as_str) {
        Some("assistant") => assistant(message).map(Message::Assistant),
        Some("developer" | "system") => plain(message).map(Message::System),
        Some("tool") => answer(message),
        Some("user") => plain(message).map(Message::User),
        _ => Err(bad(ROLE)),
    }
}

fn plain(message: &Object) -> Result<Vec<String>, Shape> {
    only(message, &["role", "content", "name"], MESSAGE)?;
    content::texts(message)
}

fn answer(message: &Object) -> Result<Message, Shape> {
    only(
        message,
        &["role", "content", "name", "tool_call_id"],
        MESSAGE,
    )?;
    let field = "messages[].tool_call_id";
    let answers = present(message, "tool_call_id")
        .ok_or(bad(field))
        .and_then(|id| text(id, field))?;
    // The name is a help for the model, not a need: one that is no plain identifier is left out.
    let name =
        present(message, "name").and_then(|name| super::value::name(name, "messages[].name").ok());
    Ok(Message::Tool {
        answers,
        content: content::texts(message)?,
        name,
    })
}

fn assistant(message: &Object) -> Result<Turn, Shape> {
    check_replayed(message)?;
    let mut pieces: Vec<Piece> = content::reasoning(message)?.into_iter().collect();
    pieces.extend(content::pieces(message)?);
    if let Some(refusal) = present(message, "refusal") {
        pieces.push(Piece::Text(text(refusal, "messages[].refusal")?));
    }
    Ok(Turn {
        content: pieces,
        prefix: present(message, "prefix")
            .map_or(Ok(false), |value| flag(value, "messages[].prefix"))?,
        tool_calls: present(message, "tool_calls").map_or(Ok(Vec::new()), tool::calls)?,
    })
}

fn check_replayed(message: &Object) -> Result<(), Shape> {
    if message.get("audio").is_some_and(|audio| !idle(audio)) {
        return Err(Shape::Audio);
    }
    if message.get("function_call").is_some_and(|call| !idle(call)) {
        return Err(Shape::Unsupported(Field("messages[].function_call")));
    }
    let mut known = vec![
        "role",
        "content",
        "name",
        "tool_calls",
        "prefix",
        "reasoning",
        "reasoning_content",
        "refusal",
        "audio",
        "function_call",
    ];
    known.extend(REPLAYED);
    only(message, &known, MESSAGE)
}
