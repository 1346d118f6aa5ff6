//! The stand-in model of the demo: a small HTTP server inside the process that answers in the OpenAI shape.
//!
//! It is not a language model and says so in every answer. It uses the placeholders it was given, as a model would, so
//! that the way back (restoring) is the real one. It never sees more than a provider would see.

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
    let text = match sample(&request) {
        Some(golden) => golden.to_owned(),
        None => compose(&last_user_text(&request)),
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

/// The sample answer of the task that a prompt asks for; none for a prompt that is no task's. It answers the task's own
/// example, whatever was typed.
fn sample(request: &Value) -> Option<&'static str> {
    let system = request.pointer("/messages/0/content")?.as_str()?;
    let tasks = anteroom_tasks::tasks().ok()?;
    let asked = |task: &&anteroom_tasks::Task| {
        system.contains(&format!("\nTask: {} (version {}", task.title, task.version))
    };
    let task = tasks.iter().find(asked)?;
    task.examples.first().map(|example| example.golden.as_str())
}

/// A short after-visit letter around whatever placeholders the text holds.
fn compose(text: &str) -> String {
    let first = |words: &[&str]| {
        placeholders(text).find(|found| words.iter().any(|word| found.starts_with(word)))
    };
    let mut letter = String::from("(Sample answer, not from a language model.)\n\n");
    let reader = first(&["[PATIENT_", "[PERSON_", "[NAME_"]).unwrap_or("there");
    letter += &format!("Dear {reader},\n\nThank you for your visit");
    if let Some(date) = first(&["[DATE_"]) {
        letter += &format!(" on {date}");
    }
    letter +=
        ". Your blood pressure is where we want it. Please keep taking your medicine each day.";
    if let Some(staff) = first(&["[STAFF_"]) {
        letter += &format!(" {staff} will look at your tests with you.");
    }
    if let Some(phone) = first(&["[PHONE_"]) {
        letter += &format!("\n\nWe will call you at {phone} with the date of your next visit.");
    }
    letter
}

/// Everything in square brackets that looks like a placeholder, in order.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(']').filter_map(|piece| {
        let open = piece.rfind('[')?;
        let found = piece.get(open..)?;
        found
            .chars()
            .all(|c| matches!(c, '[' | ']' | '_') || c.is_ascii_uppercase() || c.is_ascii_digit())
            .then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use anteroom_tasks::Form;
    use serde_json::json;

    use super::{compose, sample};

    #[test]
    fn a_task_gets_its_sample_answer() {
        let task = anteroom_tasks::task("patient-handout").unwrap().unwrap();
        let example = task.examples.first().unwrap();
        let fields: BTreeMap<String, String> = example.fields.clone();
        let prompt = Form::fill(task, &fields)
            .ok()
            .and_then(|form| form.prompt());
        let request = json!({ "messages": prompt });
        assert_eq!(sample(&request), Some(example.golden.as_str()));
        assert_eq!(
            sample(&json!({ "messages": [{ "role": "user", "content": "Hello" }] })),
            None
        );
    }

    #[test]
    fn the_letter_uses_the_placeholders_it_was_given() {
        let letter = compose(
            "Patient: [PATIENT_1] seen [DATE_1], phone [PHONE_1], by [STAFF_2]. [x] BP 134/82",
        );
        assert!(letter.contains("Dear [PATIENT_1],"));
        assert!(letter.contains("on [DATE_1]"));
        assert!(letter.contains("at [PHONE_1]"));
        assert!(!letter.contains("[x]"));
    }

    #[test]
    fn a_text_without_placeholders_still_gets_a_letter() {
        assert!(compose("").starts_with("(Sample answer, not from a language model.)"));
    }
}
