//! An identity provider (OpenID Connect): really signs, really checks, and can be told to do it wrong.
//!
//! Whoever comes is let through at once as the person that the test set. Every code is good once, for the client, the
//! address and the PKCE challenge that it was given for.

mod keys;
mod serve;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anteroom_gateway::Clock;
use anyhow::Result;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use keys::Keys;
pub use keys::Signing;

/// What the provider calls the installation under test.
pub const CLIENT_ID: &str = "anteroom-test";
/// The secret that they share; every kind of letter that must be encoded on the way.
pub const CLIENT_SECRET: &str = "s3cret+with/all:kinds%of=letters";

/// A running provider; stops when dropped.
pub struct IdentityProvider {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// What the handlers and the test share.
struct Shared {
    issuer: String,
    clock: Clock,
    play: Mutex<Play>,
}

/// How the provider behaves now, and what it remembers.
struct Play {
    /// What tokens say beside the right things, or instead of them; `null` leaves a claim out.
    claims: Map<String, Value>,
    signing: Signing,
    keys: Keys,
    /// Whether it answers nothing but that it is down.
    is_down: bool,
    /// Bytes that stand before the key set.
    padding: usize,
    /// How often the keys were asked for.
    keys_asked: usize,
    /// What was asked last, for the address that it came with.
    asked: HashMap<String, String>,
    codes: HashMap<String, serve::Given>,
}

impl IdentityProvider {
    /// Starts on `port` of the loopback address, 0 for a free one, with this clock.
    ///
    /// # Errors
    /// When it cannot listen, or has no keys.
    pub async fn start(port: u16, clock: Clock) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            issuer: format!("http://{address}"),
            clock,
            play: Mutex::new(Play {
                claims: Map::new(),
                signing: Signing::Rs256,
                keys: Keys::new()?,
                is_down: false,
                padding: 0,
                keys_asked: 0,
                asked: HashMap::new(),
                codes: HashMap::new(),
            }),
        });
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

    /// The issuer's address.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Whom it vouches for from now on; tokens are right in everything else.
    pub fn vouch_for(&self, subject: &str, email: &str) {
        let claims = json!({"sub": subject, "email": email, "email_verified": true});
        let mut play = self.play();
        play.signing = Signing::Rs256;
        play.claims = claims.as_object().cloned().unwrap_or_default();
    }

    /// What tokens say of this from now on, right or wrong; `null` leaves it out.
    pub fn claim(&self, name: &str, value: impl Into<Value>) {
        self.play().claims.insert(name.to_owned(), value.into());
    }

    /// How tokens are signed from now on.
    pub fn sign(&self, signing: Signing) {
        self.play().signing = signing;
    }

    /// Gives the keys other names, as providers do from time to time.
    pub fn rename_keys(&self) {
        self.play().keys.rename();
    }

    /// Answers nothing any more but that it is down.
    pub fn break_down(&self) {
        self.play().is_down = true;
    }

    /// Puts so many bytes before the key set.
    pub fn pad_keys(&self, bytes: usize) {
        self.play().padding = bytes;
    }

    /// How often the keys were asked for.
    #[must_use]
    pub fn keys_asked(&self) -> usize {
        self.play().keys_asked
    }

    /// What the browser asked last, by name.
    #[must_use]
    pub fn asked(&self, name: &str) -> String {
        self.play().asked.get(name).cloned().unwrap_or_default()
    }

    /// Serves until it is stopped from outside.
    pub async fn run(mut self) {
        // An error here is the task's own end.
        let _ended = (&mut self.task).await;
    }

    fn play(&self) -> MutexGuard<'_, Play> {
        self.shared.play()
    }
}

impl Shared {
    fn play(&self) -> MutexGuard<'_, Play> {
        self.play.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        self.task.abort();
    }
}
