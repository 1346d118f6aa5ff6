//! The gateway as the server sees it: who is asking, and what is asked for.
//!
//! What happens to a request is in `pipeline.rs`.

use std::sync::Arc;
use std::time::Instant;

use anteroom_office::standing::Standings;
use anteroom_phi::Engine;
use anteroom_policy::{Docket, Rules, UseCase};
use anteroom_store::{Recorder, Snapshot, Store};
use bytes::Bytes;
use jiff::Timestamp;

use crate::caller::Holder;
use crate::evidence::Evidence;
use crate::finder::Finder;
use crate::identity::Identities;
use crate::inbound::Endpoint;
use crate::rate::Rates;
use crate::record::{self, Notes, Why};
use crate::room::Rooms;
use crate::rules::Rulebook;
use crate::upstream::Client;
use crate::witness::Witness;
use crate::{Caller, Cause, Clock, Dialect, Refusal, Reply, Settings, decide, models, pipeline};

/// What a gateway is made of.
pub struct Parts {
    /// The time of day.
    pub clock: Clock,
    /// What finds identifiers.
    pub engine: Arc<Engine>,
    /// What appends to the audit log.
    pub recorder: Recorder,
    /// What may leave: the shipped rules. Those that the practice added come with the settings.
    pub rules: Arc<Rules>,
    /// Bounds and waiting times.
    pub settings: Settings,
    /// Connections, approvals and keys.
    pub store: Store,
    /// Who may watch what leaves and comes back; nobody but the demo.
    pub witness: Option<Arc<dyn Witness>>,
}

/// The one way out. Clones share everything.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

/// The gateway could not be set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "outbound connections cannot be set up; are the system's trusted certificates (ca-certificates) installed?"
)]
pub struct BuildError;

pub(crate) struct Inner {
    pub(crate) client: Client,
    pub(crate) clock: Clock,
    pub(crate) evidence: Evidence,
    pub(crate) finder: Finder,
    pub(crate) identities: Identities,
    pub(crate) rates: Rates,
    pub(crate) recorder: Recorder,
    pub(crate) rooms: Rooms,
    pub(crate) rules: Rulebook,
    pub(crate) settings: Settings,
    pub(crate) store: Store,
    pub(crate) witness: Option<Arc<dyn Witness>>,
}

impl Gateway {
    /// Puts the parts together. Connects to nothing yet.
    ///
    /// # Errors
    /// When the TLS machinery cannot be set up.
    pub fn new(parts: Parts) -> Result<Self, BuildError> {
        let Parts {
            clock,
            engine,
            recorder,
            rules,
            settings,
            store,
            witness,
        } = parts;
        let client = Client::new(&settings)?;
        let rates = Rates::new(settings.burst, settings.requests_per_minute);
        Ok(Self(Arc::new(Inner {
            client,
            clock,
            evidence: Evidence::default(),
            finder: Finder::new(engine),
            identities: Identities::default(),
            rates,
            recorder,
            rooms: Rooms::new(),
            rules: Rulebook::new(rules),
            settings,
            store,
            witness,
        })))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Whether requests could be answered now: the settings can be read and the log can be written.
    pub async fn ready(&self) -> bool {
        let readable = self.0.store.snapshot().await.is_ok();
        readable && self.0.recorder.probe().await.is_ok()
    }

    /// Who holds this API key, and whether it may ask again already. A refusal here leaves no receipt: there is nobody to
    /// write it for, or too much to write.
    ///
    /// # Errors
    /// [`Cause::KeyMissing`], [`Cause::KeyUnknown`], [`Cause::RateLimited`]; [`Cause::Internal`] when the store cannot be read.
    pub async fn identify(&self, bearer: Option<&str>) -> Result<Caller, Refusal> {
        let secret = bearer
            .filter(|secret| !secret.is_empty())
            .ok_or(Cause::KeyMissing)?;
        let snapshot = self.0.snapshot().await?;
        let key = snapshot.key(secret).ok_or(Cause::KeyUnknown)?;
        let now = Instant::now();
        let caller = Caller {
            holder: Holder::Key,
            id: key.id.as_str().to_owned(),
            leaving: None,
            name: key.name.as_str().to_owned(),
            reviewer: None,
            run: None,
            patient_state: None,
            part2_consent: None,
            settings: Arc::clone(&snapshot),
            settings_read: now,
            settled: Arc::default(),
            use_case: None,
            also: Vec::new(),
        };
        match self.0.rates.take(&caller.id, now) {
            Ok(()) => Ok(caller),
            Err(wait) => Err(Refusal::new(Cause::RateLimited).with_retry_after(Some(wait))),
        }
    }

    /// One chat request, from the client's bytes to the restored answer.
    ///
    /// # Errors
    /// Every cause but those of [`Gateway::identify`].
    pub async fn chat(
        &self,
        caller: Caller,
        dialect: Dialect,
        body: Bytes,
    ) -> Result<Reply, Refusal> {
        pipeline::run(&self.0, &caller, Endpoint::Chat(dialect), body).await
    }

    /// One request for embeddings; both client families ask for them in the same words.
    ///
    /// # Errors
    /// Every cause but those of [`Gateway::identify`].
    pub async fn embeddings(&self, caller: Caller, body: Bytes) -> Result<Reply, Refusal> {
        pipeline::run(&self.0, &caller, Endpoint::Embeddings, body).await
    }

    /// Writes the receipt of a request that a known caller made and that went no further than the edge; gives its id.
    /// `endpoint` and `code` are words of the edge, never the caller's.
    ///
    /// # Errors
    /// [`Cause::LogUnavailable`].
    pub async fn turned_away(
        &self,
        caller: &Caller,
        endpoint: &'static str,
        code: &'static str,
    ) -> Result<String, Refusal> {
        let notes = Notes::new(&self.0, caller, endpoint);
        record::turned_away(notes, Why::Code(code)).await
    }

    /// The models that the practice's connections offer, as a JSON list that both client families read.
    ///
    /// # Errors
    /// [`Cause::Internal`] when the store cannot be read.
    pub async fn models(&self, _caller: &Caller) -> Result<Bytes, Refusal> {
        Ok(models::list(&*self.0.snapshot().await?))
    }

    /// One model's card.
    ///
    /// # Errors
    /// [`Cause::ModelUnknown`]; [`Cause::Internal`] when the store cannot be read.
    pub async fn model(&self, _caller: &Caller, id: &str) -> Result<Bytes, Refusal> {
        let snapshot = self.0.snapshot().await?;
        models::one(&snapshot, id).ok_or_else(|| Cause::ModelUnknown.into())
    }
}

impl Inner {
    /// The settings for a caller's request: those that its key was just checked against, or newer ones.
    pub(crate) async fn settings_for(&self, caller: &Caller) -> Result<Arc<Snapshot>, Refusal> {
        match caller.fresh_settings() {
            Some(settings) => Ok(settings),
            None => self.snapshot().await,
        }
    }

    /// The rules under these settings, the practice's own among them.
    pub(crate) fn docket(&self, settings: &Snapshot) -> Result<Arc<Docket>, Refusal> {
        self.rules.docket(settings).map_err(|error| {
            tracing::error!(%error, "a rule of the practice's own cannot be used");
            Cause::Internal.into()
        })
    }

    /// What the practice's records say on its calendar day.
    pub(crate) fn standings(
        &self,
        settings: &Arc<Snapshot>,
        rules: &Rules,
        now: Timestamp,
    ) -> Result<Arc<Standings>, Refusal> {
        let day = rules.day(&decide::state(settings), now);
        self.evidence.standings(settings, day).map_err(|error| {
            tracing::error!(%error, "the practice's records cannot be read");
            Cause::RecordsUnreadable.into()
        })
    }

    /// The use case of a caller's request: the one that it names, else the one of its key.
    pub(crate) fn purpose(
        &self,
        caller: &Caller,
        settings: &Arc<Snapshot>,
        rules: &Rules,
    ) -> Result<Option<UseCase>, Refusal> {
        let standings = self.standings(settings, rules, self.clock.now())?;
        Ok(caller.use_case.or(caller.asker(&standings).use_case))
    }

    /// The settings as they are at this moment.
    pub(crate) async fn snapshot(&self) -> Result<Arc<Snapshot>, Refusal> {
        self.store.snapshot().await.map_err(|error| {
            tracing::error!(%error, "the store cannot be read");
            Cause::Internal.into()
        })
    }
}
