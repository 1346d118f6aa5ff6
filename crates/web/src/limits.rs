//! How much of a request the edge accepts, and for how long it waits.
//!
//! Every number guards memory or a connection, never a decision about content: those belong to the gateway. The
//! binary fills this struct from its configuration file; the defaults suit a practice of a few hundred people.

use std::time::Duration;

/// Limits of one listening server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all request bodies that are being read or checked at a time; further ones wait their turn.
    pub bodies_bytes: usize,
    /// Largest request body in bytes; a longer one is answered 413. A chat with a long chart excerpt is about 1 MiB.
    pub body_bytes: usize,
    /// Time for the whole request body to arrive; a slower one is answered 408.
    pub body_time: Duration,
    /// Connections served at the same time; further ones wait in the operating system's queue.
    pub connections: usize,
    /// Time that requests in flight get to finish once the server was told to stop.
    pub drain_time: Duration,
    /// Largest request head (request line and headers) in bytes; a longer one is answered 431.
    pub header_bytes: usize,
    /// Time for a request head to arrive, and the time an unused connection is kept open.
    pub header_time: Duration,
    /// A session of the pages ends when nobody used it for so long.
    pub idle: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bodies_bytes: 128 * 1024 * 1024,
            body_bytes: 16 * 1024 * 1024,
            body_time: Duration::from_secs(60),
            connections: 4096,
            drain_time: Duration::from_secs(30),
            header_bytes: 64 * 1024,
            header_time: Duration::from_secs(30),
            idle: anteroom_office::door::IDLE,
        }
    }
}
