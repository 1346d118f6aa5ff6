//! Tools that the client's program runs, and the model's calls of them. Everything that would run at the provider is
//! refused: it passes text on to third parties.

use serde_json::Value;

use super::value::{Object, bad, flag, list, name, object, only, present, text};
use super::{Tool, ToolCall, ToolChoice};
use crate::refusal::{Field, Shape};

/// More than this no provider takes.
const MOST_TOOLS: usize = 128;

const CHOICE: &str = "tool_choice";
const NAME: &str = "tools[].function.name";
const CALLS: &str = "messages[].tool_calls";
const CALL_NAME: &str = "messages[].tool_calls[].function.name";
const ARGUMENTS: &str = "messages[].tool_calls[].function.arguments";

/// The tools of a request.
pub(super) fn tools(value: &Value) -> Result<Vec<Tool>, Shape> {
    let tools = list(value, "tools")?;
    if tools.len() > MOST_TOOLS {
        return Err(bad("tools"));
    }
    tools.iter().map(tool).collect()
}

fn tool(value: &Value) -> Result<Tool, Shape> {
    let tool = object(value, "tools")?;
    if tool.get("type").is_some_and(|kind| kind != "function") {
        return Err(Shape::ProviderTool);
    }
    only(tool, &["type", "function"], "tools[]")?;
    let function = object(
        tool.get("function").ok_or(bad("tools[].function"))?,
        "tools[].function",
    )?;
    only(
        function,
        &["name", "description", "parameters", "strict"],
        "tools[].function",
    )?;
    Ok(Tool {
        description: present(function, "description")
            .map(|value| text(value, "tools[].function.description"))
            .transpose()?,
        name: name(function.get("name").unwrap_or(&Value::Null), NAME)?,
        parameters: present(function, "parameters")
            .map(|value| schema(value, "tools[].function.parameters"))
            .transpose()?,
        strict: present(function, "strict")
            .map(|value| flag(value, "tools[].function.strict"))
            .transpose()?,
    })
}

/// A JSON Schema: any object. It was inspected like all other text.
pub(super) fn schema(value: &Value, field: &'static str) -> Result<Value, Shape> {
    object(value, field).map(|schema| Value::Object(schema.clone()))
}

/// Which tools may be called.
pub(super) fn choice(value: &Value) -> Result<ToolChoice, Shape> {
    match value.as_str() {
        Some("auto") => return Ok(ToolChoice::Auto),
        Some("none") => return Ok(ToolChoice::None),
        Some("any" | "required") => return Ok(ToolChoice::Required),
        Some(_) => return Err(bad(CHOICE)),
        None => {}
    }
    let choice = object(value, CHOICE)?;
    if choice.get("type").is_some_and(|kind| kind != "function") {
        return Err(Shape::Unsupported(Field(CHOICE)));
    }
    only(choice, &["type", "function"], CHOICE)?;
    let function = object(choice.get("function").ok_or(bad(CHOICE))?, CHOICE)?;
    only(function, &["name"], "tool_choice.function")?;
    name(
        function.get("name").unwrap_or(&Value::Null),
        "tool_choice.function.name",
    )
    .map(ToolChoice::Function)
}

/// The calls that the model made in an earlier turn.
pub(super) fn calls(value: &Value) -> Result<Vec<ToolCall>, Shape> {
    list(value, CALLS)?.iter().map(call).collect()
}

fn call(value: &Value) -> Result<ToolCall, Shape> {
    let call = object(value, CALLS)?;
    if call
        .get("type")
        .is_some_and(|kind| !kind.is_null() && kind != "function")
    {
        return Err(Shape::ProviderTool);
    }
    only(
        call,
        &["id", "type", "index", "function"],
        "messages[].tool_calls[]",
    )?;
    let function = object(call.get("function").ok_or(bad(CALLS))?, CALLS)?;
    only(
        function,
        &["name", "arguments", "parsed_arguments"],
        "messages[].tool_calls[].function",
    )?;
    Ok(ToolCall {
        arguments: arguments(function)?,
        id: text(
            call.get("id").unwrap_or(&Value::Null),
            "messages[].tool_calls[].id",
        )?,
        name: name(function.get("name").unwrap_or(&Value::Null), CALL_NAME)?,
    })
}

/// Arguments are JSON in a string; some clients send the object itself.
fn arguments(function: &Object) -> Result<String, Shape> {
    match present(function, "arguments") {
        None => Ok("{}".into()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Object(arguments)) => {
            serde_json::to_string(arguments).map_err(|_| bad(ARGUMENTS))
        }
        Some(_) => Err(bad(ARGUMENTS)),
    }
}
