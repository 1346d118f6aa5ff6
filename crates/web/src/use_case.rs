//! What a request is for: a use case of the catalogue, named in a header that goes no further.

use anteroom_gateway::UseCase;
use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

use crate::problem::Problem;

/// Header that names the use case of one request; without it the key's own counts.
pub const USE_CASE_HEADER: &str = "anteroom-use-case";

/// The use case that a request names, as an extractor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct For(pub(crate) Option<UseCase>);

impl<S: Sync> FromRequestParts<S> for For {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        named(&parts.headers).map(Self)
    }
}

/// Two names are as bad as one that nobody knows.
fn named(headers: &HeaderMap) -> Result<Option<UseCase>, Problem> {
    let mut all = headers.get_all(USE_CASE_HEADER).iter();
    let (first, second) = (all.next(), all.next());
    let Some(first) = first else {
        return Ok(None);
    };
    let code = first.to_str().ok().filter(|_| second.is_none());
    let known = code.and_then(UseCase::named);
    known
        .filter(|known| *known != UseCase::UNLISTED)
        .map(Some)
        .ok_or(Problem::UNKNOWN_USE_CASE)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn one_name_of_the_catalogue_is_taken() {
        let mut headers = HeaderMap::new();
        assert!(matches!(named(&headers), Ok(None)));
        for (name, known) in [
            ("denial_appeal", true),
            ("prior_auth", true),
            ("unlisted", false),
            ("poem", false),
            ("", false),
            ("\u{e9}", false),
        ] {
            let value = HeaderValue::from_bytes(name.as_bytes()).unwrap();
            headers.insert(USE_CASE_HEADER, value);
            assert_eq!(named(&headers).is_ok(), known, "{name}");
        }
        headers.insert(USE_CASE_HEADER, HeaderValue::from_static("denial_appeal"));
        headers.append(USE_CASE_HEADER, HeaderValue::from_static("denial_appeal"));
        assert!(named(&headers).is_err());
    }
}
