//! Status, type, code and sentence of each cause.
//!
//! The order of the sentences is always the same: nothing was sent, what was found, why, what to do now.

use std::collections::BTreeMap;

use anteroom_phi::Kind;
use http::StatusCode;

use super::{Cause, Said};

/// The HTTP status of a cause.
pub(super) fn status(cause: Cause) -> StatusCode {
    match cause {
        Cause::CheckFailed
        | Cause::LogUnavailable
        | Cause::RecordsUnreadable
        | Cause::UpstreamDown => StatusCode::SERVICE_UNAVAILABLE,
        Cause::Held | Cause::IdentifierLeft | Cause::NoticeImpossible | Cause::Policy => {
            StatusCode::FORBIDDEN
        }
        Cause::NotAsRead => StatusCode::CONFLICT,
        Cause::Internal | Cause::NotHeld => StatusCode::INTERNAL_SERVER_ERROR,
        Cause::KeyMissing | Cause::KeyUnknown => StatusCode::UNAUTHORIZED,
        Cause::ModelUnknown => StatusCode::NOT_FOUND,
        Cause::RateLimited | Cause::UpstreamBusy => StatusCode::TOO_MANY_REQUESTS,
        Cause::Shape(_) | Cause::UpstreamRefused(_) => StatusCode::BAD_REQUEST,
        Cause::UpstreamBroke
        | Cause::UpstreamGarbage
        | Cause::UpstreamKey
        | Cause::UpstreamUnreachable => StatusCode::BAD_GATEWAY,
        Cause::UpstreamSilent => StatusCode::GATEWAY_TIMEOUT,
    }
}

/// The family of a cause: the `type` of the body.
pub(super) fn kind(cause: Cause) -> &'static str {
    match cause {
        Cause::Held | Cause::IdentifierLeft | Cause::NoticeImpossible | Cause::Policy => {
            "policy_blocked"
        }
        Cause::KeyMissing | Cause::KeyUnknown => "authentication_error",
        Cause::RateLimited | Cause::UpstreamBusy => "rate_limit_error",
        Cause::ModelUnknown | Cause::NotAsRead | Cause::Shape(_) | Cause::UpstreamRefused(_) => {
            "invalid_request_error"
        }
        Cause::CheckFailed
        | Cause::Internal
        | Cause::LogUnavailable
        | Cause::NotHeld
        | Cause::RecordsUnreadable => "server_error",
        Cause::UpstreamBroke
        | Cause::UpstreamDown
        | Cause::UpstreamGarbage
        | Cause::UpstreamKey
        | Cause::UpstreamSilent
        | Cause::UpstreamUnreachable => "upstream_error",
    }
}

/// The machine-readable code of a cause.
pub(super) fn code(cause: Cause) -> &'static str {
    match cause {
        Cause::CheckFailed => "check_unavailable",
        Cause::Held => "review_required",
        Cause::IdentifierLeft => "identifier_left",
        Cause::Internal => "internal_error",
        Cause::KeyMissing => "api_key_missing",
        Cause::KeyUnknown => "invalid_api_key",
        Cause::LogUnavailable => "log_unavailable",
        Cause::ModelUnknown => "model_not_found",
        Cause::NotAsRead => "not_as_read",
        Cause::NotHeld => "not_held",
        Cause::NoticeImpossible => "notice_impossible",
        Cause::Policy => "phi_found",
        Cause::RateLimited => "rate_limited",
        Cause::RecordsUnreadable => "records_unreadable",
        Cause::Shape(shape) => shape.code(),
        Cause::UpstreamBroke => "upstream_broke",
        Cause::UpstreamBusy => "upstream_busy",
        Cause::UpstreamDown => "upstream_down",
        Cause::UpstreamGarbage => "upstream_unreadable",
        Cause::UpstreamKey => "upstream_key_refused",
        Cause::UpstreamRefused(code) => code.unwrap_or("upstream_refused"),
        Cause::UpstreamSilent => "upstream_silent",
        Cause::UpstreamUnreachable => "upstream_unreachable",
    }
}

/// The sentences of a cause.
pub(super) fn message(
    cause: Cause,
    found: &BTreeMap<&'static str, usize>,
    reasons: &[Said],
) -> String {
    match cause {
        Cause::IdentifierLeft => "Nothing was sent. An identifier could not be taken out of the text. Remove it and try again.".into(),
        Cause::Policy => policy(found, reasons),
        Cause::Shape(shape) => format!("Nothing was sent. {}", shape.says()),
        cause => plain(cause).into(),
    }
}

/// The sentences of an answer that is held: where it is, and what to do.
pub(super) fn held(receipt: &str) -> String {
    let plain = plain(Cause::Held);
    format!(
        "{plain} It waits on the page /approvals; `anteroom receipt show {receipt}` says what became of it."
    )
}

fn plain(cause: Cause) -> &'static str {
    match cause {
        Cause::CheckFailed => {
            "Nothing was sent. The text could not be checked for patient information. Try again; if it stays so, ask whoever runs Anteroom."
        }
        Cause::Held => {
            "The answer came, and it is held: a qualified person must review it before anyone uses it. Do not ask again."
        }
        Cause::Internal => {
            "Nothing more was sent. Something went wrong inside Anteroom. Try again; if it stays so, ask whoever runs Anteroom."
        }
        Cause::KeyMissing => {
            "Nothing was sent. An API key is needed: `Authorization: Bearer KEY`. `anteroom key create` makes one."
        }
        Cause::KeyUnknown => {
            "Nothing was sent. This API key is not known or was revoked. Ask whoever runs Anteroom for a new one."
        }
        Cause::LogUnavailable => {
            "Nothing was sent. The log could not be written, and Anteroom sends nothing that it cannot record. Check disk space and the database."
        }
        Cause::ModelUnknown => {
            "Nothing was sent. No connection offers this model. `GET /v1/models` lists those that exist."
        }
        Cause::NotAsRead => {
            "Nothing was sent. The settings have changed since you read what will be sent. Read it again."
        }
        Cause::NotHeld => {
            "The text was sent and answered, but the answer could not be kept for the person who must review it, so nobody gets it. Check disk space and the database, then try again."
        }
        Cause::NoticeImpossible => {
            "Nothing was sent. The answer must begin with a notice that AI wrote it. Record the words with `anteroom notice set`, and ask for plain text, not JSON."
        }
        Cause::RateLimited => {
            "Nothing was sent. This API key made more requests than its limit. Wait a moment and try again."
        }
        Cause::RecordsUnreadable => {
            "Nothing was sent. A record of the practice cannot be read, so nobody knows what may go out. Ask whoever runs Anteroom to run `anteroom doctor`."
        }
        Cause::UpstreamBroke => "The provider's reply broke off before it was complete. Try again.",
        Cause::UpstreamBusy => {
            "The provider is busy or its limit is used up. Wait a moment and try again."
        }
        Cause::UpstreamDown => "The provider reported that it cannot answer now. Try again later.",
        Cause::UpstreamGarbage => {
            "The provider's reply could not be read. Try again; if it stays so, check the connection's address."
        }
        Cause::UpstreamKey => {
            "The provider did not accept the practice's own key for this connection. Your API key is fine. Ask whoever runs Anteroom to check the connection."
        }
        Cause::UpstreamRefused(_) => {
            "The provider refused the request. Its own words are not shown, because they can repeat what was sent. The status is in the receipt."
        }
        Cause::UpstreamSilent => "The provider did not answer in time. Try again.",
        Cause::UpstreamUnreachable => {
            "Nothing was sent. No connection to the provider could be opened. Try again; if it stays so, check the connection's address."
        }
        Cause::IdentifierLeft | Cause::Policy | Cause::Shape(_) => "Nothing was sent.",
    }
}

fn policy(found: &BTreeMap<&'static str, usize>, reasons: &[Said]) -> String {
    let mut text = String::from("Nothing was sent.");
    if !found.is_empty() {
        text.push_str(" We found what looks like patient information in your text: ");
        text.push_str(&counted(found));
        text.push('.');
    }
    // The strictest reason comes first, and one next step is enough; the others are in `reasons`.
    if let Some(reason) = reasons.first() {
        for sentence in [&reason.says, &reason.next]
            .into_iter()
            .filter(|sentence| !sentence.is_empty())
        {
            text.push(' ');
            text.push_str(sentence);
        }
    }
    text
}

/// "1 name, 2 phone numbers".
fn counted(found: &BTreeMap<&'static str, usize>) -> String {
    let parts: Vec<String> = found
        .iter()
        .map(|(code, count)| format!("{count} {}", noun(code, *count)))
        .collect();
    parts.join(", ")
}

fn noun(code: &str, count: usize) -> &'static str {
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.code() == code) else {
        return "identifier";
    };
    let (one, many) = kind.plain();
    if count == 1 { one } else { many }
}
