//! Servers that speak OpenAI's protocol, mostly ones that a practice runs itself: vLLM, SGLang, llama-server, Ollama.
//!
//! Their chat templates refuse two turns of one role in a row and a system turn after the first, so turns are merged and
//! system turns moved to the front. Their templates also want one string a turn: the texts of a turn stand apart in the
//! draft and are joined when they have been inspected. Thinking goes back as `reasoning_content`, which all of them read.

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

    fn join(&self, body: &mut Value) {
        let messages = body.get_mut("messages").and_then(Value::as_array_mut);
        for message in messages.into_iter().flatten() {
            for (field, glue) in [
                ("content", &[TURNS, TEXTS][..]),
                ("reasoning_content", &[TEXTS]),
            ] {
                if let Some(value) = message.get_mut(field) {
                    *value = joined(value, glue).into();
                }
            }
        }
    }
}

/// What stands between the texts of one turn.
const TEXTS: &str = "\n";
/// What stands between turns that have become one.
const TURNS: &str = "\n\n";

/// Lists in lists of texts as one text: the first glue joins the outer list, the next one those in it.
fn joined(value: &Value, glue: &[&str]) -> String {
    match (value, glue) {
        (Value::Array(items), [glue, inner @ ..]) => {
            let texts: Vec<String> = items.iter().map(|item| joined(item, inner)).collect();
            texts.join(glue)
        }
        (value, _) => value.as_str().unwrap_or_default().to_owned(),
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
    System(Vec<Vec<String>>),
    Tool {
        answers: String,
        content: Vec<String>,
    },
    User(Vec<Vec<String>>),
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
            (Message::System(texts), _) => system.push(texts),
            (
                Message::Tool {
                    answers, content, ..
                },
                _,
            ) => rest.push(Merged::Tool { answers, content }),
            (Message::User(texts), Some(Merged::User(said))) => said.push(texts),
            (Message::User(texts), _) => rest.push(Merged::User(vec![texts])),
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
        Merged::System(turns) => json!({"role": "system", "content": turns}),
        Merged::Tool { answers, content } => {
            json!({"role": "tool", "tool_call_id": ids.of_answer(answers)?, "content": [content]})
        }
        Merged::User(turns) => json!({"role": "user", "content": turns}),
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
    fields.insert("content".into(), said.into());
    set(
        &mut fields,
        "reasoning_content",
        (!thought.is_empty()).then_some(thought),
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
