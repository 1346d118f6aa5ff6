//! Reaching into JSON without a panic: what is not there is `null`, as in the wire formats that the tests compare.

use serde_json::Value;

/// The value at `pointer` (RFC 6901), or `null`.
pub fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}
