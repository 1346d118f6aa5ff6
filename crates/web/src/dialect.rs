//! Which client family is speaking: OpenAI's or Mistral's.
//!
//! Both use the same paths and nearly the same JSON, so only the `User-Agent` tells them apart: every official Mistral
//! client (`mistral-client-python/3.7.0`, `mistral-client-typescript/2.7.0`, older `speakeasy-sdk/… mistralai`) names
//! the company, no OpenAI client does. Whoever writes an own client says it outright with `anteroom-dialect: mistral`
//! or `openai`; any other value of that header is refused rather than guessed. What differs between the two is the
//! gateway's business (`gateway/src/dialect/`).

use anteroom_gateway::Dialect;
use axum::extract::FromRequestParts;
use http::{HeaderMap, header::USER_AGENT, request::Parts};

use crate::problem::Problem;

/// Header with which a client names its dialect outright.
pub const DIALECT_HEADER: &str = "anteroom-dialect";

/// The dialect of one request, as an extractor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaks(pub(crate) Dialect);

impl<S: Sync> FromRequestParts<S> for Speaks {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        detect(&parts.headers).map(Self)
    }
}

fn detect(headers: &HeaderMap) -> Result<Dialect, Problem> {
    match headers.get(DIALECT_HEADER).map(http::HeaderValue::as_bytes) {
        None => Ok(by_user_agent(headers)),
        Some(b"mistral") => Ok(Dialect::Mistral),
        Some(b"openai") => Ok(Dialect::OpenAi),
        Some(_) => Err(Problem::UNKNOWN_DIALECT),
    }
}

fn by_user_agent(headers: &HeaderMap) -> Dialect {
    let agent = headers
        .get(USER_AGENT)
        .map_or(&[][..], http::HeaderValue::as_bytes);
    if agent
        .to_ascii_lowercase()
        .windows(7)
        .any(|word| word == b"mistral")
    {
        Dialect::Mistral
    } else {
        Dialect::OpenAi
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    http::HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn official_clients_are_told_apart_by_user_agent() {
        for (agent, mistral) in [
            ("mistral-client-python/3.7.0", true),
            ("mistral-client-typescript/2.7.0", true),
            ("speakeasy-sdk/python 3.7.0 2.935.1 1.0.0 mistralai", true),
            ("OpenAI/Python 3.54.0", false),
            ("OpenAI/JS 7.57.0", false),
            ("curl/8.5.0", false),
        ] {
            let found = detect(&headers(&[("user-agent", agent)])).unwrap();
            assert_eq!(matches!(found, Dialect::Mistral), mistral, "{agent}");
        }
    }

    #[test]
    fn the_header_wins_and_a_wrong_value_is_refused() {
        let said = headers(&[("user-agent", "OpenAI/Python"), (DIALECT_HEADER, "mistral")]);
        assert!(matches!(detect(&said), Ok(Dialect::Mistral)));
        assert!(detect(&headers(&[(DIALECT_HEADER, "cohere")])).is_err());
    }
}
