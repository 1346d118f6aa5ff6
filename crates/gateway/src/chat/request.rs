//! A whole chat request, from the client's JSON.

use serde_json::Value;

use super::value::{Object, bad, flag, number, object, present, whole};
use super::{Request, content, field, message, option, tool};
use crate::refusal::{Field, Shape};
use anteroom_audit::Hash;

/// No model writes more than this in one answer, and it is too short for anybody's number.
const MOST_TOKENS: u64 = 999_999;
/// The first seed with as many digits as a record number may have.
const LONG: u64 = 10_000;

impl Request {
    /// Reads a request of either client family.
    ///
    /// # Errors
    /// When a field is unknown, cannot be translated safely, or has a value that cannot be used.
    pub(crate) fn read(body: &Value) -> Result<Self, Shape> {
        let body = body.as_object().ok_or(Shape::NotJson)?;
        field::check(body)?;
        check_count(body)?;
        present(body, "modalities").map_or(Ok(()), option::text_only)?;
        Ok(Self {
            frequency_penalty: within(body, "frequency_penalty", -2.0, 2.0)?,
            include_usage: present(body, "stream_options")
                .map_or(Ok(false), option::include_usage)?,
            max_tokens: tokens(body, "max_completion_tokens")?.or(tokens(body, "max_tokens")?),
            messages: message::all(body.get("messages").unwrap_or(&Value::Null))?,
            parallel_tool_calls: switch(body, "parallel_tool_calls")?,
            prediction: present(body, "prediction")
                .map(option::prediction)
                .transpose()?,
            presence_penalty: within(body, "presence_penalty", -2.0, 2.0)?,
            reasoning_effort: present(body, "reasoning_effort")
                .map(option::effort)
                .transpose()?,
            response_format: present(body, "response_format")
                .map(option::format)
                .transpose()?,
            seed: seed(body, "random_seed")?.or(seed(body, "seed")?),
            stop: present(body, "stop")
                .map_or(Ok(Vec::new()), |stop| content::strings(stop, "stop"))?,
            stream: switch(body, "stream")?.unwrap_or(false),
            temperature: within(body, "temperature", 0.0, 2.0)?,
            tool_choice: present(body, "tool_choice").map(tool::choice).transpose()?,
            tools: present(body, "tools").map_or(Ok(Vec::new()), tool::tools)?,
            top_p: within(body, "top_p", 0.0, 1.0)?,
        })
    }
}

/// The model that a request of any kind asks for.
///
/// # Errors
/// When there is none.
pub(crate) fn model(body: &Value) -> Result<&str, Shape> {
    let body = object(body, "body").map_err(|_| Shape::NotJson)?;
    body.get("model")
        .and_then(Value::as_str)
        .ok_or(bad("model"))
}

/// Several answers at once are not offered: each would have to be restored and recorded by itself.
fn check_count(body: &Object) -> Result<(), Shape> {
    match present(body, "n") {
        None => Ok(()),
        Some(n) if n.as_u64() == Some(1) => Ok(()),
        Some(_) => Err(Shape::Unsupported(Field("n"))),
    }
}

fn within(body: &Object, field: &'static str, low: f64, high: f64) -> Result<Option<f64>, Shape> {
    present(body, field)
        .map(|value| number(value, low, high, field))
        .transpose()
}

fn tokens(body: &Object, field: &'static str) -> Result<Option<u64>, Shape> {
    present(body, field)
        .map(|value| whole(value, MOST_TOKENS, field))
        .transpose()
}

/// A seed is a number that anybody may choose, so one that is long enough to be somebody's number is not sent: another one
/// that follows from it is, and the same seed still gives the same answer.
fn seed(body: &Object, field: &'static str) -> Result<Option<u64>, Shape> {
    let seed = present(body, field)
        .map(|value| whole(value, i64::MAX.unsigned_abs(), field))
        .transpose()?;
    Ok(seed.map(|seed| if seed < LONG { seed } else { derived(seed) }))
}

/// The first bytes of the seed's SHA-256, as a number of the same range.
fn derived(seed: u64) -> u64 {
    let [a, b, ..] = Hash::of(&seed.to_be_bytes()).0;
    u64::from(u16::from_be_bytes([a, b])) % LONG
}

fn switch(body: &Object, field: &'static str) -> Result<Option<bool>, Shape> {
    present(body, field)
        .map(|value| flag(value, field))
        .transpose()
}
