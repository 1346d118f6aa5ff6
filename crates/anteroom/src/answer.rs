//! Reading the gateway's reply to a chat request that this process asked itself.

use anteroom_gateway::{Reply, ReplyBody};
use futures_util::StreamExt as _;
use serde_json::Value;

/// The answer's text and the receipt's id.
pub(crate) async fn of(reply: Reply) -> (String, String) {
    let Reply { body, receipt, .. } = reply;
    let bytes = match body {
        ReplyBody::Whole(bytes) => bytes.to_vec(),
        ReplyBody::Stream(stream) => stream.collect::<Vec<_>>().await.concat(),
    };
    (text(&bytes), receipt)
}

/// The text of a chat answer, as a string or in chunks.
pub(crate) fn text(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    match body.pointer("/choices/0/message/content") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(chunks)) => chunks
            .iter()
            .filter_map(|chunk| chunk.get("text")?.as_str())
            .collect(),
        _ => String::new(),
    }
}
