//! What a caller gets when a request was answered.

use anteroom_office::work::Around;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde_json::Value;

use crate::least::Removed;

/// The answer to one request, restored, in the caller's dialect.
pub struct Reply {
    /// What rules want around the answer; it is there already.
    pub around: Around,
    /// The answer itself.
    pub body: ReplyBody,
    /// Codes of what must be done along with it, for the header `anteroom-obligations`.
    pub obligations: Vec<&'static str>,
    /// The id of the receipt, for the header `anteroom-receipt`.
    pub receipt: String,
    /// What was taken or blocked out because the use case does not need it, for the header `anteroom-removed`.
    pub removed: Removed,
}

/// The bytes of an answer.
pub enum ReplyBody {
    /// Server-sent events, ready to be written as `text/event-stream`. Dropping the stream ends the request at the
    /// provider and closes the receipt as stopped by the client.
    Stream(BoxStream<'static, Bytes>),
    /// One JSON document.
    Whole(Bytes),
}

impl Reply {
    /// The text of an answer that this process asked for itself, in one piece and in the OpenAI shape; none for an answer
    /// that is no text.
    pub async fn into_text(self) -> Option<String> {
        match self.body {
            ReplyBody::Whole(bytes) => chat_text(&bytes),
            ReplyBody::Stream(stream) => chat_text(&stream.collect::<Vec<_>>().await.concat()),
        }
    }
}

/// The text of a chat answer, as a string or in chunks.
#[must_use]
pub fn chat_text(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    content_text(body.pointer("/choices/0/message/content")?)
}

/// The text of a message's content, as a string or in chunks.
pub(crate) fn content_text(content: &Value) -> Option<String> {
    match content {
        Value::String(text) => Some(text.clone()),
        Value::Array(chunks) => {
            let texts = chunks
                .iter()
                .filter_map(|chunk| chunk.get("text")?.as_str());
            Some(texts.collect())
        }
        _ => None,
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let form = match &self.body {
            ReplyBody::Stream(_) => "stream",
            ReplyBody::Whole(_) => "whole",
        };
        f.debug_struct("Reply")
            .field("form", &form)
            .field("receipt", &self.receipt)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_as_a_string_or_in_chunks() {
        let text = |content: &str| {
            let body = format!(r#"{{"choices":[{{"message":{{"content":{content}}}}}]}}"#);
            chat_text(body.as_bytes())
        };
        assert_eq!(text(r#""Dear""#).as_deref(), Some("Dear"));
        assert_eq!(
            text(r#"[{"type":"text","text":"De"},{"text":"ar"}]"#).as_deref(),
            Some("Dear")
        );
        assert_eq!(text("null"), None);
        assert_eq!(chat_text(b"{}"), None);
        assert_eq!(chat_text(b"not JSON"), None);
    }
}
