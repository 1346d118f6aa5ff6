//! Benchmarks that anyone can run: figures, never a verdict.

#![expect(
    clippy::print_stdout,
    reason = "the tables are for a person at a terminal"
)]

mod anteroom;
mod gateway;
mod http;
mod nginx;
mod phi;
mod process;
mod request;
mod soak;
mod upstream;

use clap::Subcommand;

/// What to measure.
#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// CPU, latency and memory of the gateway beside nginx and direct calls.
    Gateway(gateway::Gateway),
    /// Accuracy, speed and memory of finding, beside other finders.
    Phi(phi::Phi),
    /// Many requests: memory and descriptors stay flat, the log verifies.
    Soak(soak::Soak),
}

/// Runs one benchmark and prints its table.
pub(crate) fn run(bench: &Bench) -> anyhow::Result<()> {
    match bench {
        Bench::Gateway(gateway) => gateway.run(),
        Bench::Phi(phi) => phi.run(),
        Bench::Soak(soak) => soak.run(),
    }
}
