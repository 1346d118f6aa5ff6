//! The only place that writes to standard output and standard error.
//!
//! Data goes to stdout, words for people go to stderr, so that a pipe carries data alone. A closed pipe
//! (`anteroom audit list | head`) ends the output quietly.

#![expect(
    clippy::print_stderr,
    reason = "this module is the command line's voice"
)]

use std::io::Write;

use serde::Serialize;

use crate::exit::Failure;

/// Writes one line of data to stdout.
pub(crate) fn line(text: impl std::fmt::Display) -> Result<(), Failure> {
    write(|out| writeln!(out, "{text}"))
}

/// Writes bytes of data to stdout as they are.
pub(crate) fn bytes(data: &[u8]) -> Result<(), Failure> {
    write(|out| out.write_all(data))
}

/// Writes a value as one line of JSON to stdout.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(anyhow::Error::from)?;
    line(text)
}

/// Says something to the person at the terminal, beside the data.
pub(crate) fn note(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// Says why a command failed.
pub(crate) fn error(failure: &Failure) {
    eprintln!("anteroom: {failure}");
}

fn write(
    put: impl FnOnce(&mut std::io::StdoutLock<'static>) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match put(&mut out).and_then(|()| out.flush()) {
        Err(closed) if closed.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(Failure::from),
    }
}
