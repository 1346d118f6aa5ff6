//! What every handler shares.

use std::sync::Arc;

use anteroom_gateway::Gateway;
use tokio::sync::Semaphore;

use crate::{limits::Limits, routes::health::LastLook};

/// State of the router; clones share the gateway.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) gateway: Gateway,
    pub(crate) last_look: Arc<LastLook>,
    pub(crate) limits: Limits,
    /// Room for the bodies of requests, see `body.rs`.
    pub(crate) room: Arc<Semaphore>,
}
