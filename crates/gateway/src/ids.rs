//! The one place that makes ids.
//!
//! Ids are ordered by time (UUID version 7, RFC 9562) so that tables and logs sort by them. They say nothing about a
//! patient, a caller or a request's content.

use uuid::Uuid;

/// A new id, later than every id made before it on this machine.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where ids are made"
)]
pub fn fresh() -> Uuid {
    Uuid::now_v7()
}

/// A new id for a reply, in the form that OpenAI clients expect.
pub(crate) fn reply() -> String {
    format!("chatcmpl-{}", fresh().simple())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow() {
        assert!(fresh() < fresh());
        assert!(reply().starts_with("chatcmpl-"));
    }
}
