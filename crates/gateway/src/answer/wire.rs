//! What providers send: a chat completion, or a chunk of one.
//!
//! Mistral puts thinking into the content as typed chunks; vLLM calls it `reasoning`, llama-server `reasoning_content`. Texts are
//! borrowed from the received bytes where they hold no escapes, because a stream has thousands of these.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Usage;

/// One event of a stream, or a whole reply.
#[derive(Deserialize)]
pub(crate) struct Chunk<'a> {
    #[serde(borrow, default)]
    choices: Vec<Choice<'a>>,
    #[serde(default)]
    error: Option<IgnoredAny>,
    #[serde(borrow, default)]
    object: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    #[serde(borrow, default, alias = "message")]
    delta: Option<Part<'a>>,
    #[serde(borrow, default)]
    finish_reason: Option<Text<'a>>,
    #[serde(default)]
    index: Option<u32>,
}

/// The message, or the part of it that a chunk carries.
#[derive(Deserialize)]
pub(crate) struct Part<'a> {
    #[serde(borrow, default)]
    pub(crate) content: Content<'a>,
    #[serde(borrow, default)]
    reasoning: Option<Text<'a>>,
    #[serde(borrow, default)]
    reasoning_content: Option<Text<'a>>,
    #[serde(borrow, default)]
    refusal: Option<Text<'a>>,
    #[serde(borrow, default)]
    tool_calls: Option<Vec<Call<'a>>>,
}

/// Text that is borrowed where it can be.
#[derive(Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The content: nothing, a string, or typed chunks.
#[derive(Default)]
pub(crate) enum Content<'a> {
    Chunks(Vec<ContentChunk<'a>>),
    #[default]
    Nothing,
    Text(Cow<'a, str>),
}

/// A typed chunk of content.
#[derive(Deserialize)]
pub(crate) struct ContentChunk<'a> {
    #[serde(default)]
    closed: Option<bool>,
    #[serde(borrow, default)]
    signature: Option<Text<'a>>,
    #[serde(borrow, default)]
    text: Option<Text<'a>>,
    #[serde(borrow, default)]
    thinking: Content<'a>,
}

/// A thinking chunk.
pub(crate) struct Thoughts<'c> {
    pub(crate) closed: Option<bool>,
    pub(crate) signature: Option<&'c str>,
    pub(crate) texts: Vec<&'c str>,
}

/// A tool call, or a fragment of one.
#[derive(Deserialize)]
pub(crate) struct Call<'a> {
    #[serde(borrow, default)]
    function: Option<Function<'a>>,
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(default)]
    pub(crate) index: Option<u32>,
}

#[derive(Deserialize)]
struct Function<'a> {
    #[serde(borrow, default)]
    arguments: Option<&'a RawValue>,
    #[serde(borrow, default)]
    name: Option<Text<'a>>,
}

impl<'a> Chunk<'a> {
    /// Whether the provider reports an error in place of an answer.
    pub(crate) fn is_error(&self) -> bool {
        self.error.is_some()
            || self
                .object
                .as_ref()
                .is_some_and(|object| object.0 == "error")
    }

    /// The message of the one choice that was asked for.
    pub(crate) fn part(&self) -> Option<&Part<'a>> {
        self.choice().and_then(|choice| choice.delta.as_ref())
    }

    /// Why the model stopped, where it did.
    pub(crate) fn finish(&self) -> Option<&str> {
        self.choice()
            .and_then(|choice| choice.finish_reason.as_ref())
            .map(|word| &*word.0)
    }

    fn choice(&self) -> Option<&Choice<'a>> {
        self.choices
            .iter()
            .find(|choice| choice.index.unwrap_or(0) == 0)
    }
}

impl<'a> Part<'a> {
    /// Thinking beside the content.
    pub(crate) fn reasoning(&self) -> Option<&str> {
        text(self.reasoning_content.as_ref()).or(text(self.reasoning.as_ref()))
    }

    /// What the model says in place of an answer.
    pub(crate) fn refusal(&self) -> Option<&str> {
        text(self.refusal.as_ref())
    }

    pub(crate) fn calls(&self) -> &[Call<'a>] {
        self.tool_calls.as_deref().unwrap_or_default()
    }
}

impl ContentChunk<'_> {
    pub(crate) fn text(&self) -> Option<&str> {
        text(self.text.as_ref())
    }

    /// The thinking in it, if it is a thinking chunk.
    pub(crate) fn thoughts(&self) -> Option<Thoughts<'_>> {
        let texts = match &self.thinking {
            Content::Chunks(chunks) => chunks.iter().filter_map(ContentChunk::text).collect(),
            Content::Nothing => return None,
            Content::Text(text) => vec![&**text],
        };
        Some(Thoughts {
            closed: self.closed,
            signature: self.signature.as_ref().map(|seal| &*seal.0),
            texts,
        })
    }
}

impl Call<'_> {
    pub(crate) fn id(&self) -> &str {
        text(self.id.as_ref()).unwrap_or_default()
    }

    pub(crate) fn name(&self) -> &str {
        self.function
            .as_ref()
            .and_then(|function| text(function.name.as_ref()))
            .unwrap_or_default()
    }

    /// The arguments, or the next piece of them: JSON text in a string, rarely the object itself.
    ///
    /// # Errors
    /// When it is neither.
    pub(crate) fn arguments(&self) -> Result<Cow<'_, str>, serde_json::Error> {
        let raw = self
            .function
            .as_ref()
            .and_then(|function| function.arguments)
            .map_or("null", RawValue::get);
        match raw.as_bytes().first() {
            Some(b'"') => serde_json::from_str::<Text<'_>>(raw).map(|text| text.0),
            Some(b'{') => Ok(Cow::Borrowed(raw)),
            _ => Ok(Cow::Borrowed("")),
        }
    }
}

fn text<'t>(text: Option<&'t Text<'_>>) -> Option<&'t str> {
    text.map(|text| &*text.0).filter(|text| !text.is_empty())
}

impl<'de: 'a, 'a> Deserialize<'de> for Content<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a list of chunks, or null")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Content::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Content::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Content::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut chunks = Vec::new();
        while let Some(chunk) = items.next_element()? {
            chunks.push(chunk);
        }
        Ok(Content::Chunks(chunks))
    }
}
