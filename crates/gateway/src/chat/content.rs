//! The content of a message: a string, nothing, or a list of typed chunks.
//!
//! Chunks that cannot be checked for patient information (pictures, documents, sound) are refused; references that only
//! the provider understands are left out.

use serde_json::Value;

use super::value::{Object, bad, flag, list, object, only, present, text};
use super::{Piece, Thinking};
use crate::refusal::Shape;

const CONTENT: &str = "messages[].content";
const CHUNK: &str = "messages[].content[]";
const TYPE: &str = "messages[].content[].type";
const SIGNATURE: &str = "messages[].content[].signature";

/// The content of a turn of the model.
pub(super) fn pieces(message: &Object) -> Result<Vec<Piece>, Shape> {
    match present(message, "content") {
        None => Ok(Vec::new()),
        Some(Value::String(text)) => Ok(vec![Piece::Text(text.clone())]),
        Some(Value::Array(chunks)) => chunks
            .iter()
            .filter_map(|chunk| piece(chunk).transpose())
            .collect(),
        Some(_) => Err(bad(CONTENT)),
    }
}

/// The content of every other turn: text only.
pub(super) fn texts(message: &Object) -> Result<Vec<String>, Shape> {
    let plain = |piece| match piece {
        Piece::Text(text) => Ok(text),
        Piece::Thinking(_) => Err(bad(TYPE)),
    };
    pieces(message)?.into_iter().map(plain).collect()
}

/// One chunk; `None` when it is one to leave out.
fn piece(chunk: &Value) -> Result<Option<Piece>, Shape> {
    let chunk = object(chunk, CONTENT)?;
    match chunk.get("type").and_then(Value::as_str).unwrap_or("text") {
        "audio" | "input_audio" => Err(Shape::Audio),
        "document" | "document_url" | "file" | "input_file" => Err(Shape::Document),
        "image" | "image_url" | "input_image" => Err(Shape::Image),
        "reference" | "tool_reference" => Ok(None),
        "refusal" => one_text(chunk, "refusal"),
        "input_text" | "output_text" | "text" => one_text(chunk, "text"),
        "thinking" => thinking(chunk).map(|thinking| Some(Piece::Thinking(thinking))),
        _ => Err(bad(TYPE)),
    }
}

fn one_text(chunk: &Object, key: &str) -> Result<Option<Piece>, Shape> {
    only(chunk, &["type", key, "annotations", "cache_control"], CHUNK)?;
    let value = chunk.get(key).ok_or(bad(CONTENT))?;
    text(value, CONTENT).map(|text| Some(Piece::Text(text)))
}

fn thinking(chunk: &Object) -> Result<Thinking, Shape> {
    only(chunk, &["type", "thinking", "closed", "signature"], CHUNK)?;
    let texts = match chunk.get("thinking") {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(parts)) => parts
            .iter()
            .filter_map(|part| thought(part).transpose())
            .collect::<Result<_, _>>()?,
        _ => return Err(bad(CONTENT)),
    };
    Ok(Thinking {
        closed: present(chunk, "closed")
            .map(|value| flag(value, CONTENT))
            .transpose()?,
        signature: present(chunk, "signature")
            .map(|value| text(value, SIGNATURE))
            .transpose()?,
        texts,
    })
}

fn thought(part: &Value) -> Result<Option<String>, Shape> {
    match piece(part)? {
        None => Ok(None),
        Some(Piece::Text(text)) => Ok(Some(text)),
        Some(Piece::Thinking(_)) => Err(bad(CONTENT)),
    }
}

/// OpenAI-style thinking, beside the content instead of in it.
pub(super) fn reasoning(message: &Object) -> Result<Option<Piece>, Shape> {
    let value = present(message, "reasoning_content").or_else(|| present(message, "reasoning"));
    let piece = |text: String| {
        Piece::Thinking(Thinking {
            closed: Some(true),
            signature: None,
            texts: vec![text],
        })
    };
    value
        .map(|value| text(value, "messages[].reasoning_content").map(piece))
        .transpose()
}

/// A plain list of strings, or one string.
pub(super) fn strings(value: &Value, field: &'static str) -> Result<Vec<String>, Shape> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        other => list(other, field)?
            .iter()
            .map(|item| text(item, field))
            .collect(),
    }
}
