//! The parts of the OpenAI and Mistral APIs that Anteroom keeps closed, and why.
//!
//! A refusal here is an answer, not a gap: each group says what would happen to patient information there. Requests are
//! refused by path alone; their bodies are never read. To open one, give it a route in `lib.rs` and take it off here.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, Uri, header::ACCEPT};
use percent_encoding::percent_decode_str;

use crate::{
    caller::Known,
    edge::Edge,
    page::{Frame, Person},
    pages::error,
    problem::Problem,
};

const AUDIO: Problem = closed(
    "audio_not_checkable",
    "Nothing was sent. A voice is itself an identifier and cannot be removed, so audio does not leave the practice.",
);
const DOCUMENTS: Problem = closed(
    "document_not_checkable",
    "Nothing was sent. Documents and images cannot be checked for patient information yet: send their text to /v1/chat/completions.",
);
const MANAGEMENT: Problem = closed(
    "management_closed",
    "Nothing was sent. Managing the provider's account is not part of Anteroom: use the provider's own console.",
);
const OTHER_TEXT: Problem = closed(
    "endpoint_closed",
    "Nothing was sent. This endpoint is not checked by Anteroom: use /v1/chat/completions.",
);
const STORAGE: Problem = closed(
    "provider_storage",
    "Nothing was sent. This endpoint keeps what it is given at the provider, outside any zero-retention agreement: send the text with the request to /v1/chat/completions instead.",
);

/// First path segment under `/v1`, and what is said about it. Sorted by segment.
const CLOSED: &[(&str, Problem)] = &[
    ("admin", MANAGEMENT),
    ("agents", STORAGE),
    ("assistants", STORAGE),
    ("audio", AUDIO),
    ("batch", STORAGE),
    ("batches", STORAGE),
    ("beta", STORAGE),
    ("chat", OTHER_TEXT),
    ("chatkit", STORAGE),
    ("classifications", OTHER_TEXT),
    ("completions", OTHER_TEXT),
    ("connectors", STORAGE),
    ("containers", STORAGE),
    ("conversations", STORAGE),
    ("evals", STORAGE),
    ("files", STORAGE),
    ("fim", OTHER_TEXT),
    ("fine_tuning", STORAGE),
    ("graders", STORAGE),
    ("images", DOCUMENTS),
    ("libraries", STORAGE),
    ("moderations", OTHER_TEXT),
    ("observability", MANAGEMENT),
    ("ocr", DOCUMENTS),
    ("organization", MANAGEMENT),
    ("rag", STORAGE),
    ("realtime", AUDIO),
    ("rerank", OTHER_TEXT),
    ("responses", OTHER_TEXT),
    ("search", OTHER_TEXT),
    ("skills", STORAGE),
    ("threads", STORAGE),
    ("uploads", STORAGE),
    ("users", MANAGEMENT),
    ("vector_stores", STORAGE),
    ("videos", DOCUMENTS),
    ("web_search", OTHER_TEXT),
    ("workflows", STORAGE),
];

/// Answers every path without a route: closed endpoints with their reason, the rest with 404, which is a page for a
/// browser. A known caller who tried a closed endpoint gets a receipt; a stranger learns no more than the documentation
/// says.
pub(crate) async fn answer(
    State(edge): State<Edge>,
    caller: Result<Known, Response>,
    person: Result<Person, Response>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    match (closed_by(uri.path()), caller) {
        (None, _) => {
            let frame = Frame::of_anybody(&edge, person.ok().as_ref()).await;
            nowhere(frame, &headers, &uri)
        }
        (Some((_, problem)), Err(_)) => problem.into_response(),
        (Some((name, problem)), Ok(Known(caller))) => problem.recorded(&edge, &caller, name).await,
    }
}

/// Answers a path that has routes for other methods only.
pub(crate) async fn wrong_method(
    State(edge): State<Edge>,
    person: Result<Person, Response>,
    headers: HeaderMap,
    uri: Uri,
) -> Response {
    match reads_pages(&headers, uri.path()) {
        true => error::wrong_method(Frame::of_anybody(&edge, person.ok().as_ref()).await),
        false => Problem::WRONG_METHOD.into_response(),
    }
}

/// Answers paths that are no text, such as `/%ff`: they lead nowhere, and no route could read them.
pub(crate) async fn only_text(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    if percent_decode_str(request.uri().path())
        .decode_utf8()
        .is_ok()
    {
        return next.run(request).await;
    }
    let frame = Frame::of_stranger(&edge).await;
    nowhere(frame, request.headers(), request.uri())
}

fn nowhere(frame: Frame, headers: &HeaderMap, uri: &Uri) -> Response {
    match reads_pages(headers, uri.path()) {
        true => error::not_found(frame),
        false => Problem::WRONG_PATH.into_response(),
    }
}

/// Whether somebody looks at pages, who would not know what to do with JSON.
fn reads_pages(headers: &HeaderMap, path: &str) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    !path.starts_with("/v1/") && accept.is_some_and(|kinds| kinds.contains("text/html"))
}

fn closed_by(path: &str) -> Option<(&'static str, Problem)> {
    let rest = path.strip_prefix("/v1/")?;
    let first = rest.split('/').next()?;
    let found = CLOSED.binary_search_by_key(&first, |(name, _)| name).ok()?;
    CLOSED.get(found).copied()
}

const fn closed(code: &'static str, message: &'static str) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "policy_blocked", code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_searching_it_works() {
        assert!(CLOSED.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn only_browsers_are_shown_a_page() {
        let mut headers = HeaderMap::new();
        assert!(!reads_pages(&headers, "/runs/9"));
        headers.insert(
            ACCEPT,
            http::HeaderValue::from_static("text/html,*/*;q=0.8"),
        );
        assert!(reads_pages(&headers, "/runs/9"));
        assert!(!reads_pages(&headers, "/v1/nothing"));
    }

    #[test]
    fn storage_is_refused_below_its_folder_too() {
        let reason = |path| closed_by(path).map(|(_, problem)| problem);
        assert_eq!(reason("/v1/files"), Some(STORAGE));
        assert_eq!(reason("/v1/files/file-1/content"), Some(STORAGE));
        assert_eq!(reason("/v1/batch/jobs"), Some(STORAGE));
        assert_eq!(reason("/v1/chat/moderations"), Some(OTHER_TEXT));
        assert_eq!(reason("/v1/filesystem"), None);
        assert_eq!(reason("/v2/files"), None);
    }
}
