//! Typed reading of single JSON values. A value of the wrong type or range is an error that names the field, never the
//! value; `null` is the same as absent everywhere.

use serde_json::{Map, Value};

use crate::refusal::{Field, Shape};

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// The error for a field with an unusable value.
pub(super) fn bad(field: &'static str) -> Shape {
    Shape::Field(Field(field))
}

/// The value, unless it is absent or null.
pub(super) fn present<'v>(object: &'v Object, key: &str) -> Option<&'v Value> {
    object.get(key).filter(|value| !value.is_null())
}

pub(super) fn flag(value: &Value, field: &'static str) -> Result<bool, Shape> {
    value.as_bool().ok_or(bad(field))
}

/// A number within `low..=high`, to three places: more would be room for somebody's number.
pub(super) fn number(
    value: &Value,
    low: f64,
    high: f64,
    field: &'static str,
) -> Result<f64, Shape> {
    value
        .as_f64()
        .filter(|number| (low..=high).contains(number))
        .map(|number| (number * 1000.0).round() / 1000.0)
        .ok_or(bad(field))
}

/// A whole number from 0 to `high`.
pub(super) fn whole(value: &Value, high: u64, field: &'static str) -> Result<u64, Shape> {
    value
        .as_u64()
        .filter(|number| *number <= high)
        .ok_or(bad(field))
}

pub(super) fn text(value: &Value, field: &'static str) -> Result<String, Shape> {
    value.as_str().map(str::to_owned).ok_or(bad(field))
}

pub(super) fn list<'v>(value: &'v Value, field: &'static str) -> Result<&'v Vec<Value>, Shape> {
    value.as_array().ok_or(bad(field))
}

pub(super) fn object<'v>(value: &'v Value, field: &'static str) -> Result<&'v Object, Shape> {
    value.as_object().ok_or(bad(field))
}

/// A name as tools and schemas have it: up to 64 letters, digits, `_` and `-`. A placeholder is not one, so a name in
/// which something was found and replaced is refused here.
pub(super) fn name(value: &Value, field: &'static str) -> Result<String, Shape> {
    let name = value.as_str().ok_or(bad(field))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if name.is_empty() || name.len() > 64 || !name.bytes().all(plain) {
        return Err(Shape::Identifier(Field(field)));
    }
    Ok(name.to_owned())
}

/// Refuses every key of `object` that `known` does not list, unless its value is null. The key itself is not repeated: it
/// could be about a patient; `part` says where it stands.
pub(super) fn only(object: &Object, known: &[&str], part: &'static str) -> Result<(), Shape> {
    let stranger = object
        .iter()
        .any(|(key, value)| !value.is_null() && !known.contains(&key.as_str()));
    if stranger {
        Err(Shape::UnknownField(Some(Field(part))))
    } else {
        Ok(())
    }
}

/// Whether a value asks for nothing: null, false, zero, or empty.
pub(super) fn idle(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Bool(on) => !on,
        Value::Null => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
    }
}
