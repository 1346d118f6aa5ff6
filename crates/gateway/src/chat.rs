//! A chat request in our own words, between the clients' JSON and the providers' JSON.
//!
//! Reading (`chat/*.rs`) is strict and takes the union of the OpenAI and Mistral fields; what is not named there does not
//! exist afterwards. Writing is the providers' business (`upstream/*.rs`): each builds a fresh body from this, so no field
//! of a client can pass through by itself. These types hold clinical text and cannot be printed.

mod content;
mod field;
mod message;
mod option;
mod request;
mod tool;
mod value;

use anteroom_phi::Escape;
use serde_json::Value;

pub(crate) use request::model;

use crate::signature::Signatures;

/// One chat request.
#[derive(Clone, Default)]
pub(crate) struct Request {
    pub(crate) frequency_penalty: Option<f64>,
    /// Whether an OpenAI client wants usage at the end of a stream.
    pub(crate) include_usage: bool,
    pub(crate) max_tokens: Option<u64>,
    pub(crate) messages: Vec<Message>,
    pub(crate) parallel_tool_calls: Option<bool>,
    /// Text that the answer will largely repeat; makes it faster.
    pub(crate) prediction: Option<String>,
    pub(crate) presence_penalty: Option<f64>,
    pub(crate) reasoning_effort: Option<Effort>,
    pub(crate) response_format: Option<Format>,
    pub(crate) seed: Option<u64>,
    pub(crate) stop: Vec<String>,
    pub(crate) stream: bool,
    pub(crate) temperature: Option<f64>,
    pub(crate) tool_choice: Option<ToolChoice>,
    pub(crate) tools: Vec<Tool>,
    pub(crate) top_p: Option<f64>,
}

/// One turn.
#[derive(Clone)]
pub(crate) enum Message {
    Assistant(Turn),
    System(Vec<String>),
    Tool {
        answers: String,
        content: Vec<String>,
        name: Option<String>,
    },
    User(Vec<String>),
}

/// A turn of the model, as the client plays it back.
#[derive(Clone, Default)]
pub(crate) struct Turn {
    pub(crate) content: Vec<Piece>,
    /// Whether the reply shall begin with this text.
    pub(crate) prefix: bool,
    pub(crate) tool_calls: Vec<ToolCall>,
}

/// A piece of what the model said.
#[derive(Clone)]
pub(crate) enum Piece {
    Text(String),
    Thinking(Thinking),
}

/// What the model thought before it answered.
#[derive(Clone, Default)]
pub(crate) struct Thinking {
    pub(crate) closed: Option<bool>,
    /// The provider's signature over the thinking, which comes back to it byte for byte; in a request that was just read,
    /// what the client sent for it.
    pub(crate) signature: Option<String>,
    pub(crate) texts: Vec<String>,
}

/// A call of one of the client's tools.
#[derive(Clone)]
pub(crate) struct ToolCall {
    /// JSON text, as both protocols carry it.
    pub(crate) arguments: String,
    pub(crate) id: String,
    pub(crate) name: String,
}

/// A tool that the client's own program runs.
#[derive(Clone)]
pub(crate) struct Tool {
    pub(crate) description: Option<String>,
    pub(crate) name: String,
    /// JSON Schema of the arguments.
    pub(crate) parameters: Option<Value>,
    pub(crate) strict: Option<bool>,
}

/// Which tools the model may call.
#[derive(Clone)]
pub(crate) enum ToolChoice {
    Auto,
    /// This one.
    Function(String),
    None,
    /// Any of them, but one.
    Required,
}

/// The form that the answer shall have.
#[derive(Clone)]
pub(crate) enum Format {
    JsonObject,
    JsonSchema {
        description: Option<String>,
        name: String,
        schema: Value,
        strict: Option<bool>,
    },
    Text,
}

/// How long the model shall think.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    High,
    Low,
    Max,
    Medium,
    Minimal,
    None,
    Xhigh,
}

impl Request {
    /// Puts the provider's own signatures in place of what the client sent for them; leaves out what was never given out.
    pub(crate) fn open_signatures(&mut self, signatures: &Signatures) {
        let turns = self.messages.iter_mut().filter_map(|message| {
            if let Message::Assistant(turn) = message {
                Some(turn)
            } else {
                None
            }
        });
        for piece in turns.flat_map(|turn| &mut turn.content) {
            if let Piece::Thinking(thinking) = piece {
                let sealed = thinking.signature.take();
                thinking.signature = sealed.and_then(|sealed| signatures.opened(&sealed));
            }
        }
    }

    /// How what is restored in the answer's content is written.
    pub(crate) fn escape(&self) -> Escape {
        match self.response_format {
            Some(Format::JsonObject | Format::JsonSchema { .. }) => Escape::Json,
            None | Some(Format::Text) => Escape::Sniffed,
        }
    }
}
