//! The patient's consent under which a record of a drug or alcohol program is used: its reference in a header that goes no
//! further (42 CFR 2.31).

use std::convert::Infallible;

use anteroom_audit::Word;
use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

/// Header that names the consent, as `anteroom consent record` put it on file.
pub const PART2_CONSENT_HEADER: &str = "anteroom-part2-consent";

/// The reference that a request names, as an extractor. One that is no reference, or several, is none: then no consent is on
/// file for the request.
#[derive(Clone, Debug)]
pub(crate) struct Under(pub(crate) Option<Word>);

impl<S: Sync> FromRequestParts<S> for Under {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(named(&parts.headers)))
    }
}

fn named(headers: &HeaderMap) -> Option<Word> {
    let mut all = headers.get_all(PART2_CONSENT_HEADER).iter();
    let (first, second) = (all.next()?, all.next());
    let reference = first.to_str().ok().filter(|_| second.is_none())?;
    Word::new(reference).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn one_reference_is_taken() {
        let mut headers = HeaderMap::new();
        assert!(named(&headers).is_none());
        headers.insert(PART2_CONSENT_HEADER, HeaderValue::from_static("c-17"));
        assert!(named(&headers).is_some_and(|word| word.as_str() == "c-17"));
        headers.append(PART2_CONSENT_HEADER, HeaderValue::from_static("c-18"));
        assert!(named(&headers).is_none());
    }
}
