//! How Mistral's clients read an answer: with thinking, content is a list of chunks; without, a string.
//!
//! The thinking comes back in the next request and must then be as the provider wrote it, seal included.

use bytes::{BufMut, BytesMut};
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::chat::{Piece, Thinking};

/// The message of a whole answer.
pub(super) fn message(answer: &Answer) -> Value {
    let thought = answer
        .content
        .iter()
        .any(|piece| matches!(piece, Piece::Thinking(_)));
    let content = if thought {
        answer.content.iter().map(piece).collect()
    } else {
        text(answer).into()
    };
    let mut message = Map::new();
    message.insert("role".into(), "assistant".into());
    message.insert("content".into(), content);
    let calls: Vec<Value> = answer
        .tool_calls
        .iter()
        .map(|call| super::call(call, None))
        .collect();
    message.insert(
        "tool_calls".into(),
        if calls.is_empty() {
            Value::Null
        } else {
            calls.into()
        },
    );
    Value::Object(message)
}

fn text(answer: &Answer) -> String {
    answer
        .content
        .iter()
        .filter_map(|piece| {
            if let Piece::Text(text) = piece {
                Some(text.as_str())
            } else {
                None
            }
        })
        .collect()
}

fn piece(piece: &Piece) -> Value {
    match piece {
        Piece::Text(text) => json!({"type": "text", "text": text}),
        Piece::Thinking(thinking) => thinking_chunk(thinking),
    }
}

fn thinking_chunk(thinking: &Thinking) -> Value {
    let texts: Value = thinking
        .texts
        .iter()
        .map(|text| json!({"type": "text", "text": text}))
        .collect();
    let mut chunk =
        json!({"type": "thinking", "thinking": texts, "closed": thinking.closed.unwrap_or(true)});
    if let (Some(fields), Some(signature)) = (chunk.as_object_mut(), &thinking.signature) {
        fields.insert("signature".into(), signature.as_str().into());
    }
    chunk
}

/// The contents of a delta with a part of the thinking.
pub(super) fn thinking_delta(text: &str, out: &mut BytesMut) {
    out.put_slice(
        b"\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":",
    );
    super::quoted(text, out);
    out.put_slice(b"}]}]");
}

/// The contents of a delta that closes the thinking.
pub(super) fn thinking_end_delta(rest: &str, signature: Option<&str>, out: &mut BytesMut) {
    out.put_slice(
        b"\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":",
    );
    super::quoted(rest, out);
    out.put_slice(b"}],\"closed\":true");
    if let Some(signature) = signature {
        out.put_slice(b",\"signature\":");
        super::quoted(signature, out);
    }
    out.put_slice(b"}]");
}
