//! The extractor that loads and authorizes the caller in one step.
//!
//! A handler that holds a [`Known`] holds a caller whose key is valid right now; there is no other way to reach the
//! gateway. It runs before the body is read, so a stranger cannot make the server take in 16 MiB.

use anteroom_gateway::{Caller, Cause, Refusal};
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, header::AUTHORIZATION, request::Parts};

use crate::{answer::Refused, edge::Edge};

/// A caller with a valid API key.
pub(crate) struct Known(pub(crate) Caller);

impl FromRequestParts<Edge> for Known {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Response> {
        let refused = |refusal: Refusal| Refused(refusal).into_response();
        let bearer = bearer(&parts.headers).map_err(|cause| refused(cause.into()))?;
        edge.gateway
            .identify(bearer)
            .await
            .map(Self)
            .map_err(refused)
    }
}

/// The one bearer token. Two credentials are as bad as none: which of them would count?
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Cause> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (all.next(), all.next());
    if second.is_some() {
        return Err(Cause::KeyMissing);
    }
    let token = first
        .and_then(|value| value.to_str().ok())
        .and_then(token_of);
    Ok(token)
}

/// The scheme's name is case-insensitive (RFC 9110 section 11.1).
fn token_of(credentials: &str) -> Option<&str> {
    let (scheme, token) = credentials.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_bearer_token_is_taken() {
        for (credentials, token) in [
            ("Bearer abc", Some("abc")),
            ("bearer abc", Some("abc")),
            ("BEARER   abc ", Some("abc")),
            ("Bearer ", None),
            ("Bearer", None),
            ("Basic abc", None),
            ("abc", None),
        ] {
            assert_eq!(token_of(credentials), token, "{credentials}");
        }
    }

    #[test]
    fn two_credentials_are_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(bearer(&headers), Ok(None));
        headers.append(AUTHORIZATION, http::HeaderValue::from_static("Bearer a"));
        assert_eq!(bearer(&headers), Ok(Some("a")));
        headers.append(AUTHORIZATION, http::HeaderValue::from_static("Bearer b"));
        assert_eq!(bearer(&headers), Err(Cause::KeyMissing));
    }
}
