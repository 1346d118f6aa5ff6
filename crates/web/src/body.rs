//! Reads a request body whole, or says why not.
//!
//! Only plain UTF-8 JSON is let in: a compressed body or another character set would carry identifiers past every
//! check, so it is refused by its label here and, should the label lie, by the JSON parser of the gateway. Nothing is
//! parsed here and nothing is logged.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{FromRequest, Request},
};
use bytes::Bytes;
use futures_util::StreamExt as _;
use http::{
    HeaderMap,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{edge::Edge, limits::Limits, problem::Problem};

/// The bytes of a body that is labelled as plain JSON and within the limits, and the room that they take.
pub(crate) struct JsonBytes(pub(crate) Bytes, pub(crate) OwnedSemaphorePermit);

/// The unit in which room is counted, in bytes.
const UNIT: usize = 1 << 10;

/// Room for bodies: all that are being read or checked share it.
pub(crate) fn room(limits: &Limits) -> Arc<Semaphore> {
    let bytes = limits.bodies_bytes.max(limits.body_bytes);
    Arc::new(Semaphore::new(
        (bytes / UNIT + 1).min(Semaphore::MAX_PERMITS),
    ))
}

impl FromRequest<Edge> for JsonBytes {
    type Rejection = Problem;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Problem> {
        let (head, body) = request.into_parts();
        check_labels(&head.headers)?;
        let announced = declared_length(&head.headers);
        if announced.is_some_and(|bytes| bytes > edge.limits.body_bytes) {
            discard(body, edge.limits.body_bytes).await;
            return Err(Problem::BODY_TOO_LARGE);
        }
        let most = announced.unwrap_or(edge.limits.body_bytes);
        let room = tokio::time::timeout(edge.limits.body_time, take(&edge.room, most))
            .await
            .map_err(|_full| Problem::OVERLOADED)??;
        let read = read(body, edge.limits.body_bytes);
        let bytes = tokio::time::timeout(edge.limits.body_time, read)
            .await
            .map_err(|_late| Problem::BODY_TOO_SLOW)??;
        Ok(Self(bytes, room))
    }
}

/// Waits for room for so many bytes.
pub(crate) async fn take(
    room: &Arc<Semaphore>,
    bytes: usize,
) -> Result<OwnedSemaphorePermit, Problem> {
    let units = u32::try_from(bytes / UNIT + 1).map_err(|_| Problem::BODY_TOO_LARGE)?;
    let taken = Arc::clone(room).acquire_many_owned(units).await;
    taken.map_err(|_closed| Problem::OVERLOADED)
}

/// Reads a body of so many bytes at the most.
pub(crate) async fn read(body: Body, most: usize) -> Result<Bytes, Problem> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::BODY_TOO_LARGE),
        Err(_broken) => Err(Problem::BODY_BROKE_OFF),
    }
}

/// Reads an announced body past us, so that a client which writes everything before it reads sees the refusal instead
/// of a broken connection. Bounded: four bodies' worth and five seconds, then the connection is dropped.
pub(crate) async fn discard(body: Body, most: usize) {
    let most = most.saturating_mul(4);
    let swallow = async {
        let mut frames = Limited::new(body, most).into_data_stream();
        while let Some(Ok(_frame)) = frames.next().await {}
    };
    // Late or not, the answer is the same.
    let _late = tokio::time::timeout(std::time::Duration::from_secs(5), swallow).await;
}

/// A length that is no number was refused by the HTTP parser; a body in pieces announces none.
pub(crate) fn declared_length(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(CONTENT_LENGTH)?.to_str().ok()?;
    length.parse().ok()
}

fn check_labels(headers: &HeaderMap) -> Result<(), Problem> {
    let plain = |value: &http::HeaderValue| value.as_bytes().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(CONTENT_ENCODING).iter().all(plain) {
        return Err(Problem::BODY_CODED);
    }
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    match (
        types.next().and_then(|value| value.to_str().ok()),
        types.next(),
    ) {
        (Some(one), None) if is_utf8_json(one) => Ok(()),
        _ => Err(Problem::BODY_NOT_JSON),
    }
}

/// `application/json`, alone or with `charset=utf-8` (RFC 8259 section 8.1 knows no other charset).
fn is_utf8_json(content_type: &str) -> bool {
    let lower = content_type.to_ascii_lowercase();
    let mut parts = lower.split(';').map(str::trim);
    parts.next() == Some("application/json")
        && parts.all(|part| match part.split_once('=') {
            Some(("charset", set)) => matches!(set.trim_matches('"'), "utf-8" | "utf8"),
            _ => part.is_empty(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_utf8_json_is_json() {
        for (label, good) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/json;", true),
            ("application/json; charset=\"utf-8\"", true),
            ("application/json; charset=utf-16", false),
            ("application/json; boundary=x", false),
            ("application/jsonl", false),
            ("multipart/form-data", false),
            ("text/plain", false),
            ("", false),
        ] {
            assert_eq!(is_utf8_json(label), good, "{label}");
        }
    }

    #[test]
    fn compressed_bodies_and_doubled_types_are_refused() {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            http::HeaderValue::from_static("application/json"),
        );
        assert_eq!(check_labels(&headers), Ok(()));
        headers.insert(CONTENT_ENCODING, http::HeaderValue::from_static("gzip"));
        assert_eq!(check_labels(&headers), Err(Problem::BODY_CODED));
        headers.insert(CONTENT_ENCODING, http::HeaderValue::from_static("identity"));
        headers.append(
            CONTENT_TYPE,
            http::HeaderValue::from_static("application/json"),
        );
        assert_eq!(check_labels(&headers), Err(Problem::BODY_NOT_JSON));
    }

    #[tokio::test]
    async fn bodies_beyond_the_room_wait_their_turn() {
        let limits = Limits {
            bodies_bytes: 10 * UNIT,
            body_bytes: 8 * UNIT,
            ..Limits::default()
        };
        let room = room(&limits);
        let first = take(&room, 8 * UNIT).await.unwrap();
        let second =
            tokio::time::timeout(std::time::Duration::from_millis(20), take(&room, 8 * UNIT));
        assert!(second.await.is_err(), "there is no room for both");
        assert!(take(&room, UNIT / 2).await.is_ok());
        drop(first);
        assert!(take(&room, 8 * UNIT).await.is_ok());
    }
}
