//! `[limits]`: how much one caller may ask for.

use serde::Deserialize;

use super::within;

/// Bounds on requests.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Limits {
    /// Largest request body, in MiB.
    pub(crate) body_mib: u32,
    /// Largest head of a request, in KiB.
    pub(crate) header_kib: u32,
    /// Requests a minute for one API key; short bursts may go over.
    pub(crate) requests_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_mib: 16,
            header_kib: 32,
            requests_per_minute: 600,
        }
    }
}

impl Limits {
    /// Refuses values that would let nothing or everything through.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        within("limits.body_mib", self.body_mib, 1..=256)?;
        within("limits.header_kib", self.header_kib, 8..=1024)?;
        let rate = self.requests_per_minute;
        within("limits.requests_per_minute", rate, 1..=1_000_000)
    }
}
