//! Why a request gets no answer, in one body that OpenAI and Mistral clients both parse.
//!
//! A refusal never holds a word of the request or of a provider's error text: Mistral's errors echo the offending value.
//! The sentences are in `refusal/words.rs`, the request-shape errors in `refusal/shape.rs`.

mod shape;
mod words;

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde_json::{Map, Value, json};

pub use shape::{Field, Shape};

/// The reason's code for a chart export: it stays one whatever is taken out of it.
const EXPORT: &str = "bulk_export";

/// The cause of a refusal. Each has its HTTP status, its code and its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The text could not be checked, so it was not sent.
    CheckFailed,
    /// An identifier was still in the text after replacing; sending stopped.
    IdentifierLeft,
    /// The answer came and is held until somebody has reviewed it.
    Held,
    /// Something broke here.
    Internal,
    /// No API key was given.
    KeyMissing,
    /// The API key is not known, or it was revoked.
    KeyUnknown,
    /// The log entry could not be written, so nothing was sent.
    LogUnavailable,
    /// No connection offers the model that was asked for.
    ModelUnknown,
    /// What would leave is not what its sender read.
    NotAsRead,
    /// The answer came, must be reviewed before anybody uses it, and could not be held for that.
    NotHeld,
    /// The answer must say that AI wrote it, and cannot.
    NoticeImpossible,
    /// The practice's rules do not let this leave.
    Policy,
    /// One key asked for more than its share.
    RateLimited,
    /// The practice's own records cannot be read, so nothing is known about the connection.
    RecordsUnreadable,
    /// The request is not one that can be passed on.
    Shape(Shape),
    /// The reply ended before it was complete.
    UpstreamBroke,
    /// The provider is out of capacity (429).
    UpstreamBusy,
    /// The provider said that it cannot work now (5xx).
    UpstreamDown,
    /// The provider's reply is not one that can be read.
    UpstreamGarbage,
    /// The provider does not accept the practice's own key (401, 403).
    UpstreamKey,
    /// The provider refused the request (400, 413, 422); the word is the provider's code when it is one we know.
    UpstreamRefused(Option<&'static str>),
    /// The provider did not answer in time.
    UpstreamSilent,
    /// No connection to the provider could be opened.
    UpstreamUnreachable,
}

/// A request that gets no answer, with everything that the caller may know about it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("refused: {}", self.code())]
pub struct Refusal {
    cause: Cause,
    found: BTreeMap<&'static str, usize>,
    reasons: Vec<Said>,
    receipt: Option<String>,
    retry_after: Option<Duration>,
}

/// One reason of the practice's rules, as the caller sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The reason's code, such as `agreement_expired`.
    pub code: String,
    /// What to do next, a plain sentence; may be empty.
    pub next: String,
    /// The reason as a plain sentence.
    pub says: String,
}

impl Refusal {
    /// A refusal for `cause`, with nothing found and no receipt.
    #[must_use]
    pub fn new(cause: Cause) -> Self {
        Self {
            cause,
            found: BTreeMap::new(),
            reasons: Vec::new(),
            receipt: None,
            retry_after: None,
        }
    }

    /// The same refusal, with the kinds and counts of what was found.
    #[must_use]
    pub(crate) fn with_found(mut self, found: BTreeMap<&'static str, usize>) -> Self {
        self.found = found;
        self
    }

    /// The same refusal, with the reasons of the practice's rules.
    #[must_use]
    pub(crate) fn with_reasons(mut self, reasons: Vec<Said>) -> Self {
        self.reasons = reasons;
        self
    }

    /// The same refusal, with its receipt.
    #[must_use]
    pub(crate) fn with_receipt(mut self, receipt: String) -> Self {
        self.receipt = Some(receipt);
        self
    }

    /// The same refusal, with the time after which asking again makes sense.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait;
        self
    }

    /// Why.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        words::status(self.cause)
    }

    /// The machine-readable code, such as `phi_found`: what was found, where taking it out could help, else the strictest
    /// reason.
    #[must_use]
    pub fn code(&self) -> &str {
        let helps = |reason: &Said| reason.code != EXPORT && !self.found.is_empty();
        match (self.cause, self.reasons.first()) {
            (Cause::Policy, Some(reason)) if !helps(reason) => &reason.code,
            (cause, _) => words::code(cause),
        }
    }

    /// What the practice's rules say, strictest first.
    #[must_use]
    pub fn reasons(&self) -> &[Said] {
        &self.reasons
    }

    /// The id of the receipt, when one was written.
    #[must_use]
    pub fn receipt(&self) -> Option<&str> {
        self.receipt.as_deref()
    }

    /// After how long asking again makes sense; the value of `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The plain sentences for a person.
    #[must_use]
    pub fn message(&self) -> String {
        match (self.cause, &self.receipt) {
            (Cause::Held, Some(receipt)) => words::held(receipt),
            _ => words::message(self.cause, &self.found, &self.reasons),
        }
    }

    /// The JSON body: OpenAI clients read `error`, Mistral clients the top level.
    #[must_use]
    pub fn body(&self) -> Bytes {
        let error = self.error();
        let mut whole = Map::new();
        whole.insert("object".into(), "error".into());
        for (key, value) in &error {
            if matches!(key.as_str(), "code" | "message" | "param" | "type") {
                whole.insert(key.clone(), value.clone());
            }
        }
        whole.insert("error".into(), Value::Object(error));
        Bytes::from(Value::Object(whole).to_string())
    }

    fn error(&self) -> Map<String, Value> {
        let mut error = Map::new();
        error.insert("message".into(), self.message().into());
        error.insert("type".into(), words::kind(self.cause).into());
        error.insert("param".into(), self.param().into());
        error.insert("code".into(), self.code().into());
        if !self.found.is_empty() {
            error.insert("found".into(), json!(self.found));
        }
        if !self.reasons.is_empty() {
            let codes: Vec<&str> = self
                .reasons
                .iter()
                .map(|reason| reason.code.as_str())
                .collect();
            error.insert("reasons".into(), codes.into());
        }
        if let Some(receipt) = &self.receipt {
            error.insert("receipt".into(), receipt.as_str().into());
        }
        error
    }

    fn param(&self) -> Option<&'static str> {
        match self.cause {
            Cause::ModelUnknown => Some("model"),
            Cause::Shape(shape) => shape.param(),
            _ => None,
        }
    }
}

impl From<Cause> for Refusal {
    fn from(cause: Cause) -> Self {
        Self::new(cause)
    }
}

impl From<Shape> for Refusal {
    fn from(shape: Shape) -> Self {
        Self::new(Cause::Shape(shape))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_what_can_be_done_about() {
        let said = |code: &str| Said {
            code: code.into(),
            next: String::new(),
            says: String::new(),
        };
        let found = BTreeMap::from([("name", 1)]);
        for (reasons, found, code) in [
            (
                vec!["baa_missing", "lane_no_phi"],
                found.clone(),
                "phi_found",
            ),
            (vec!["baa_missing"], BTreeMap::new(), "baa_missing"),
            (
                vec!["bulk_export", "lane_always_avoid"],
                found.clone(),
                "bulk_export",
            ),
            (vec!["bulk_export"], BTreeMap::new(), "bulk_export"),
            (vec![], found, "phi_found"),
        ] {
            let reasons = reasons.into_iter().map(said).collect();
            let refusal = Refusal::new(Cause::Policy)
                .with_found(found)
                .with_reasons(reasons);
            assert_eq!(refusal.code(), code);
        }
    }

    #[test]
    fn both_client_families_find_the_message() {
        let refusal = Refusal::new(Cause::Policy)
            .with_found(BTreeMap::from([("name", 1), ("phone", 2)]))
            .with_receipt("0198".into());
        let body: Value = serde_json::from_slice(&refusal.body()).unwrap();
        assert_eq!(body["object"], "error");
        assert_eq!(body["message"], body["error"]["message"]);
        assert_eq!(body["error"]["type"], "policy_blocked");
        assert_eq!(body["error"]["code"], "phi_found");
        assert_eq!(body["error"]["found"], json!({"name": 1, "phone": 2}));
        assert_eq!(body["error"]["receipt"], "0198");
        assert!(
            body["message"]
                .as_str()
                .unwrap()
                .starts_with("Nothing was sent. We found what looks like patient information")
        );
    }
}
