//! A model's answer, in the union of the forms that providers use.
//!
//! `answer/wire.rs` reads what providers send, whole or in parts; `dialect/*.rs` writes what clients get. Only the fields named
//! here exist on the way back: an unknown field of a provider is not passed on.

mod restored;
mod wire;

use anteroom_office::work::Around;
use anteroom_phi::{Escape, Mapping};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

pub(crate) use restored::{Tally, restored};
pub(crate) use wire::{Call, Chunk, Content, Part};

use crate::chat::{Piece, ToolCall};
use crate::signature::Signatures;

/// The way back: what an answer needs to become the caller's.
#[derive(Clone)]
pub(crate) struct WayBack {
    /// How values are written in the answer's content.
    pub(crate) escape: Escape,
    pub(crate) mapping: Mapping,
    /// Words around the answer's text.
    pub(crate) around: Around,
    pub(crate) signatures: Signatures,
}

/// A whole answer.
pub(crate) struct Answer {
    pub(crate) content: Vec<Piece>,
    pub(crate) finish: Finish,
    pub(crate) tool_calls: Vec<ToolCall>,
    pub(crate) usage: Option<Usage>,
}

/// Why the model stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    ContentFilter,
    /// The provider failed in the middle; the answer is not whole.
    Error,
    Length,
    Stop,
    ToolCalls,
}

/// Tokens, as the provider counted them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Usage {
    #[serde(default, deserialize_with = "count")]
    pub(crate) completion_tokens: u64,
    #[serde(default)]
    completion_tokens_details: Option<Completion>,
    #[serde(default, deserialize_with = "count")]
    pub(crate) prompt_tokens: u64,
    #[serde(default)]
    prompt_tokens_details: Option<Prompt>,
    #[serde(default, deserialize_with = "count")]
    total_tokens: u64,
}

/// A number of tokens. Servers write null or less than nothing for what they did not count; no answer is lost for that.
fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let counted = Option::<f64>::deserialize(deserializer)?;
    // The cast cuts off at both ends, and what is no number becomes 0.
    Ok(counted.map_or(0, |tokens| tokens as u64))
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
struct Completion {
    #[serde(default)]
    reasoning_tokens: Option<u64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
struct Prompt {
    #[serde(default)]
    cached_tokens: Option<u64>,
}

impl Finish {
    /// Reads a provider's word; one that nobody knows is a stop.
    pub(crate) fn from_word(word: &str) -> Self {
        match word {
            "content_filter" => Self::ContentFilter,
            "error" => Self::Error,
            "length" | "model_length" => Self::Length,
            "function_call" | "tool_calls" => Self::ToolCalls,
            _ => Self::Stop,
        }
    }

    /// The word that both client families know.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ContentFilter => "content_filter",
            Self::Error => "error",
            Self::Length => "length",
            Self::Stop => "stop",
            Self::ToolCalls => "tool_calls",
        }
    }

    /// Some servers say `stop` although tools were called; clients then miss the calls.
    pub(crate) fn with_calls(self, called: bool) -> Self {
        if called && self == Self::Stop {
            Self::ToolCalls
        } else {
            self
        }
    }
}

impl Usage {
    /// The fields that clients read; never null.
    pub(crate) fn json(&self) -> Value {
        let mut usage = json!({
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.total(),
        });
        if let Some(fields) = usage.as_object_mut() {
            if let Some(cached) = self
                .prompt_tokens_details
                .and_then(|details| details.cached_tokens)
            {
                fields.insert(
                    "prompt_tokens_details".into(),
                    json!({"cached_tokens": cached}),
                );
            }
            if let Some(thought) = self
                .completion_tokens_details
                .and_then(|details| details.reasoning_tokens)
            {
                fields.insert(
                    "completion_tokens_details".into(),
                    json!({"reasoning_tokens": thought}),
                );
            }
        }
        usage
    }

    fn total(&self) -> u64 {
        if self.total_tokens > 0 {
            self.total_tokens
        } else {
            self.prompt_tokens.saturating_add(self.completion_tokens)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_counts_are_no_reason_to_lose_an_answer() {
        for (usage, total) in [
            (
                r#"{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}"#,
                5,
            ),
            (r#"{"prompt_tokens":3,"completion_tokens":2}"#, 5),
            (
                r#"{"prompt_tokens":3,"completion_tokens":null,"total_tokens":-1}"#,
                3,
            ),
            (r#"{"prompt_tokens":3.0,"completion_tokens":2e0}"#, 5),
            ("{}", 0),
        ] {
            let read: Usage = serde_json::from_str(usage).unwrap();
            assert_eq!(read.total(), total, "{usage}");
        }
        let chunk = br#"{"choices":[{"index":null,"delta":{"content":"a"}}]}"#;
        let chunk: Chunk<'_> = serde_json::from_slice(chunk).unwrap();
        assert!(chunk.part().is_some());
    }
}
