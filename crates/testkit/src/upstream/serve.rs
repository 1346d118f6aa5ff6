//! The HTTP side of the scripted server: routes, and the ways to answer badly.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_TYPE, RETRY_AFTER},
};
use serde_json::{Value, json};

use crate::json::at;

use super::{
    Shared,
    record::Received,
    reply,
    script::{Script, Style},
    wire,
};

/// How an event begins, and how a whole reply does.
const EVENT: &str = r#"data: {"choices":[{"delta":{"content":""#;
const WHOLE: &str = r#"{"choices":[{"message":{"role":"assistant","content":""#;

type Wire = Result<Bytes, std::io::Error>;

/// The most that a request to this server may carry; far more than Anteroom sends.
const MOST: usize = 256 * 1024 * 1024;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/chat/completions", post(chat))
        .route("/v1/embeddings", post(embeddings))
        .route("/v1/models", get(models))
        .route("/received", get(received))
        .fallback(anything)
        .with_state(shared)
}

async fn chat(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    let body = keep(&shared, request).await;
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    let model = at(&request, "/model")
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let script = shared.script(&model);
    match &script {
        Script::Never => std::future::pending().await,
        Script::Deaf(words) if reply::last_text(&request).contains(words) => {
            std::future::pending().await
        }
        Script::Status(status) => refuse(*status, &request),
        Script::Picky(words) if reply::last_text(&request).contains(words) => refuse(503, &request),
        Script::Garbage => garbage(&request),
        _ if at(&request, "/stream") == true => streamed(&script, &model, &request),
        _ => whole(&script, &model, &request).await,
    }
}

async fn embeddings(
    State(shared): State<Arc<Shared>>,
    request: axum::extract::Request,
) -> Response {
    let body = keep(&shared, request).await;
    let request: Value = serde_json::from_slice(&body).unwrap_or_default();
    let model = at(&request, "/model").as_str().unwrap_or_default();
    if let Script::Status(status) = shared.script(model) {
        return refuse(status, &request);
    }
    let count = at(&request, "/input").as_array().map_or(1, Vec::len);
    let data: Vec<Value> = (0..count)
        .map(|index| json!({"object": "embedding", "index": index, "embedding": [0.25, -0.5, 1.0]}))
        .collect();
    Json(
        json!({"id": "embd-1", "object": "list", "model": model, "data": data,
                "usage": {"prompt_tokens": 4, "completion_tokens": 0, "total_tokens": 4}}),
    )
    .into_response()
}

async fn models(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    keep(&shared, request).await;
    Json(json!({"object": "list", "data": [{"id": "m-echo", "object": "model"}]})).into_response()
}

/// For the suites in other languages: how many requests came, and the last one. Asking is not recorded.
async fn received(State(shared): State<Arc<Shared>>) -> Response {
    let record = &shared.record;
    Json(json!({"count": record.count(), "last": record.last()})).into_response()
}

async fn anything(State(shared): State<Arc<Shared>>, request: axum::extract::Request) -> Response {
    keep(&shared, request).await;
    StatusCode::NOT_FOUND.into_response()
}

async fn keep(shared: &Shared, request: axum::extract::Request) -> Bytes {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, MOST).await.unwrap_or_default();
    shared.record.add(Received::new(&parts, &body));
    body
}

/// An error that quotes the request, as real providers' 422 answers do: none of it may reach the caller.
fn refuse(status: u16, request: &Value) -> Response {
    let message =
        json!({"detail": [{"type": "extra_forbidden", "loc": ["body"], "input": request}]});
    let body = json!({"object": "error", "message": message, "type": "invalid_request_error",
                      "param": null, "code": null});
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, Json(body)).into_response();
    if status == StatusCode::TOO_MANY_REQUESTS {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("7"));
    }
    response
}

fn garbage(request: &Value) -> Response {
    if at(request, "/stream") == true {
        return event_stream(Body::from(
            "data: {\"choices\": [{]}\n\ndata: \u{1}\u{2}\n\n",
        ));
    }
    Body::from("<html><body>Bad gateway, said with status 200</body></html>").into_response()
}

async fn whole(script: &Script, model: &str, request: &Value) -> Response {
    let parts = reply::parts(Style::of_model(model), script, request);
    let text = wire::whole(Style::of_model(model), model, &parts).to_string();
    match script {
        Script::Slow(pause) => tokio::time::sleep(*pause * 10).await,
        Script::Stall => std::future::pending().await,
        Script::Flood => return json_body(Body::from_stream(endless(WHOLE))),
        Script::BreakOff | Script::Cut => return torn(text),
        _ => {}
    }
    json_body(Body::from(text))
}

/// Half of a reply, then a connection error.
fn torn(mut text: String) -> Response {
    let half = (0..=text.len() / 2)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    text.truncate(half);
    let pieces = stream::iter([Wire::Ok(Bytes::from(text))]).chain(snapped());
    json_body(Body::from_stream(pieces))
}

fn json_body(body: Body) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

fn streamed(script: &Script, model: &str, request: &Value) -> Response {
    let usage = at(request, "/stream_options/include_usage") == true;
    let parts = reply::parts(Style::of_model(model), script, request);
    let events = reply::events(Style::of_model(model), script.cut(), model, &parts, usage);
    let lines = events
        .iter()
        .map(|event| Bytes::from(format!("data: {event}\n\n")))
        .collect();
    event_stream(behave(script, model, lines))
}

/// The events as they go out: whole, slowed, cut short, or without end.
fn behave(script: &Script, model: &str, mut lines: Vec<Bytes>) -> Body {
    let half = lines.len().div_ceil(2);
    match script {
        Script::BreakOff => lines.truncate(half),
        Script::Cut => {
            lines.truncate(half);
            return Body::from_stream(stream::iter(lines).map(Wire::Ok).chain(snapped()));
        }
        Script::EndlessLine => return Body::from_stream(endless(EVENT)),
        Script::Flood => return Body::from_stream(flood(model)),
        Script::Slow(pause) => {
            lines.push(Bytes::from_static(b"data: [DONE]\n\n"));
            return Body::from_stream(slowed(lines, *pause));
        }
        Script::Stall => {
            lines.truncate(2);
            let silence = stream::pending::<Wire>();
            return Body::from_stream(stream::iter(lines).map(Wire::Ok).chain(silence));
        }
        _ => lines.push(Bytes::from_static(b"data: [DONE]\n\n")),
    }
    Body::from_stream(stream::iter(lines).map(Ok::<_, Infallible>))
}

/// The end of a connection that is torn down, late enough that what came before it has left.
fn snapped() -> impl Stream<Item = Wire> {
    stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(std::io::ErrorKind::BrokenPipe.into())
    })
}

fn slowed(lines: Vec<Bytes>, pause: Duration) -> impl Stream<Item = Result<Bytes, Infallible>> {
    stream::iter(lines).then(move |line| async move {
        tokio::time::sleep(pause).await;
        Ok(line)
    })
}

/// A beginning, and a text that never ends.
fn endless(head: &'static str) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let head = stream::once(async move { Ok(Bytes::from_static(head.as_bytes())) });
    head.chain(stream::repeat_with(|| {
        Ok(Bytes::from_static(&[b'x'; 16 * 1024]))
    }))
}

/// One small delta, again and again.
fn flood(model: &str) -> impl Stream<Item = Result<Bytes, Infallible>> + use<> {
    let delta = wire::chunk(model, &json!({"content": "word ".repeat(40)}), None);
    stream::repeat(Bytes::from(format!("data: {delta}\n\n"))).map(Ok)
}

fn event_stream(body: Body) -> Response {
    ([(CONTENT_TYPE, "text/event-stream")], body).into_response()
}
