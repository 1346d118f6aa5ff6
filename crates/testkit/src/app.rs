//! The real app on a temporary SQLite database, in front of the scripted upstream.
//!
//! Everything is real but the provider: the router with its connection loop, the gateway, the store, the rules. What can
//! be set is what a test must be able to set: the clock, the waiting times, how full the disk may get.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anteroom_audit::{Actor, Day, EntryNo, Micros, What, Word};
use anteroom_gateway::{Clock, Gateway, Parts};
use anteroom_office::{opening::Opening, passkey::Site};
use anteroom_phi::Engine;
use anteroom_policy::{LocalTime, Rules};
use anteroom_store::{By, Folder, NewApproval, NewConnection, SetupFiles, Store};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{Upstream, json::at, models};

/// What a test may set.
#[derive(Clone)]
pub struct Options {
    /// The time of day.
    pub clock: Clock,
    /// The last day of the agreement that the approved connections rest on.
    pub agreement_until: &'static str,
    /// The state that the practice works in.
    pub state: &'static str,
    /// The clock that the practice's file names.
    pub zone: Option<LocalTime>,
    /// The gateway's bounds and waiting times.
    pub gateway: anteroom_gateway::Settings,
    /// The store's bounds and waiting times.
    pub store: anteroom_store::Limits,
    /// The edge's limits.
    pub web: anteroom_web::Limits,
    /// Whether the upstream keeps what it receives.
    pub record: bool,
    /// The one-time code of a practice that nobody has set up: then there is no practice, no connection and no key.
    pub setup_code: Option<&'static str>,
}

/// A running app; stops when dropped.
pub struct App {
    /// Where the scripted upstream listens and what it received.
    pub upstream: Upstream,
    /// The practice's store.
    pub store: Store,
    /// The clock that everything reads.
    pub clock: Clock,
    folder: TempDir,
    address: SocketAddr,
    key: String,
    client: reqwest::Client,
    task: JoinHandle<()>,
}

/// What came back, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body; whatever arrived of it, should it break off.
    pub text: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clock: Clock::system(),
            agreement_until: "2999-12-31",
            state: "OH",
            zone: None,
            gateway: anteroom_gateway::Settings {
                requests_per_minute: 10_000_000,
                burst: 10_000_000,
                ..anteroom_gateway::Settings::default()
            },
            store: anteroom_store::Limits::default(),
            web: anteroom_web::Limits::default(),
            record: true,
            setup_code: None,
        }
    }
}

impl Options {
    /// Waiting times short enough for tests of upstreams that are silent.
    pub fn impatient() -> Self {
        let mut options = Self::default();
        options.gateway.connect = Duration::from_millis(500);
        options.gateway.first_byte = Duration::from_millis(700);
        options.gateway.idle = Duration::from_millis(700);
        options.gateway.total = Duration::from_secs(5);
        options.gateway.whole = Duration::from_millis(700);
        options
    }
}

impl App {
    /// Starts with the defaults.
    pub async fn start() -> Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts a practice with a Mistral-style and an OpenAI-style connection, both approved for de-identified text, one
    /// connection that is not, and a key.
    pub async fn start_with(options: Options) -> Result<Self> {
        let upstream = if options.record {
            Upstream::start().await?
        } else {
            Upstream::start_forgetful().await?
        };
        let folder = tempfile::tempdir()?;
        let store = open_store(&folder, &options).await?;
        let now = micros(&options.clock);
        let opening = match options.setup_code {
            Some(code) => Some(Opening::new(code, setup_files(&folder)?, now)?),
            None => None,
        };
        let key = match opening {
            Some(_) => String::new(),
            None => set_up(&store, &options, &upstream.url()).await?,
        };
        let client = client().build()?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let router = anteroom_web::router(anteroom_web::Ground {
            clock: options.clock.clone(),
            gateway: gateway(&store, &options)?,
            letterhead: vec!["12 Elm Street".to_owned(), "614-555-0100".to_owned()],
            limits: options.web,
            opening,
            site: Site::of_this_machine(address.port())?,
            store: store.clone(),
            zone: options.zone.clone(),
        });
        let task = tokio::spawn(async move {
            let never = std::future::pending();
            drop(anteroom_web::serve(listener, router, options.web, never).await);
        });
        Ok(Self {
            upstream,
            store,
            clock: options.clock,
            folder,
            address,
            key,
            client,
            task,
        })
    }

    /// The address at which people open the pages.
    pub fn site(&self) -> String {
        format!("http://localhost:{}", self.address.port())
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The API key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The data folder.
    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Sends a chat request as it is.
    pub async fn chat(&self, body: &Value) -> Result<Answer> {
        self.post("/v1/chat/completions", body.to_string()).await
    }

    /// What the log says that somebody who signed in did, in order.
    pub async fn done_by(&self, name: &str) -> Result<Vec<What>> {
        let log = self.store.log(EntryNo(0), 1000).await?;
        let events = log.into_iter().filter_map(|line| line.event);
        let own = events.filter(
            |event| matches!(&event.actor, Actor::Person { name: own, .. } if own.as_str() == name),
        );
        Ok(own.map(|event| event.what).collect())
    }

    /// Asks `model` with one user message, for a use case.
    pub async fn ask_for(&self, use_case: &str, model: &str, text: &str) -> Result<Answer> {
        let request = self
            .request(reqwest::Method::POST, "/v1/chat/completions")
            .header("anteroom-use-case", use_case)
            .json(&question(model, text, false));
        Answer::read(request.send().await?).await
    }

    /// Asks `model` with one user message.
    pub async fn ask(&self, model: &str, text: &str) -> Result<Answer> {
        self.chat(&question(model, text, false)).await
    }

    /// Asks `model` for a streamed answer.
    pub async fn ask_streaming(&self, model: &str, text: &str) -> Result<Answer> {
        self.chat(&question(model, text, true)).await
    }

    /// Sends `body` with the key and as JSON.
    pub async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Result<Answer> {
        let request = self
            .request(reqwest::Method::POST, path)
            .header("content-type", "application/json");
        Answer::read(request.body(body).send().await?).await
    }

    /// A request with the key, to be finished by the test.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.url()))
            .bearer_auth(&self.key)
    }

    /// Every byte of every file in the data folder.
    pub fn stored_bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for entry in std::fs::read_dir(self.data())? {
            let path = entry?.path();
            if path.is_file() {
                bytes.extend(std::fs::read(path)?);
            }
        }
        Ok(bytes)
    }

    /// States of all receipts, newest first, once `count` of them are closed or five seconds have passed: closing never
    /// waits, so the caller may be faster than the log.
    pub async fn outcomes(&self, count: usize) -> Result<Vec<String>> {
        for _ in 0..100 {
            let states = self.states().await?;
            if states.len() >= count && !states.iter().any(|state| state == "open") {
                return Ok(states);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.states().await
    }

    async fn states(&self) -> Result<Vec<String>> {
        let receipts = self.store.receipts(None, 100_000).await?;
        Ok(receipts
            .iter()
            .map(|receipt| receipt.state.as_str().to_owned())
            .collect())
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Answer {
    /// Reads what came back to its end.
    pub async fn read(response: reqwest::Response) -> Result<Self> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut bytes = Vec::new();
        let mut response = response;
        while let Ok(Some(chunk)) = response.chunk().await {
            bytes.extend_from_slice(&chunk);
        }
        Ok(Self {
            status,
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        })
    }

    /// The body as JSON, or `null`.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The answer's text of a whole reply.
    pub fn content(&self) -> String {
        at(&self.json(), "/choices/0/message/content")
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The data of each event of a streamed reply, `[DONE]` included.
    pub fn events(&self) -> Vec<String> {
        self.text
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .map(str::to_owned)
            .collect()
    }

    /// The deltas' text of a streamed reply, put together.
    pub fn streamed(&self) -> String {
        let events = self.events();
        let parsed = events
            .iter()
            .filter_map(|event| serde_json::from_str::<Value>(event).ok());
        parsed
            .filter_map(|event| Some(at(&event, "/choices/0/delta/content").as_str()?.to_owned()))
            .collect()
    }
}

/// A client for loopback addresses, with the process's TLS provider in place.
#[expect(
    clippy::disallowed_methods,
    reason = "tests ask the app from outside, and never ship"
)]
pub fn client() -> reqwest::ClientBuilder {
    // Somebody else in this process may have been first; it is the same provider.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder().no_proxy()
}

/// A chat request with one user message.
pub fn question(model: &str, text: &str, stream: bool) -> Value {
    json!({"model": model, "stream": stream, "messages": [{"role": "user", "content": text}]})
}

async fn open_store(folder: &TempDir, options: &Options) -> Result<Store> {
    let folder = Folder::create(&folder.path().join("data"))?;
    folder.create_keys()?;
    let clock = options.clock.clone();
    let mut config = folder.config(Arc::new(move || micros(&clock)))?;
    config.limits = options.store;
    Ok(Store::open(config).await?)
}

fn setup_files(folder: &TempDir) -> Result<SetupFiles> {
    let folder = Folder::open(&folder.path().join("data"))?;
    Ok(SetupFiles::of(&folder)?)
}

async fn set_up(store: &Store, options: &Options, upstream: &str) -> Result<String> {
    let by = By {
        actor: Actor::Operator {
            name: word("tester"),
        },
        at: micros(&options.clock),
    };
    store
        .create_practice(&by, word("Elm Street Clinic"), word(options.state))
        .await?;
    for (name, provider, names) in [
        ("plateforme", "mistral", models::of_style('m')),
        ("local", "openai_compatible", models::of_style('o')),
        (
            "waiting",
            "openai_compatible",
            vec![models::UNAPPROVED.to_owned()],
        ),
    ] {
        store
            .add_connection(&by, connection(name, provider, upstream, &names))
            .await?;
    }
    for name in ["plateforme", "local"] {
        store
            .approve_connection(&by, &word(name), approval(options)?)
            .await?;
    }
    let (_key, secret) = store.create_key(&by, word("suite")).await?;
    Ok(secret.to_string())
}

fn connection(name: &str, provider: &str, upstream: &str, names: &[String]) -> NewConnection {
    NewConnection {
        name: word(name),
        provider: word(provider),
        base_url: word(upstream),
        host: word("127.0.0.1"),
        models: names.iter().map(|name| word(name)).collect(),
        upstream_key: Some("upstream-secret".to_owned().into()),
    }
}

fn approval(options: &Options) -> Result<NewApproval> {
    let until: Day = options
        .agreement_until
        .parse()
        .ok()
        .context("agreement_until is not a day")?;
    Ok(NewApproval {
        purpose: word("deidentified"),
        agreement_until: Some(until),
        no_training: true,
        approved_by: word("Test Suite"),
    })
}

fn gateway(store: &Store, options: &Options) -> Result<Gateway> {
    let parts = Parts {
        clock: options.clock.clone(),
        engine: Arc::new(Engine::new(&anteroom_phi::Settings::default())?),
        recorder: store.recorder(),
        rules: Arc::new(Rules::shipped()?),
        settings: options.gateway.clone(),
        witness: None,
        store: store.clone(),
    };
    Ok(Gateway::new(parts)?)
}

fn micros(clock: &Clock) -> Micros {
    Micros(clock.now().as_microsecond())
}

fn word(text: &str) -> Word {
    Word::lossy(text)
}
