//! What all providers need done to a conversation before it is written: stand-ins for tool call ids, and turns in an order
//! that chat templates accept.

use serde_json::{Value, json};

use crate::chat::{Format, Message, Piece, Tool, ToolChoice, Turn};
use crate::refusal::{Field, Shape};

/// Stand-ins for tool call ids, by first appearance.
///
/// An id is free text of the client, so it never leaves. The stand-ins have nine letters and digits, because Mistral takes
/// nothing else, and depend only on the order of the conversation, so that a replayed conversation gets the same ones.
#[derive(Default)]
pub(super) struct CallIds<'r>(Vec<&'r str>);

impl<'r> CallIds<'r> {
    /// The stand-in of a call.
    pub(super) fn of_call(&mut self, id: &'r str) -> String {
        let place = self.place(id).unwrap_or_else(|| {
            self.0.push(id);
            self.0.len() - 1
        });
        stand_in(place)
    }

    /// The stand-in of the call that a tool's message answers.
    pub(super) fn of_answer(&self, id: &str) -> Result<String, Shape> {
        self.place(id)
            .map(stand_in)
            .ok_or(Shape::Field(Field("messages[].tool_call_id")))
    }

    fn place(&self, id: &str) -> Option<usize> {
        self.0.iter().rposition(|known| *known == id)
    }
}

fn stand_in(place: usize) -> String {
    format!("call{:05}", place % 100_000)
}

/// The conversation in an order that chat templates accept: an empty turn of the model is left out, and between a tool's
/// answer and the user's next words stands a short turn of the model (Mistral refuses it otherwise with code 3230).
pub(super) fn ordered(messages: &[Message]) -> Vec<Message> {
    let mut turns: Vec<Message> = Vec::with_capacity(messages.len());
    for message in messages {
        if matches!(message, Message::Assistant(turn) if turn.is_empty()) {
            continue;
        }
        if matches!(
            (turns.last(), message),
            (Some(Message::Tool { .. }), Message::User(_))
        ) {
            turns.push(Message::Assistant(Turn {
                content: vec![Piece::Text("OK.".into())],
                ..Turn::default()
            }));
        }
        turns.push(message.clone());
    }
    turns
}

impl Turn {
    /// Whether nothing was said and nothing called.
    fn is_empty(&self) -> bool {
        let silent = |piece: &Piece| matches!(piece, Piece::Text(text) if text.is_empty());
        self.tool_calls.is_empty() && self.content.iter().all(silent)
    }

    /// What was said, without what was thought.
    pub(super) fn said(&self) -> String {
        self.content
            .iter()
            .filter_map(|piece| {
                if let Piece::Text(text) = piece {
                    Some(text.as_str())
                } else {
                    None
                }
            })
            .collect()
    }

    /// The calls with their stand-in ids.
    pub(super) fn calls<'r>(&'r self, ids: &mut CallIds<'r>) -> Option<Value> {
        let call = |call: &'r crate::chat::ToolCall| json!({"id": ids.of_call(&call.id), "type": "function", "function": {"name": call.name, "arguments": call.arguments}});
        (!self.tool_calls.is_empty()).then(|| self.tool_calls.iter().map(call).collect())
    }
}

/// The tools; `parameters` is always there, because Mistral requires it.
pub(super) fn tools(tools: &[Tool]) -> Option<Value> {
    (!tools.is_empty()).then(|| tools.iter().map(tool).collect())
}

fn tool(tool: &Tool) -> Value {
    let parameters = tool
        .parameters
        .clone()
        .unwrap_or_else(|| json!({"type": "object", "properties": {}}));
    let mut function = json!({"name": tool.name, "parameters": parameters});
    if let Some(fields) = function.as_object_mut() {
        super::set(fields, "description", tool.description.clone());
        super::set(fields, "strict", tool.strict);
    }
    json!({"type": "function", "function": function})
}

/// Which tools may be called, in words that every provider knows.
pub(super) fn choice(choice: &ToolChoice) -> Value {
    match choice {
        ToolChoice::Auto => "auto".into(),
        ToolChoice::Function(name) => json!({"type": "function", "function": {"name": name}}),
        ToolChoice::None => "none".into(),
        ToolChoice::Required => "required".into(),
    }
}

/// The form of the answer; both protocols write it the same way.
pub(super) fn format(format: &Format) -> Value {
    match format {
        Format::JsonObject => json!({"type": "json_object"}),
        Format::JsonSchema {
            description,
            name,
            schema,
            strict,
        } => {
            let mut given = json!({"name": name, "schema": schema});
            if let Some(fields) = given.as_object_mut() {
                super::set(fields, "description", description.clone());
                super::set(fields, "strict", *strict);
            }
            json!({"type": "json_schema", "json_schema": given})
        }
        Format::Text => json!({"type": "text"}),
    }
}
