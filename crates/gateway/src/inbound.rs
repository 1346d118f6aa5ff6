//! A request as it came in: one JSON object for one of the two endpoints, and the shape that it must have.

use anteroom_phi::Escape;
use anteroom_phi::visit::Plan;
use serde_json::Value;

use crate::dialect::Dialect;
use crate::plan::{CHAT, CHAT_BODY, EMBEDDINGS, EMBEDDINGS_BODY};
use crate::refusal::Shape;
use crate::upstream::Provider;
use crate::{chat, embed};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Chat(Dialect),
    Embeddings,
}

impl Endpoint {
    /// The word that stands in the log.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Chat(_) => "chat",
            Self::Embeddings => "embeddings",
        }
    }

    /// Where it is below a provider's version path.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Chat(_) => "chat/completions",
            Self::Embeddings => "embeddings",
        }
    }

    /// What of the clients' requests is not text.
    pub(crate) fn plan(self) -> &'static Plan {
        match self {
            Self::Chat(_) => &CHAT,
            Self::Embeddings => &EMBEDDINGS,
        }
    }

    /// What of the providers' bodies is not text.
    pub(crate) fn body_plan(self) -> &'static Plan {
        match self {
            Self::Chat(_) => &CHAT_BODY,
            Self::Embeddings => &EMBEDDINGS_BODY,
        }
    }
}

/// A request that has the right shape. Nothing of it was inspected yet.
pub(crate) struct Inbound {
    pub(crate) asked: Asked,
    pub(crate) document: Value,
    pub(crate) endpoint: Endpoint,
    /// The model by the client's id for it.
    pub(crate) model: String,
}

impl Inbound {
    /// Reads the client's bytes and checks every field, before anything costly is done with them.
    ///
    /// # Errors
    /// What is wrong with the request's form, without a word of it.
    pub(crate) fn read(endpoint: Endpoint, body: &[u8]) -> Result<Self, Shape> {
        let document: Value = serde_json::from_slice(body).map_err(|_| Shape::NotJson)?;
        let asked = Asked::read(endpoint, &document)?;
        let model = chat::model(&document)?.to_owned();
        Ok(Self {
            asked,
            document,
            endpoint,
            model,
        })
    }
}

/// A request in our own words.
pub(crate) enum Asked {
    Chat(Dialect, Box<chat::Request>),
    Embeddings(embed::Request),
}

impl Asked {
    /// Reads a request for an endpoint.
    ///
    /// # Errors
    /// What is wrong with the request's form.
    pub(crate) fn read(endpoint: Endpoint, document: &Value) -> Result<Self, Shape> {
        match endpoint {
            Endpoint::Chat(dialect) => {
                chat::Request::read(document).map(|request| Self::Chat(dialect, Box::new(request)))
            }
            Endpoint::Embeddings => embed::Request::read(document).map(Self::Embeddings),
        }
    }

    /// The provider's own body for it.
    ///
    /// # Errors
    /// When the provider cannot do what is asked.
    pub(crate) fn body(&self, provider: &dyn Provider, model: &str) -> Result<Value, Shape> {
        match self {
            Self::Chat(_, request) => provider.chat(request, model),
            Self::Embeddings(request) => Ok(provider.embeddings(request, model)),
        }
    }

    /// Whether the answer is to come in parts.
    pub(crate) fn streams(&self) -> bool {
        matches!(self, Self::Chat(_, request) if request.stream)
    }

    /// How what is restored in the answer is written.
    pub(crate) fn escape(&self) -> Escape {
        match self {
            Self::Chat(_, request) => request.escape(),
            Self::Embeddings(_) => Escape::Plain,
        }
    }

    /// Whether an OpenAI client wants usage at the end of a stream.
    pub(crate) fn wants_usage(&self) -> bool {
        matches!(self, Self::Chat(_, request) if request.include_usage)
    }
}
