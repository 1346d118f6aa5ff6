//! `[timeouts]`: how long Anteroom waits for a model, in seconds.

use serde::Deserialize;

use super::within;

/// Waiting times towards the provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Timeouts {
    /// To open the connection.
    pub(crate) connect_s: u64,
    /// To the first byte of the reply; a long prompt takes a model a while.
    pub(crate) first_byte_s: u64,
    /// Between two parts of a reply.
    pub(crate) idle_s: u64,
    /// For the whole reply.
    pub(crate) total_s: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect_s: 10,
            first_byte_s: 120,
            idle_s: 60,
            total_s: 900,
        }
    }
}

impl Timeouts {
    /// Refuses a wait of no time at all, and one that would hold a request for ever.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        within("timeouts.connect_s", self.connect_s, 1..=300)?;
        within("timeouts.first_byte_s", self.first_byte_s, 1..=3600)?;
        within("timeouts.idle_s", self.idle_s, 1..=3600)?;
        within("timeouts.total_s", self.total_s, 1..=86_400)
    }
}
