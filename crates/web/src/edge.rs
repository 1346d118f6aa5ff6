//! What every handler shares.

use anteroom_gateway::Gateway;

use crate::limits::Limits;

/// State of the router; clones share the gateway.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) gateway: Gateway,
    pub(crate) limits: Limits,
}
