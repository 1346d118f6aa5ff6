//! A model server that follows a script and keeps every byte it was sent.
//!
//! Tests put it where a provider would be. It speaks OpenAI's or Mistral's form of the reply, as the model's name says
//! (`m-…` or `o-…`), and its "echo" scripts give back what arrived, so that placeholders come home and must be restored.
//! What it received is kept twice: raw as it came off the socket, and request by request (`record.rs`). It never
//! decides whether something leaked; that is `leak.rs`.

mod listen;
mod record;
mod reply;
mod script;
mod serve;
mod wire;

use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::task::JoinHandle;

pub use self::{
    record::{Received, Record},
    script::{Cut, Script, Style},
};

/// A running scripted server; stops when dropped.
#[derive(Debug)]
pub struct Upstream {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// What the handlers and the test share.
#[derive(Debug)]
struct Shared {
    forced: Mutex<Option<Script>>,
    record: Record,
}

impl Upstream {
    /// Starts on a free port of the loopback address, keeping its record in memory.
    pub async fn start() -> anyhow::Result<Self> {
        Self::start_with(0, Record::in_memory()).await
    }

    /// Starts on `port`, keeping its record in memory.
    pub async fn start_on(port: u16) -> anyhow::Result<Self> {
        Self::start_with(port, Record::in_memory()).await
    }

    /// Starts on `port` and appends each request to `file` as one line of JSON (raw bytes go to `file` + `.raw`).
    pub async fn start_recording(port: u16, file: &Path) -> anyhow::Result<Self> {
        Self::start_with(port, Record::in_file(file)?).await
    }

    /// Starts without keeping anything: for soaks, where a record would grow without end.
    pub async fn start_forgetful() -> anyhow::Result<Self> {
        Self::start_with(0, Record::nowhere()).await
    }

    async fn start_with(port: u16, record: Record) -> anyhow::Result<Self> {
        let shared = Arc::new(Shared {
            forced: Mutex::new(None),
            record,
        });
        let listener = listen::Tee::bind(port, Arc::clone(&shared)).await?;
        let address = listener.address()?;
        let router = serve::router(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // Ends only with the task itself; the listener never gives up.
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self {
            address,
            shared,
            task,
        })
    }

    /// `http://127.0.0.1:PORT`, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on every request gets `script`, whatever model it names; `None` goes back to model names.
    pub fn force(&self, script: Option<Script>) {
        *self
            .shared
            .forced
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = script;
    }

    /// Everything received so far.
    pub fn record(&self) -> &Record {
        &self.shared.record
    }

    /// Stops listening, as a provider that went away; what it received stays readable.
    pub async fn stop(&mut self) {
        self.task.abort();
        // An aborted task ends with an error by design.
        drop((&mut self.task).await);
    }

    /// Waits until the process is told to stop; used by the stand-alone program.
    pub async fn run(self) {
        std::future::pending::<()>().await;
    }
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    /// The script for a request naming `model`: the forced one, else what the name says.
    fn script(&self, model: &str) -> Script {
        let forced = self
            .forced
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        forced.unwrap_or_else(|| Script::of_model(model))
    }
}
