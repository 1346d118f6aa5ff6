//! The stand-in model of the demo: a small HTTP server inside the process that answers in the OpenAI shape.
//!
//! It is not a language model and says so in every answer. It uses the placeholders it was given, as a model would, so
//! that the way back (restoring) is the real one. It never sees more than a provider would see.

use anteroom_tasks::sample;
use axum::extract::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The model's name in `/v1/models`.
pub(super) const NAME: &str = "sample-answers";

/// Starts the stand-in on a free port of this machine; gives its base URL.
///
/// # Errors
/// When no port can be opened.
pub(super) async fn start() -> std::io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let routes = axum::Router::new()
        .route(
            "/v1/models",
            get(|| async {
                Json(json!({ "object": "list", "data": [{ "id": NAME, "object": "model" }] }))
            }),
        )
        .route("/v1/chat/completions", post(answer));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(format!("http://{address}"))
}

async fn answer(Json(request): Json<Value>) -> Response {
    let text = match of_task(&request) {
        Some(golden) => golden.to_owned(),
        None => sample::letter(&last_user_text(&request)),
    };
    match request.get("stream").and_then(Value::as_bool) {
        Some(true) => ([(CONTENT_TYPE, "text/event-stream")], stream(&text)).into_response(),
        _ => Json(whole(&text)).into_response(),
    }
}

fn whole(text: &str) -> Value {
    json!({
        "id": "sample", "object": "chat.completion", "created": 0, "model": NAME,
        "choices": [{ "index": 0, "finish_reason": "stop", "message": { "role": "assistant", "content": text } }],
        "usage": usage(text),
    })
}

/// One event for each word, as models stream.
fn stream(text: &str) -> String {
    let chunk = |delta: Value, finish: Value| {
        json!({
            "id": "sample", "object": "chat.completion.chunk", "created": 0, "model": NAME,
            "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }],
        })
    };
    let mut events: Vec<Value> = text
        .split_inclusive(' ')
        .map(|word| chunk(json!({ "content": word }), Value::Null))
        .collect();
    let mut last = chunk(json!({}), json!("stop"));
    if let Some(fields) = last.as_object_mut() {
        fields.insert("usage".to_owned(), usage(text));
    }
    events.push(last);
    let lines: String = events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect();
    lines + "data: [DONE]\n\n"
}

fn usage(text: &str) -> Value {
    let words = text.split_whitespace().count();
    json!({ "prompt_tokens": 0, "completion_tokens": words, "total_tokens": words })
}

fn last_user_text(request: &Value) -> String {
    let messages = request
        .get("messages")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let last = messages
        .iter()
        .rev()
        .find(|message| message.get("role").is_some_and(|role| role == "user"));
    match last.and_then(|message| message.get("content")) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(chunks)) => chunks
            .iter()
            .filter_map(|chunk| chunk.get("text")?.as_str())
            .collect(),
        _ => String::new(),
    }
}

/// The sample answer of the task that a prompt asks for; none for a prompt that is no task's.
fn of_task(request: &Value) -> Option<&'static str> {
    sample::of_prompt(request.pointer("/messages/0/content")?.as_str()?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use anteroom_tasks::Form;
    use serde_json::json;

    use super::of_task;

    #[test]
    fn a_task_gets_its_sample_answer() {
        let task = anteroom_tasks::task("patient-handout").unwrap().unwrap();
        let example = task.examples.first().unwrap();
        let fields: BTreeMap<String, String> = example.fields.clone();
        let prompt = Form::fill(task, &fields)
            .ok()
            .and_then(|form| form.prompt());
        let request = json!({ "messages": prompt });
        assert_eq!(of_task(&request), Some(example.golden.as_str()));
        assert_eq!(
            of_task(&json!({ "messages": [{ "role": "user", "content": "Hello" }] })),
            None
        );
    }
}
