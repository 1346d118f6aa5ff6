//! Where the patient lives whom a request is about: a postal code in a header that goes no further.

use anteroom_gateway::Jurisdiction;
use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};

use crate::problem::Problem;

/// Header that names the patient's state; its law counts beside that of the practice.
pub const PATIENT_STATE_HEADER: &str = "anteroom-patient-state";

/// The state that a request names, as an extractor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatientIn(pub(crate) Option<Jurisdiction>);

impl<S: Sync> FromRequestParts<S> for PatientIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        named(&parts.headers).map(Self)
    }
}

/// Two states are as bad as one that nobody knows: which law counts would be a guess.
fn named(headers: &HeaderMap) -> Result<Option<Jurisdiction>, Problem> {
    let mut all = headers.get_all(PATIENT_STATE_HEADER).iter();
    let (first, second) = (all.next(), all.next());
    let Some(first) = first else {
        return Ok(None);
    };
    let code = first.to_str().ok().filter(|_| second.is_none());
    let code = code.ok_or(Problem::UNKNOWN_PATIENT_STATE)?;
    let known = Jurisdiction::states().find(|state| state.code() == code);
    known.map(Some).ok_or(Problem::UNKNOWN_PATIENT_STATE)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn one_postal_code_is_taken() {
        let mut headers = HeaderMap::new();
        assert!(matches!(named(&headers), Ok(None)));
        for (code, known) in [
            ("TX", true),
            ("PR", true),
            ("US", false),
            ("tx", false),
            ("Texas", false),
            ("", false),
            ("\u{e9}", false),
        ] {
            let value = HeaderValue::from_bytes(code.as_bytes()).unwrap();
            headers.insert(PATIENT_STATE_HEADER, value);
            assert_eq!(named(&headers).is_ok(), known, "{code}");
        }
        headers.insert(PATIENT_STATE_HEADER, HeaderValue::from_static("TX"));
        headers.append(PATIENT_STATE_HEADER, HeaderValue::from_static("TX"));
        assert!(named(&headers).is_err());
    }
}
