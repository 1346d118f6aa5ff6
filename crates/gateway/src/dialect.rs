//! The client's side of the wire: one file for each family of clients.
//!
//! Requests of both families are read by one strict reader of the union of their fields (`chat/`); what differs is how
//! thinking, usage and tool calls are written back. An answer is written fresh: nothing of the provider's JSON is passed on.

mod mistral;
mod openai;

use bytes::{BufMut, Bytes, BytesMut};
use serde_json::{Value, json};

use anteroom_phi::Span;

use crate::answer::{Answer, Finish, Usage};
use crate::chat::ToolCall;

/// Which family of clients a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Mistral's clients: thinking is a chunk of the content, usage comes with the last event.
    Mistral,
    /// OpenAI's clients: content is a string, thinking is `reasoning_content`, usage comes when asked for.
    OpenAi,
}

/// What stands at the top of every answer.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Seconds since the Unix epoch.
    pub(crate) created: i64,
    /// Whether an OpenAI client wants usage at the end of a stream.
    pub(crate) include_usage: bool,
    /// The model, by the id that the client asked for.
    pub(crate) model: String,
    /// The id of the receipt.
    pub(crate) receipt: String,
    /// Whether whoever reads it is also told what the model wrote, and where values were put back.
    pub(crate) tells: bool,
}

/// A whole answer as one JSON document.
pub(crate) fn whole(dialect: Dialect, heading: &Heading, answer: &Answer) -> Bytes {
    let message = match dialect {
        Dialect::Mistral => mistral::message(answer),
        Dialect::OpenAi => openai::message(answer),
    };
    let mut body = json!({
        "id": format!("chatcmpl-{}", heading.receipt),
        "object": "chat.completion",
        "created": heading.created,
        "model": heading.model,
        "choices": [{"index": 0, "message": message, "finish_reason": answer.finish.word()}],
    });
    // Mistral's clients demand usage; OpenAI's take its absence.
    let usage = answer
        .usage
        .or((dialect == Dialect::Mistral).then(Usage::default));
    if let (Some(fields), Some(usage)) = (body.as_object_mut(), usage) {
        fields.insert("usage".into(), usage.json());
    }
    Bytes::from(body.to_string())
}

fn call(call: &ToolCall, index: Option<usize>) -> Value {
    let mut value = json!({"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}});
    if let (Some(fields), Some(index)) = (value.as_object_mut(), index) {
        fields.insert("index".into(), index.into());
    }
    value
}

/// Writes the events of one stream, by hand and into one buffer: there are thousands of them.
pub(crate) struct Events {
    dialect: Dialect,
    include_usage: bool,
    /// Everything before the contents of `delta`.
    opening: String,
    /// Everything before `choices`.
    top: String,
    /// Whether the role is still to be said; it stands in the first event.
    role_due: bool,
}

impl Events {
    pub(crate) fn new(dialect: Dialect, heading: &Heading) -> Self {
        let id = format!("chatcmpl-{}", heading.receipt);
        let head = json!({"id": id, "object": "chat.completion.chunk", "created": heading.created, "model": heading.model}).to_string();
        let top = format!("data: {}", head.trim_end_matches('}'));
        let opening = format!("{top},\"choices\":[{{\"index\":0,\"delta\":{{");
        Self {
            dialect,
            include_usage: heading.include_usage,
            opening,
            top,
            role_due: true,
        }
    }

    /// A part of the answer.
    pub(crate) fn text(&mut self, text: &str, out: &mut BytesMut) {
        self.open(out);
        out.put_slice(b"\"content\":");
        quoted(text, out);
        close(None, out);
    }

    /// A part of the answer for somebody who is told: beside it what the model wrote, and where in it values were put back.
    pub(crate) fn told(&mut self, text: &str, sent: &str, placed: &[Span], out: &mut BytesMut) {
        self.open(out);
        out.put_slice(b"\"content\":");
        quoted(text, out);
        let placed: Vec<[usize; 2]> = placed.iter().map(|at| [at.start, at.end]).collect();
        let told = json!({"sent": sent, "placed": placed}).to_string();
        out.put_slice(b",\"anteroom\":");
        out.put_slice(told.as_bytes());
        close(None, out);
    }

    /// A part of the thinking.
    pub(crate) fn thinking(&mut self, text: &str, out: &mut BytesMut) {
        self.open(out);
        match self.dialect {
            Dialect::Mistral => mistral::thinking_delta(text, out),
            Dialect::OpenAi => openai::thinking_delta(text, out),
        }
        close(None, out);
    }

    /// The end of the thinking, with its last part and the provider's seal over it.
    pub(crate) fn thinking_end(&mut self, rest: &str, signature: Option<&str>, out: &mut BytesMut) {
        match self.dialect {
            Dialect::Mistral => {
                self.open(out);
                mistral::thinking_end_delta(rest, signature, out);
                close(None, out);
            }
            Dialect::OpenAi if rest.is_empty() => {}
            Dialect::OpenAi => self.thinking(rest, out),
        }
    }

    /// One tool call, whole: Mistral's clients cannot put fragments together.
    pub(crate) fn call(&mut self, made: &ToolCall, index: usize, out: &mut BytesMut) {
        self.open(out);
        if self.dialect == Dialect::Mistral {
            out.put_slice(b"\"content\":\"\",");
        }
        out.put_slice(b"\"tool_calls\":[");
        out.put_slice(call(made, Some(index)).to_string().as_bytes());
        out.put_slice(b"]");
        close(None, out);
    }

    /// The last event of the answer: why it ended, and what it cost.
    pub(crate) fn finish(&mut self, finish: Finish, usage: Option<Usage>, out: &mut BytesMut) {
        self.open(out);
        if self.dialect == Dialect::Mistral {
            out.put_slice(b"\"content\":\"\"");
            close(Some((finish, Some(usage.unwrap_or_default()))), out);
            return;
        }
        close(Some((finish, None)), out);
        if let Some(usage) = usage.filter(|_| self.include_usage) {
            out.put_slice(self.top.as_bytes());
            out.put_slice(b",\"choices\":[],\"usage\":");
            out.put_slice(usage.json().to_string().as_bytes());
            out.put_slice(b"}\n\n");
        }
    }

    fn open(&mut self, out: &mut BytesMut) {
        out.put_slice(self.opening.as_bytes());
        if std::mem::replace(&mut self.role_due, false) {
            out.put_slice(b"\"role\":\"assistant\",");
        }
    }
}

/// Ends an event that `Events::open` began.
fn close(end: Option<(Finish, Option<Usage>)>, out: &mut BytesMut) {
    let Some((finish, usage)) = end else {
        out.put_slice(b"},\"finish_reason\":null}]}\n\n");
        return;
    };
    // A delta that holds only the role would end in a comma.
    if out.ends_with(b",") {
        out.truncate(out.len() - 1);
    }
    out.put_slice(b"},\"finish_reason\":\"");
    out.put_slice(finish.word().as_bytes());
    out.put_slice(b"\"}]");
    if let Some(usage) = usage {
        out.put_slice(b",\"usage\":");
        out.put_slice(usage.json().to_string().as_bytes());
    }
    out.put_slice(b"}\n\n");
}

/// Writes `text` as a JSON string.
fn quoted(text: &str, out: &mut BytesMut) {
    // Writing to memory does not fail, and a string always has a JSON form.
    let _ = serde_json::to_writer(out.writer(), text);
}

/// The end of a stream that is whole.
pub(crate) const DONE: &[u8] = b"data: [DONE]\n\n";

/// A comment that keeps the connection open.
pub(crate) const KEEP_ALIVE: &[u8] = b": waiting for the model\n\n";
