//! What shapes the answer: its form, how long to think, and the hints of streaming clients.

use serde_json::Value;

use super::value::{Object, bad, flag, name, object, only, present, text};
use super::{Effort, Format, content, tool};
use crate::refusal::Shape;

const FORMAT: &str = "response_format";
const SCHEMA: &str = "response_format.json_schema";

pub(super) fn format(value: &Value) -> Result<Format, Shape> {
    let format = object(value, FORMAT)?;
    only(format, &["type", "json_schema"], FORMAT)?;
    match format.get("type").and_then(Value::as_str) {
        Some("json_object") => Ok(Format::JsonObject),
        Some("json_schema") => json_schema(object(
            format.get("json_schema").ok_or(bad(SCHEMA))?,
            SCHEMA,
        )?),
        Some("text") => Ok(Format::Text),
        _ => Err(bad(FORMAT)),
    }
}

fn json_schema(given: &Object) -> Result<Format, Shape> {
    only(
        given,
        &[
            "name",
            "description",
            "schema",
            "schema_definition",
            "strict",
        ],
        SCHEMA,
    )?;
    let schema = present(given, "schema")
        .or_else(|| present(given, "schema_definition"))
        .ok_or(bad(SCHEMA))?;
    Ok(Format::JsonSchema {
        description: present(given, "description")
            .map(|value| text(value, "response_format.json_schema.description"))
            .transpose()?,
        name: name(
            given.get("name").unwrap_or(&Value::Null),
            "response_format.json_schema.name",
        )?,
        schema: tool::schema(schema, "response_format.json_schema.schema")?,
        strict: present(given, "strict")
            .map(|value| flag(value, "response_format.json_schema.strict"))
            .transpose()?,
    })
}

pub(super) fn effort(value: &Value) -> Result<Effort, Shape> {
    match value.as_str() {
        Some("high") => Ok(Effort::High),
        Some("low") => Ok(Effort::Low),
        Some("max") => Ok(Effort::Max),
        Some("medium") => Ok(Effort::Medium),
        Some("minimal") => Ok(Effort::Minimal),
        Some("none") => Ok(Effort::None),
        Some("xhigh") => Ok(Effort::Xhigh),
        _ => Err(bad("reasoning_effort")),
    }
}

/// The text that the answer will largely repeat.
pub(super) fn prediction(value: &Value) -> Result<String, Shape> {
    let prediction = object(value, "prediction")?;
    only(prediction, &["type", "content"], "prediction")?;
    if prediction.get("type").is_some_and(|kind| kind != "content") {
        return Err(bad("prediction"));
    }
    Ok(content::texts(prediction)?.concat())
}

/// Whether usage shall come at the end of a stream.
pub(super) fn include_usage(value: &Value) -> Result<bool, Shape> {
    let options = object(value, "stream_options")?;
    only(
        options,
        &["include_usage", "include_obfuscation"],
        "stream_options",
    )?;
    present(options, "include_usage").map_or(Ok(false), |value| {
        flag(value, "stream_options.include_usage")
    })
}

/// Text is the only kind of answer that can be checked.
pub(super) fn text_only(value: &Value) -> Result<(), Shape> {
    let kinds = content::strings(value, "modalities")?;
    if kinds.iter().all(|kind| kind == "text") {
        Ok(())
    } else {
        Err(Shape::Audio)
    }
}
