//! Servers that speak OpenAI's protocol, mostly ones that a practice runs itself: vLLM, SGLang, llama-server, Ollama.
//!
//! Their chat templates refuse two turns of one role in a row and a system turn after the first, so turns are merged and
//! system turns moved to the front. Thinking goes back as `reasoning_content`, which all of them read.

use serde_json::{Map, Value, json};

use super::turns::{self, CallIds};
use super::{Provider, set};
use crate::chat::{Effort, Message, Piece, Request, Turn};
use crate::embed;
use crate::refusal::{Field, Shape};

pub(super) struct OpenAiCompatible;

impl Provider for OpenAiCompatible {
    fn code(&self) -> &'static str {
        "openai_compatible"
    }

    fn chat(&self, request: &Request, model: &str) -> Result<Value, Shape> {
        let mut body = Map::new();
        body.insert("model".into(), model.into());
        body.insert("messages".into(), messages(&request.messages)?);
        body.insert("stream".into(), request.stream.into());
        set(
            &mut body,
            "stream_options",
            request.stream.then(|| json!({"include_usage": true})),
        );
        set(&mut body, "temperature", request.temperature);
        set(&mut body, "top_p", request.top_p);
        set(&mut body, "max_tokens", request.max_tokens);
        set(
            &mut body,
            "stop",
            (!request.stop.is_empty()).then(|| request.stop.clone()),
        );
        set(&mut body, "seed", request.seed);
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
        tools(&mut body, request);
        Ok(Value::Object(body))
    }

    fn embeddings(&self, request: &embed::Request, model: &str) -> Value {
        let mut body = Map::new();
        body.insert("model".into(), model.into());
        body.insert("input".into(), request.input.clone().into());
        body.insert("encoding_format".into(), "float".into());
        set(&mut body, "dimensions", request.dimensions);
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

/// The words that all of these servers know.
fn effort(effort: Effort) -> &'static str {
    match effort {
        Effort::High | Effort::Max | Effort::Xhigh => "high",
        Effort::Low | Effort::Minimal => "low",
        Effort::Medium => "medium",
        Effort::None => "none",
    }
}

/// A turn as it will be written: several turns of one role may have become one.
enum Merged {
    Assistant(Vec<Turn>),
    System(Vec<String>),
    Tool { answers: String, content: String },
    User(Vec<String>),
}

fn messages(messages: &[Message]) -> Result<Value, Shape> {
    let merged = merged(turns::ordered(messages))?;
    let mut ids = CallIds::default();
    merged
        .iter()
        .map(|turn| message(turn, &mut ids))
        .collect::<Result<Vec<_>, _>>()
        .map(Value::Array)
}

fn merged(turns: Vec<Message>) -> Result<Vec<Merged>, Shape> {
    let mut system = Vec::new();
    let mut rest: Vec<Merged> = Vec::with_capacity(turns.len());
    for turn in turns {
        match (turn, rest.last_mut()) {
            (Message::Assistant(turn), _) if turn.prefix => {
                return Err(Shape::Unsupported(Field("messages[].prefix")));
            }
            (Message::Assistant(turn), Some(Merged::Assistant(turns))) => turns.push(turn),
            (Message::Assistant(turn), _) => rest.push(Merged::Assistant(vec![turn])),
            (Message::System(texts), _) => system.push(texts.join("\n")),
            (
                Message::Tool {
                    answers, content, ..
                },
                _,
            ) => rest.push(Merged::Tool {
                answers,
                content: content.join("\n"),
            }),
            (Message::User(texts), Some(Merged::User(said))) => said.push(texts.join("\n")),
            (Message::User(texts), _) => rest.push(Merged::User(vec![texts.join("\n")])),
        }
    }
    if !system.is_empty() {
        rest.insert(0, Merged::System(system));
    }
    Ok(rest)
}

fn message<'r>(message: &'r Merged, ids: &mut CallIds<'r>) -> Result<Value, Shape> {
    Ok(match message {
        Merged::Assistant(turns) => assistant(turns, ids),
        Merged::System(texts) => json!({"role": "system", "content": texts.join("\n\n")}),
        Merged::Tool { answers, content } => {
            json!({"role": "tool", "tool_call_id": ids.of_answer(answers)?, "content": content})
        }
        Merged::User(texts) => json!({"role": "user", "content": texts.join("\n\n")}),
    })
}

fn assistant<'r>(turns: &'r [Turn], ids: &mut CallIds<'r>) -> Value {
    let said: Vec<String> = turns
        .iter()
        .map(Turn::said)
        .filter(|text| !text.is_empty())
        .collect();
    let calls: Vec<Value> = turns
        .iter()
        .filter_map(|turn| turn.calls(ids))
        .flat_map(items)
        .collect();
    let thought = turns
        .iter()
        .flat_map(|turn| &turn.content)
        .filter_map(thought)
        .collect::<Vec<_>>();
    let mut fields = Map::new();
    fields.insert("role".into(), "assistant".into());
    fields.insert("content".into(), said.join("\n\n").into());
    set(
        &mut fields,
        "reasoning_content",
        (!thought.is_empty()).then(|| thought.join("\n")),
    );
    set(
        &mut fields,
        "tool_calls",
        (!calls.is_empty()).then_some(calls),
    );
    Value::Object(fields)
}

fn items(list: Value) -> Vec<Value> {
    if let Value::Array(items) = list {
        items
    } else {
        Vec::new()
    }
}

fn thought(piece: &Piece) -> Option<String> {
    if let Piece::Thinking(thinking) = piece {
        Some(thinking.texts.concat())
    } else {
        None
    }
}
