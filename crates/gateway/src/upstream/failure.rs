//! What a provider's failure means, without repeating a word of it.
//!
//! Providers echo the offending value in their errors, so only the status counts, and a code if it is one of a known list.

use std::time::Duration;

use anteroom_audit::Closing;
use http::StatusCode;
use http::header::RETRY_AFTER;
use reqwest::Response;
use serde_json::Value;

use crate::refusal::{Cause, Refusal};

/// Longest error body that is looked at, in bytes.
const LONGEST: usize = 64 << 10;

/// How long an error body may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Codes that tell a caller what to change, as providers write them and as we do.
const KNOWN: [(&str, &str); 9] = [
    ("1500", "upstream_model_unknown"),
    ("3230", "invalid_message_order"),
    ("content_filter", "content_filter"),
    ("context_length_exceeded", "context_length_exceeded"),
    ("exceed_context_size_error", "context_length_exceeded"),
    ("invalid_model", "upstream_model_unknown"),
    ("invalid_request_message_order", "invalid_message_order"),
    ("model_not_found", "upstream_model_unknown"),
    ("string_above_max_length", "context_length_exceeded"),
];

/// A failure, for the caller and for the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) cause: Cause,
    pub(crate) closing: Closing,
    pub(crate) retry_after: Option<Duration>,
}

impl Failure {
    const fn new(cause: Cause, closing: Closing) -> Self {
        Self {
            cause,
            closing,
            retry_after: None,
        }
    }

    /// The reply ended before it was complete.
    pub(crate) const fn broke() -> Self {
        Self::new(Cause::UpstreamBroke, Closing::UpstreamBroke)
    }

    /// The reply is not one that can be read.
    pub(crate) const fn garbage() -> Self {
        Self::new(Cause::UpstreamGarbage, Closing::UpstreamGarbage)
    }

    /// There was no answer in time.
    pub(crate) const fn silent() -> Self {
        Self::new(Cause::UpstreamSilent, Closing::UpstreamSilent)
    }

    /// No connection could be opened.
    pub(crate) const fn unreachable() -> Self {
        Self::new(Cause::UpstreamUnreachable, Closing::UpstreamUnreachable)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Refusal::new(failure.cause).with_retry_after(failure.retry_after)
    }
}

/// What a failed attempt to send means. Only a connection that was never opened is sure to have carried nothing.
pub(super) fn of_sending(error: &reqwest::Error) -> Failure {
    if error.is_connect() {
        Failure::unreachable()
    } else if error.is_timeout() {
        Failure::silent()
    } else {
        Failure::broke()
    }
}

/// What a reply with an error status means.
pub(super) async fn of_status(response: Response) -> Failure {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(seconds);
    let code = if cause(status, None) == Cause::UpstreamRefused(None) {
        known_code(response).await
    } else {
        None
    };
    Failure {
        cause: cause(status, code),
        closing: Closing::UpstreamRefused {
            status: status.as_u16(),
        },
        retry_after,
    }
}

fn cause(status: StatusCode, code: Option<&'static str>) -> Cause {
    match status.as_u16() {
        400 | 413 | 422 => Cause::UpstreamRefused(code),
        401 | 403 => Cause::UpstreamKey,
        408 => Cause::UpstreamSilent,
        429 => Cause::UpstreamBusy,
        500..=599 => Cause::UpstreamDown,
        _ => Cause::UpstreamGarbage,
    }
}

/// `Retry-After` in seconds, at most a day; a date (RFC 9110, 10.2.3) is rare and left out.
fn seconds(value: &str) -> Option<Duration> {
    let seconds: u64 = value.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(86_400)))
}

async fn known_code(mut response: Response) -> Option<&'static str> {
    let mut body = Vec::new();
    let read = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST {
                return;
            }
        }
    };
    // What did not come in time is looked at as far as it came.
    let _ = tokio::time::timeout(PATIENCE, read).await;
    in_body(&body)
}

fn in_body(body: &[u8]) -> Option<&'static str> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let error = body.get("error").unwrap_or(&body);
    let words = [
        error.get("code"),
        error.get("type"),
        body.get("code"),
        body.get("type"),
    ];
    let mut words = words.into_iter().flatten().filter_map(Value::as_str);
    words.find_map(|word| {
        KNOWN
            .iter()
            .find(|(theirs, _)| *theirs == word)
            .map(|(_, ours)| *ours)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_becomes_a_cause() {
        for (status, expected) in [
            (301, Cause::UpstreamGarbage),
            (400, Cause::UpstreamRefused(None)),
            (401, Cause::UpstreamKey),
            (403, Cause::UpstreamKey),
            (404, Cause::UpstreamGarbage),
            (422, Cause::UpstreamRefused(None)),
            (429, Cause::UpstreamBusy),
            (500, Cause::UpstreamDown),
            (503, Cause::UpstreamDown),
        ] {
            assert_eq!(
                cause(StatusCode::from_u16(status).unwrap(), None),
                expected,
                "{status}"
            );
        }
    }

    #[test]
    fn only_known_codes_are_told() {
        let table: [(&str, Option<&str>); 5] = [
            (
                r#"{"object":"error","message":"x","type":"invalid_request_message_order","code":"3230"}"#,
                Some("invalid_message_order"),
            ),
            (
                r#"{"error":{"code":400,"message":"the request exceeds","type":"exceed_context_size_error"}}"#,
                Some("context_length_exceeded"),
            ),
            (
                r#"{"object":"error","message":{"detail":[{"type":"extra_forbidden","input":"Harriet"}]},"type":"Harriet"}"#,
                None,
            ),
            (r#"{"detail":"Unauthorized"}"#, None),
            ("<html>", None),
        ];
        for (body, code) in table {
            assert_eq!(in_body(body.as_bytes()), code, "{body}");
        }
    }

    #[test]
    fn retry_after_is_bounded() {
        assert_eq!(seconds("7"), Some(Duration::from_secs(7)));
        assert_eq!(seconds("999999999"), Some(Duration::from_secs(86_400)));
        assert_eq!(seconds("-1"), None);
        assert_eq!(seconds("Wed, 21 Oct 2026 07:28:00 GMT"), None);
    }
}
