//! What the machine's owner may set: how long to wait for a provider and how much one caller may ask for.
//!
//! What the *practice* decides (connections, approvals, keys) is not here; it is in the store, because it must be in the
//! audit log.

use std::time::Duration;

/// Bounds and waiting times of the gateway.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Requests that one API key may make in a burst before the rate applies.
    pub burst: u32,
    /// To open a connection to the provider, TLS included.
    pub connect: Duration,
    /// From the last byte sent to the head of a streamed reply; a long prompt takes a model a while.
    pub first_byte: Duration,
    /// Between two parts of a reply.
    pub idle: Duration,
    /// Silence towards a streaming client after which a comment is sent, so that proxies keep the connection open.
    pub keep_alive: Duration,
    /// Largest reply of a provider, in bytes, whether whole or streamed; a longer one is cut off as broken.
    pub reply_limit: usize,
    /// Requests a minute that one API key may make.
    pub requests_per_minute: u32,
    /// For one whole request.
    pub total: Duration,
    /// From the last byte sent to the head of a reply that is not streamed: providers send it when the model has finished.
    pub whole: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            burst: 600,
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(120),
            idle: Duration::from_secs(60),
            keep_alive: Duration::from_secs(15),
            reply_limit: 32 << 20,
            requests_per_minute: 600,
            total: Duration::from_secs(900),
            whole: Duration::from_secs(300),
        }
    }
}
