//! How OpenAI's clients read an answer: content is a string or null, thinking stands beside it as `reasoning_content`.

use bytes::{BufMut, BytesMut};
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::chat::Piece;

/// The message of a whole answer.
pub(super) fn message(answer: &Answer) -> Value {
    let mut content = String::new();
    let mut thought = String::new();
    for piece in &answer.content {
        match piece {
            Piece::Text(text) => content.push_str(text),
            Piece::Thinking(thinking) => thought.extend(thinking.texts.iter().map(String::as_str)),
        }
    }
    let mut message = Map::new();
    message.insert("role".into(), "assistant".into());
    let silent = content.is_empty() && !answer.tool_calls.is_empty();
    message.insert(
        "content".into(),
        if silent { Value::Null } else { content.into() },
    );
    if !thought.is_empty() {
        message.insert("reasoning_content".into(), thought.into());
    }
    if !answer.tool_calls.is_empty() {
        let calls = answer.tool_calls.iter().map(|call| super::call(call, None));
        message.insert("tool_calls".into(), calls.collect());
    }
    Value::Object(message)
}

/// The contents of a delta with a part of the thinking.
pub(super) fn thinking_delta(text: &str, out: &mut BytesMut) {
    out.put_slice(b"\"reasoning_content\":");
    super::quoted(text, out);
}
