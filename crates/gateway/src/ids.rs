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

/// The id of a tool call as a client may have it: the provider's own where it is a plain one, else a new one. Nine letters
/// and digits are what Mistral takes back.
pub(crate) fn call(given: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if (1..=64).contains(&given.len()) && given.bytes().all(plain) {
        return given.to_owned();
    }
    let digits = fresh().simple().to_string();
    digits.get(23..).unwrap_or("callcall0").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow() {
        assert!(fresh() < fresh());
    }

    #[test]
    fn plain_call_ids_are_kept() {
        assert_eq!(call("call_1-A"), "call_1-A");
        for bad in ["", "two words", "<script>"] {
            let id = call(bad);
            assert_eq!(id.len(), 9, "{bad}");
            assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        }
    }
}
