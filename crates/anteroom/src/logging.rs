//! Where the program's own log goes: stderr, as lines or as JSON. It never carries patient text; the canary test
//! in `testkit` holds every crate to that.

use crate::config::{Log, LogFormat};
use crate::terminal;

/// Starts logging once for the process.
///
/// # Errors
/// When the filter in the configuration cannot be read.
pub(crate) fn start(log: &Log) -> anyhow::Result<()> {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(log.filter()?)
        .with_ansi(terminal::in_color(&std::io::stderr()))
        .with_writer(std::io::stderr);
    match log.format {
        LogFormat::Json => lines.json().init(),
        LogFormat::Text => lines.with_target(false).init(),
    }
    Ok(())
}
