//! The Anteroom binary: command line, configuration and wiring.
//!
//! Nothing is decided here. A command reads its arguments, asks a crate, and prints; what another crate could hold
//! lives in that crate.

mod chance;
mod cli;
mod config;
mod demo;
mod exit;
mod folder;
mod logging;
mod purge;
mod roster;
mod terminal;
mod wiring;

use std::process::ExitCode;

/// Finding makes many small short-lived values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::read();
    // The one TLS provider of the process; installing it twice is harmless and impossible here.
    drop(rustls::crypto::ring::default_provider().install_default());
    match cli.run() {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal::error(&failure);
            failure.exit().into()
        }
    }
}
