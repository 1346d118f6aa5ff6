//! `[timeouts]`: how long Anteroom waits for a model, in seconds.

use serde::Deserialize;

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
    /// Refuses a wait of no time at all.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        for (name, seconds) in self.named() {
            anyhow::ensure!(seconds > 0, "timeouts.{name} must be at least 1");
        }
        Ok(())
    }

    fn named(&self) -> [(&'static str, u64); 4] {
        [
            ("connect_s", self.connect_s),
            ("first_byte_s", self.first_byte_s),
            ("idle_s", self.idle_s),
            ("total_s", self.total_s),
        ]
    }
}
