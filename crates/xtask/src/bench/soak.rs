//! Many requests through one server: memory and descriptors must stay flat, and the log must verify.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::anteroom::Anteroom;
use super::http::burst;
use super::request::request;
use super::upstream;

/// Requests over several connections, with memory and descriptors read on the way.
#[derive(Debug, Args)]
pub(crate) struct Soak {
    /// Requests in all.
    #[arg(long, default_value_t = 100_000)]
    requests: usize,
    /// Connections at a time.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Readings on the way.
    #[arg(long, default_value_t = 10)]
    readings: usize,
    /// The binary to measure.
    #[arg(long, default_value = "target/release/anteroom")]
    binary: PathBuf,
}

impl Soak {
    /// Sends, reads, prints.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let anteroom = Anteroom::start(&self.binary, folder.path(), upstream::start()?)?;
        println!("{:>9} {:>9} {:>12}", "requests", "RSS MiB", "descriptors");
        let each = self.requests / self.readings / self.connections;
        for reading in 0..=self.readings {
            if reading > 0 {
                burst(
                    anteroom.address,
                    &anteroom.key,
                    &request(900),
                    self.connections,
                    each,
                )?;
            }
            let (resident, descriptors) = (
                anteroom.process.resident_mib()?,
                anteroom.process.descriptors()?,
            );
            println!(
                "{:>9} {resident:>9.1} {descriptors:>12}",
                reading * each * self.connections
            );
        }
        println!("{}", anteroom.verify().context("the log does not verify")?);
        Ok(())
    }
}
