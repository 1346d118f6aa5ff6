//! One event, one sequence of bytes: JSON with sorted keys, no spaces and integers only.
//!
//! The hash chain is over these bytes, so they must never depend on the order in which a program
//! filled its fields. For the values that events hold this is the form of RFC 8785 (JSON
//! Canonicalization Scheme), so other tools can make it too. Reading back is strict: bytes that are
//! not the canonical form of the event they hold are refused.

use serde_json::Value;

use crate::Event;

/// Why an event has no canonical form, or bytes are not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes are not the canonical form of the event they hold.
    #[error("the entry is not in canonical form")]
    Form,
    /// A number is not an integer.
    #[error("a number in the event is not an integer")]
    Number,
    /// The bytes are not an event that this version knows.
    #[error("the entry is not an event that this version knows")]
    Unknown,
}

/// The canonical bytes of an event.
///
/// # Errors
/// [`CanonicalError::Number`] when a number is not an integer; no event type has such a field.
pub fn to_bytes(event: &Event) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(event).map_err(|_| CanonicalError::Unknown)?;
    let mut out = Vec::with_capacity(512);
    write(&value, &mut out)?;
    Ok(out)
}

/// Reads an event and checks that `bytes` is its one canonical form.
///
/// # Errors
/// When the bytes are no known event, or another spelling of one.
pub fn from_bytes(bytes: &[u8]) -> Result<Event, CanonicalError> {
    let event: Event = serde_json::from_slice(bytes).map_err(|_| CanonicalError::Unknown)?;
    if to_bytes(&event)? != bytes {
        return Err(CanonicalError::Form);
    }
    Ok(event)
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    match value {
        Value::Array(items) => write_list(items, out),
        Value::Number(number) if number.is_f64() => Err(CanonicalError::Number),
        Value::Object(map) => {
            let mut fields: Vec<_> = map.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            out.push(b'{');
            for (i, (key, value)) in fields.into_iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write_plain(key, out)?;
                out.push(b':');
                write(value, out)?;
            }
            out.push(b'}');
            Ok(())
        }
        Value::Bool(_) | Value::Null | Value::Number(_) | Value::String(_) => {
            write_plain(value, out)
        }
    }
}

fn write_list(items: &[Value], out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    out.push(b'[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write(item, out)?;
    }
    out.push(b']');
    Ok(())
}

fn write_plain<T: serde::Serialize>(value: T, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    serde_json::to_writer(out, &value).map_err(|_| CanonicalError::Unknown)
}
