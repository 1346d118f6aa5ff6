//! Turns what the gateway says into HTTP: status, content type, receipt header, streaming body.
//!
//! Nothing is decided or reworded here.

use std::convert::Infallible;

use anteroom_gateway::{Refusal, Reply, ReplyBody};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::StreamExt as _;
use http::{
    HeaderName, HeaderValue,
    header::{CONTENT_TYPE, RETRY_AFTER},
};

/// Header that names the receipt of a request, on answers and refusals alike.
pub const RECEIPT_HEADER: HeaderName = HeaderName::from_static("anteroom-receipt");

/// Header that says what must be done along with an answer: codes of the decision contract, separated by commas.
pub const OBLIGATIONS_HEADER: HeaderName = HeaderName::from_static("anteroom-obligations");

/// Header that says what was taken or blocked out because the use case does not need it: codes of fields and kinds, each with
/// how often. Never a value.
pub const REMOVED_HEADER: HeaderName = HeaderName::from_static("anteroom-removed");

/// A reply on its way to the caller.
pub(crate) struct Answered(pub(crate) Reply);

/// A refusal on its way to the caller.
pub(crate) struct Refused(pub(crate) Refusal);

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        let Reply {
            body,
            obligations,
            receipt,
            removed,
            ..
        } = self.0;
        let mut response = match body {
            ReplyBody::Stream(events) => {
                let frames = events.map(Ok::<Bytes, Infallible>);
                let mut response = typed(
                    Body::from_stream(frames),
                    "text/event-stream; charset=utf-8",
                );
                // Asks nginx in front of us not to collect the events.
                response
                    .headers_mut()
                    .insert("x-accel-buffering", HeaderValue::from_static("no"));
                response
            }
            ReplyBody::Whole(json) => typed(Body::from(json), "application/json"),
        };
        name_receipt(&mut response, Some(&receipt));
        if let Ok(codes) = HeaderValue::from_str(&obligations.join(", ")) {
            response.headers_mut().insert(OBLIGATIONS_HEADER, codes);
        }
        let removed = removed
            .iter()
            .map(|(code, count)| format!("{code}={count}"));
        let removed = removed.collect::<Vec<_>>().join(", ");
        if let Some(codes) = HeaderValue::from_str(&removed)
            .ok()
            .filter(|it| !it.is_empty())
        {
            response.headers_mut().insert(REMOVED_HEADER, codes);
        }
        response
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(refusal) = self;
        let mut response = typed(Body::from(refusal.body()), "application/json");
        *response.status_mut() = refusal.status();
        name_receipt(&mut response, refusal.receipt());
        if let Some(wait) = refusal.retry_after() {
            // Rounded up: a client that comes back early is refused again.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A list or card as JSON.
pub(crate) fn json(bytes: Bytes) -> Response {
    typed(Body::from(bytes), "application/json")
}

fn typed(body: Body, content_type: &'static str) -> Response {
    let mut response = Response::new(body);
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Names the receipt in the header.
pub(crate) fn name_receipt(response: &mut Response, receipt: Option<&str>) {
    if let Some(value) = receipt.and_then(|id| HeaderValue::from_str(id).ok()) {
        response.headers_mut().insert(RECEIPT_HEADER, value);
    }
}
