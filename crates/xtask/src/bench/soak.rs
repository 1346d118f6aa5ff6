//! Many requests through one server: memory and descriptors must stay flat, and the log must verify.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::anteroom::Anteroom;
use super::http::Client;
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
                burst(anteroom.address, &anteroom.key, self.connections, each)?;
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

/// So many connections at once, each sending so many requests one after the other.
fn burst(address: SocketAddr, key: &str, connections: usize, each: usize) -> anyhow::Result<()> {
    let body = request(900, false);
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..connections)
            .map(|_| scope.spawn(|| send(address, key, &body, each)))
            .collect();
        senders
            .into_iter()
            .try_for_each(|sender| match sender.join() {
                Ok(result) => result,
                Err(_) => anyhow::bail!("a sender stopped"),
            })
    })
}

fn send(address: SocketAddr, key: &str, body: &str, times: usize) -> anyhow::Result<()> {
    let mut client = Client::connect(address, key)?;
    (0..times).try_for_each(|_| client.post(body).map(drop))
}
