//! From a request to what the reply says: the parts (text, thinking, calls) and, for streams, the events.

use serde_json::{Value, json};

use crate::json::at;

use super::{
    script::{Cut, Script, Style},
    wire::{self, Call, Parts},
};

/// What `script` answers to `request`.
pub(super) fn parts(style: Style, script: &Script, request: &Value) -> Parts {
    let heard = last_text(request);
    match script {
        Script::Json(_) => Parts {
            text: Some(json!({"summary": heard, "items": [heard]}).to_string()),
            finish: "stop",
            ..Parts::default()
        },
        Script::Length => {
            let finish = if style == Style::Mistral {
                "model_length"
            } else {
                "length"
            };
            Parts {
                text: Some(heard),
                finish,
                ..Parts::default()
            }
        }
        Script::Think(_) => Parts {
            thinking: Some(format!("The note says: {heard}")),
            text: Some(format!("In short: {heard}")),
            finish: "stop",
            ..Parts::default()
        },
        Script::Tools(_) if !is_tool_result(request) => Parts {
            calls: calls(request, &heard),
            finish: "tool_calls",
            ..Parts::default()
        },
        Script::Say(texts) => Parts {
            text: texts.get(answers(request)).or(texts.last()).cloned(),
            finish: "stop",
            ..Parts::default()
        },
        _ => Parts {
            text: Some(heard),
            finish: "stop",
            ..Parts::default()
        },
    }
}

/// How many answers a request holds already.
fn answers(request: &Value) -> usize {
    let messages = at(request, "/messages").as_array();
    let is_answer = |message: &&Value| at(message, "/role") == "assistant";
    messages.map_or(0, |messages| messages.iter().filter(is_answer).count())
}

/// The stream events of a reply, as JSON, without `[DONE]`.
pub(super) fn events(
    style: Style,
    cut: Cut,
    model: &str,
    parts: &Parts,
    usage: bool,
) -> Vec<Value> {
    let mut deltas = vec![json!({"role": "assistant", "content": ""})];
    deltas.extend(thinking_deltas(style, cut, parts));
    let text = parts.text.iter().flat_map(|text| cut.pieces(text));
    deltas.extend(text.map(|piece| json!({"content": piece})));
    deltas.extend(call_deltas(style, cut, &parts.calls));
    close(style, model, deltas, parts.finish, usage)
}

/// Mistral puts the finish and the usage into the last delta; the others send them in events of their own.
fn close(
    style: Style,
    model: &str,
    mut deltas: Vec<Value>,
    finish: &str,
    usage: bool,
) -> Vec<Value> {
    let last = match style {
        Style::Mistral => deltas.pop().unwrap_or_else(|| json!({})),
        Style::OpenAi => json!({}),
    };
    let mut events: Vec<Value> = deltas
        .iter()
        .map(|delta| wire::chunk(model, delta, None))
        .collect();
    let mut end = wire::chunk(model, &last, Some(finish));
    match style {
        Style::Mistral => {
            wire::set(&mut end, "usage", wire::usage());
            events.push(end);
        }
        Style::OpenAi => {
            events.push(end);
            if usage {
                let mut only = wire::chunk(model, &json!({}), None);
                wire::set(&mut only, "choices", json!([]));
                wire::set(&mut only, "usage", wire::usage());
                events.push(only);
            }
        }
    }
    events
}

fn thinking_deltas(style: Style, cut: Cut, parts: &Parts) -> Vec<Value> {
    let Some(thinking) = &parts.thinking else {
        return Vec::new();
    };
    let pieces = cut.pieces(thinking).into_iter();
    match style {
        Style::OpenAi => pieces
            .map(|piece| json!({"reasoning_content": piece}))
            .collect(),
        Style::Mistral => {
            let open =
                pieces.map(|piece| json!({"content": [wire::thinking_chunk(&piece, false)]}));
            // The change-over: the closing thinking chunk and the first text chunk share a delta.
            let over =
                json!({"content": [wire::thinking_chunk("", true), {"type": "text", "text": ""}]});
            open.chain([over]).collect()
        }
    }
}

/// Mistral sends each call whole; the others send the name first and the arguments in fragments, calls interleaved.
fn call_deltas(style: Style, cut: Cut, calls: &[Call]) -> Vec<Value> {
    if style == Style::Mistral && !calls.is_empty() {
        let whole: Vec<Value> = calls
            .iter()
            .enumerate()
            .map(|(index, call)| {
                let mut value = wire::call(call);
                wire::set(&mut value, "index", json!(index));
                value
            })
            .collect();
        return vec![json!({"content": "", "tool_calls": whole})];
    }
    let heads = calls.iter().enumerate().map(|(index, call)| {
        json!({"tool_calls": [{"index": index, "id": call.id, "type": "function",
                               "function": {"name": call.name, "arguments": ""}}]})
    });
    heads.chain(fragments(cut, calls)).collect()
}

fn fragments(cut: Cut, calls: &[Call]) -> Vec<Value> {
    let pieces: Vec<Vec<String>> = calls
        .iter()
        .map(|call| cut.pieces(&call.arguments))
        .collect();
    let rounds = pieces.iter().map(Vec::len).max().unwrap_or(0);
    (0..rounds)
        .flat_map(|round| {
            pieces.iter().enumerate().filter_map(move |(index, list)| {
                let piece = list.get(round)?;
                Some(json!({"tool_calls": [{"index": index, "function": {"arguments": piece}}]}))
            })
        })
        .collect()
}

fn calls(request: &Value, heard: &str) -> Vec<Call> {
    let name = at(request, "/tools/0/function/name")
        .as_str()
        .unwrap_or("look_up")
        .to_owned();
    ["D681PevKs", "Q2wErTy77"]
        .into_iter()
        .map(|id| Call {
            id: id.to_owned(),
            name: name.clone(),
            arguments: json!({"text": heard, "call": id}).to_string(),
        })
        .collect()
}

fn is_tool_result(request: &Value) -> bool {
    at(last_message(request), "/role") == "tool"
}

fn last_message(request: &Value) -> &Value {
    at(request, "/messages")
        .as_array()
        .and_then(|all| all.last())
        .unwrap_or(&Value::Null)
}

/// The text of the last message, chunks joined.
pub(super) fn last_text(request: &Value) -> String {
    match at(last_message(request), "/content") {
        Value::String(text) => text.clone(),
        Value::Array(chunks) => chunks
            .iter()
            .filter_map(|chunk| at(chunk, "/text").as_str())
            .collect::<Vec<_>>()
            .concat(),
        _ => String::new(),
    }
}
