//! The JSON of replies and stream events, in both forms. Text only; no behavior.

use serde_json::{Value, json};

use super::script::Style;

/// One tool call of a reply.
pub(super) struct Call {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) arguments: String,
}

/// What a reply is made of.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) thinking: Option<String>,
    pub(super) text: Option<String>,
    pub(super) calls: Vec<Call>,
    pub(super) finish: &'static str,
}

/// A whole `chat.completion`.
pub(super) fn whole(style: Style, model: &str, parts: &Parts) -> Value {
    json!({
        "id": "cmpl-0001", "object": "chat.completion", "created": 1_773_842_038, "model": model,
        "choices": [{"index": 0, "message": message(style, parts), "finish_reason": parts.finish}],
        "usage": usage(),
    })
}

/// A `chat.completion.chunk` with one delta.
pub(super) fn chunk(model: &str, delta: &Value, finish: Option<&str>) -> Value {
    json!({
        "id": "cmpl-0001", "object": "chat.completion.chunk", "created": 1_773_842_038, "model": model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    })
}

/// The numbers that every reply reports.
pub(super) fn usage() -> Value {
    json!({"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18})
}

/// A tool call as both forms write it in a whole reply.
pub(super) fn call(call: &Call) -> Value {
    json!({"id": call.id, "type": "function",
           "function": {"name": call.name, "arguments": call.arguments}})
}

fn message(style: Style, parts: &Parts) -> Value {
    let mut message = json!({"role": "assistant", "content": parts.text});
    let calls: Vec<Value> = parts.calls.iter().map(call).collect();
    if !calls.is_empty() {
        set(&mut message, "tool_calls", json!(calls));
    }
    match (&parts.thinking, style) {
        (Some(thinking), Style::Mistral) => {
            let text = json!({"type": "text", "text": parts.text});
            set(
                &mut message,
                "content",
                json!([thinking_chunk(thinking, true), text]),
            );
        }
        (Some(thinking), Style::OpenAi) => set(&mut message, "reasoning_content", json!(thinking)),
        (None, _) => {}
    }
    message
}

/// Mistral's thinking chunk.
pub(super) fn thinking_chunk(text: &str, closed: bool) -> Value {
    json!({"type": "thinking", "thinking": [{"type": "text", "text": text}], "closed": closed})
}

pub(super) fn set(object: &mut Value, key: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(key.to_owned(), value);
    }
}
