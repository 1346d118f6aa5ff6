//! `[limits]`: how much one caller may ask for.

use serde::Deserialize;

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
        anyhow::ensure!(
            (1..=256).contains(&self.body_mib),
            "limits.body_mib must be from 1 to 256"
        );
        anyhow::ensure!(
            (8..=1024).contains(&self.header_kib),
            "limits.header_kib must be from 8 to 1024"
        );
        anyhow::ensure!(
            self.requests_per_minute > 0,
            "limits.requests_per_minute must be at least 1"
        );
        Ok(())
    }
}
