//! `[log]`: the program's own log (not the audit log, which cannot be configured away).

use anyhow::Context as _;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

/// What is logged and how.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Log {
    /// A `tracing` filter such as `info` or `anteroom_gateway=debug,info`.
    pub(crate) filter: String,
    /// Lines for people or JSON for machines.
    pub(crate) format: Format,
}

/// The shape of a log line.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Json,
    Text,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            filter: "info".to_owned(),
            format: Format::Text,
        }
    }
}

impl Log {
    /// The filter in the form that the log takes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn filter(&self) -> anyhow::Result<EnvFilter> {
        EnvFilter::try_new(&self.filter).context(
            "log.filter must be a level (error, warn, info, debug, trace) or a list such as \"anteroom_gateway=debug,info\"",
        )
    }
}
