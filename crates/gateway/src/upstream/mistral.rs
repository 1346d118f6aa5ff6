//! Mistral's own service, la Plateforme (`api.mistral.ai`, `api.eu.mistral.ai`, `api.us.mistral.ai`).
//!
//! Its schema refuses unknown fields with 422 and echoes their values, so exactly its own fields are written. Guardrails are
//! never asked for: its `health` and `pii` categories cover ordinary clinic text.

use serde_json::{Map, Value, json};

use super::turns::{self, CallIds};
use super::{Provider, set};
use crate::chat::{Effort, Message, Piece, Request, Thinking, Turn};
use crate::embed;
use crate::refusal::{Field, Shape};

/// Mistral's schema for chat allows no higher temperature.
const HOTTEST: f64 = 1.5;

/// Where the service is. Its keys go nowhere else.
pub(super) const HOSTS: [&str; 3] = ["api.mistral.ai", "api.eu.mistral.ai", "api.us.mistral.ai"];

pub(super) struct Mistral;

impl Provider for Mistral {
    fn code(&self) -> &'static str {
        "mistral"
    }

    fn chat(&self, request: &Request, model: &str) -> Result<Value, Shape> {
        if request.temperature.is_some_and(|degrees| degrees > HOTTEST) {
            return Err(Shape::Field(Field("temperature")));
        }
        let mut body = Map::new();
        body.insert("model".into(), model.into());
        body.insert("messages".into(), messages(&request.messages)?);
        body.insert("stream".into(), request.stream.into());
        set(&mut body, "temperature", request.temperature);
        set(&mut body, "top_p", request.top_p);
        set(&mut body, "max_tokens", request.max_tokens);
        set(
            &mut body,
            "stop",
            (!request.stop.is_empty()).then(|| request.stop.clone()),
        );
        set(&mut body, "random_seed", request.seed);
        set(&mut body, "presence_penalty", request.presence_penalty);
        set(&mut body, "frequency_penalty", request.frequency_penalty);
        set(
            &mut body,
            "response_format",
            request.response_format.as_ref().map(turns::format),
        );
        set(
            &mut body,
            "reasoning_effort",
            request.reasoning_effort.map(effort),
        );
        set(
            &mut body,
            "prediction",
            request
                .prediction
                .as_ref()
                .map(|text| json!({"type": "content", "content": text})),
        );
        tools(&mut body, request);
        Ok(Value::Object(body))
    }

    fn embeddings(&self, request: &embed::Request, model: &str) -> Value {
        let mut body = Map::new();
        body.insert("model".into(), model.into());
        body.insert("input".into(), request.input.clone().into());
        set(&mut body, "output_dimension", request.dimensions);
        Value::Object(body)
    }
}

fn tools(body: &mut Map<String, Value>, request: &Request) {
    if let Some(tools) = turns::tools(&request.tools) {
        body.insert("tools".into(), tools);
        set(
            body,
            "tool_choice",
            request.tool_choice.as_ref().map(turns::choice),
        );
        set(body, "parallel_tool_calls", request.parallel_tool_calls);
    }
}

/// The models think or they do not: there is nothing between.
fn effort(effort: Effort) -> &'static str {
    match effort {
        Effort::Minimal | Effort::None => "none",
        Effort::High | Effort::Low | Effort::Max | Effort::Medium | Effort::Xhigh => "high",
    }
}

fn messages(messages: &[Message]) -> Result<Value, Shape> {
    let turns = turns::ordered(messages);
    match turns.last() {
        Some(Message::Assistant(turn)) if turn.prefix => {}
        Some(Message::Tool { .. } | Message::User(_)) => {}
        _ => return Err(Shape::Order),
    }
    let mut ids = CallIds::default();
    turns
        .iter()
        .map(|turn| message(turn, &mut ids))
        .collect::<Result<Vec<_>, _>>()
        .map(Value::Array)
}

fn message<'r>(message: &'r Message, ids: &mut CallIds<'r>) -> Result<Value, Shape> {
    Ok(match message {
        Message::Assistant(turn) => assistant(turn, ids),
        Message::System(texts) => json!({"role": "system", "content": content(texts)}),
        Message::Tool {
            answers,
            content: texts,
            name,
        } => {
            let mut fields = Map::new();
            fields.insert("role".into(), "tool".into());
            set(&mut fields, "name", name.clone());
            fields.insert("content".into(), content(texts));
            fields.insert("tool_call_id".into(), ids.of_answer(answers)?.into());
            Value::Object(fields)
        }
        Message::User(texts) => json!({"role": "user", "content": content(texts)}),
    })
}

fn content(texts: &[String]) -> Value {
    match texts {
        [] => "".into(),
        [text] => text.as_str().into(),
        several => several
            .iter()
            .map(|text| json!({"type": "text", "text": text}))
            .collect(),
    }
}

fn assistant<'r>(turn: &'r Turn, ids: &mut CallIds<'r>) -> Value {
    let thought = turn
        .content
        .iter()
        .any(|piece| matches!(piece, Piece::Thinking(_)));
    let content = if thought {
        turn.content.iter().map(piece).collect()
    } else {
        turn.said().into()
    };
    let mut fields = Map::new();
    fields.insert("role".into(), "assistant".into());
    fields.insert("content".into(), content);
    set(&mut fields, "tool_calls", turn.calls(ids));
    set(&mut fields, "prefix", turn.prefix.then_some(true));
    Value::Object(fields)
}

fn piece(piece: &Piece) -> Value {
    match piece {
        Piece::Text(text) => json!({"type": "text", "text": text}),
        Piece::Thinking(thinking) => thought(thinking),
    }
}

fn thought(thinking: &Thinking) -> Value {
    let texts: Value = thinking
        .texts
        .iter()
        .map(|text| json!({"type": "text", "text": text}))
        .collect();
    let mut fields = Map::new();
    fields.insert("type".into(), "thinking".into());
    fields.insert("thinking".into(), texts);
    set(&mut fields, "closed", thinking.closed);
    set(&mut fields, "signature", thinking.signature.clone());
    Value::Object(fields)
}
