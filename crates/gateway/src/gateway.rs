//! The gateway as the server sees it.

use std::sync::Arc;

use bytes::Bytes;

use crate::{Caller, Cause, Clock, Dialect, Refusal, Reply, Settings};

/// What a gateway is made of.
pub struct Parts {
    /// The time of day.
    pub clock: Clock,
    /// Bounds and waiting times.
    pub settings: Settings,
}

/// The one way out. Clones share everything.
#[derive(Clone)]
pub struct Gateway(Arc<Parts>);

impl Gateway {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the TLS machinery cannot be set up.
    pub fn new(parts: Parts) -> Result<Self, BuildError> {
        Ok(Self(Arc::new(parts)))
    }

    /// Who holds this API key.
    ///
    /// # Errors
    /// [`Cause::KeyMissing`], [`Cause::KeyUnknown`], [`Cause::RateLimited`], [`Cause::Internal`].
    pub async fn identify(&self, bearer: Option<&str>) -> Result<Caller, Refusal> {
        let _ = (bearer, &self.0.clock, &self.0.settings);
        Err(Cause::KeyUnknown.into())
    }

    /// One chat request, from the client's bytes to the restored answer.
    ///
    /// # Errors
    /// Every cause but the two about keys.
    pub async fn chat(
        &self,
        caller: Caller,
        dialect: Dialect,
        body: Bytes,
    ) -> Result<Reply, Refusal> {
        let _ = (caller, dialect, body);
        Err(Cause::CheckFailed.into())
    }

    /// One request for embeddings.
    ///
    /// # Errors
    /// Every cause but the two about keys.
    pub async fn embeddings(&self, caller: Caller, body: Bytes) -> Result<Reply, Refusal> {
        let _ = (caller, body);
        Err(Cause::CheckFailed.into())
    }

    /// The models that the practice's connections offer, as a JSON list that both client families read.
    ///
    /// # Errors
    /// [`Cause::Internal`] when the store cannot be read.
    pub async fn models(&self, caller: &Caller) -> Result<Bytes, Refusal> {
        let _ = caller;
        Err(Cause::Internal.into())
    }

    /// One model's card.
    ///
    /// # Errors
    /// [`Cause::ModelUnknown`]; [`Cause::Internal`] when the store cannot be read.
    pub async fn model(&self, caller: &Caller, id: &str) -> Result<Bytes, Refusal> {
        let _ = (caller, id);
        Err(Cause::ModelUnknown.into())
    }
}

/// The gateway could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the outbound connection machinery could not be set up")]
pub struct BuildError;
