//! `GET /healthz`: is the process alive, and could it answer a request, which takes a log that can be written?
//!
//! It needs no key and says yes or no, nothing else. A look costs a write to disk, so strangers who ask more often than
//! once a second are told what was seen last.

use std::time::{Duration, Instant};

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use http::StatusCode;
use tokio::sync::Mutex;

use crate::{answer::json, edge::Edge};

/// For how long an answer is good.
const FRESH: Duration = Duration::from_secs(1);

/// When the last look was taken, and what was seen.
pub(crate) type LastLook = Mutex<Option<(Instant, bool)>>;

pub(crate) async fn get(State(edge): State<Edge>) -> Response {
    if is_ready(&edge).await {
        return json(Bytes::from_static(b"{\"status\":\"ok\"}"));
    }
    let body = json(Bytes::from_static(b"{\"status\":\"log_unwritable\"}"));
    (StatusCode::SERVICE_UNAVAILABLE, body).into_response()
}

/// Those who ask meanwhile wait for the same look.
pub(crate) async fn is_ready(edge: &Edge) -> bool {
    let mut last = edge.last_look.lock().await;
    if let Some((_, ready)) = last.filter(|(at, _)| at.elapsed() < FRESH) {
        return ready;
    }
    let ready = edge.gateway.ready().await;
    *last = Some((Instant::now(), ready));
    ready
}
