//! Refusals of the edge itself: wrong path, wrong method, too large, too slow, wrong kind of body.
//!
//! The JSON is the same shape as the gateway's refusals: one body that both the OpenAI clients (`error.message`) and the
//! Mistral clients (`message`) read. A problem is a constant: nothing of the request can get into it. A known caller's is
//! recorded. Refusals of the gateway are turned into HTTP in `answer.rs`.

use anteroom_gateway::Caller;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::{Map, Value};

use crate::{
    answer::{self, Refused},
    edge::Edge,
};

/// A fixed refusal of the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    status: StatusCode,
    kind: &'static str,
    code: &'static str,
    message: &'static str,
}

impl Problem {
    pub(crate) const BODY_BROKE_OFF: Self = Self::invalid(
        StatusCode::BAD_REQUEST,
        "body_broke_off",
        "The request body ended early. Nothing was sent.",
    );
    pub(crate) const BODY_CODED: Self = Self::invalid(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "body_coded",
        "Nothing was sent. Compressed request bodies cannot be checked: send the JSON as it is, without Content-Encoding.",
    );
    pub(crate) const BODY_NOT_JSON: Self = Self::invalid(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "body_not_json",
        "Nothing was sent. The body must be JSON in UTF-8: set Content-Type to application/json.",
    );
    pub(crate) const BODY_TOO_LARGE: Self = Self::invalid(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        "Nothing was sent. The request is larger than this server accepts: send less text at once.",
    );
    pub(crate) const BODY_TOO_SLOW: Self = Self::invalid(
        StatusCode::REQUEST_TIMEOUT,
        "body_too_slow",
        "Nothing was sent. The request body took too long to arrive.",
    );
    pub(crate) const INTERNAL: Self = Self::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "server_error",
        "internal_error",
        "Something went wrong in Anteroom itself. Details are in the server's log.",
    );
    pub(crate) const OVERLOADED: Self = Self::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "server_error",
        "overloaded",
        "Nothing was sent. The server holds as many large requests as it can. Try again in a moment.",
    );
    pub(crate) const UNKNOWN_PATIENT_STATE: Self = Self::invalid(
        StatusCode::BAD_REQUEST,
        "unknown_patient_state",
        "Nothing was sent. The header anteroom-patient-state must be the two-letter postal code of one state, such as OH.",
    );
    pub(crate) const UNKNOWN_USE_CASE: Self = Self::invalid(
        StatusCode::BAD_REQUEST,
        "unknown_use_case",
        "Nothing was sent. The header anteroom-use-case names no use case that Anteroom knows. `anteroom policy use-cases` lists them.",
    );
    pub(crate) const UNKNOWN_DIALECT: Self = Self::invalid(
        StatusCode::BAD_REQUEST,
        "unknown_dialect",
        "The header anteroom-dialect must be `openai` or `mistral`.",
    );
    pub(crate) const WRONG_METHOD: Self = Self::invalid(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "This address does not answer this HTTP method.",
    );
    pub(crate) const WRONG_PATH: Self = Self::invalid(
        StatusCode::NOT_FOUND,
        "unknown_url",
        "Anteroom has nothing at this address. It serves /v1/models, /v1/chat/completions and /v1/embeddings.",
    );

    /// A refusal with its own wording; used by the table of closed endpoints.
    pub(crate) const fn new(
        status: StatusCode,
        kind: &'static str,
        code: &'static str,
        message: &'static str,
    ) -> Self {
        Self {
            status,
            kind,
            code,
            message,
        }
    }

    const fn invalid(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Self::new(status, "invalid_request_error", code, message)
    }

    /// The answer to a known caller, who gets a receipt with it.
    ///
    /// When that cannot be written, the caller is told so instead.
    pub(crate) async fn recorded(
        self,
        edge: &Edge,
        caller: &Caller,
        endpoint: &'static str,
    ) -> Response {
        match edge.gateway.turned_away(caller, endpoint, self.code).await {
            Ok(receipt) => {
                let mut response = self.answer(Some(&receipt));
                answer::name_receipt(&mut response, Some(&receipt));
                response
            }
            Err(refusal) => Refused(refusal).into_response(),
        }
    }

    fn answer(self, receipt: Option<&str>) -> Response {
        let mut error = Map::new();
        error.insert("message".into(), self.message.into());
        error.insert("type".into(), self.kind.into());
        error.insert("param".into(), Value::Null);
        error.insert("code".into(), self.code.into());
        let mut body = error.clone();
        error.extend(receipt.map(|id| ("receipt".into(), id.into())));
        body.insert("object".into(), "error".into());
        body.insert("error".into(), error.into());
        let mut response = Response::new(Body::from(Value::Object(body).to_string()));
        *response.status_mut() = self.status;
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.answer(None)
    }
}
