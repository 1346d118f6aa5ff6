//! What Anteroom costs on the way, with inspection on: beside nginx as a plain reverse proxy, and beside no proxy at all.
//!
//! All three are measured in one run against the same upstream, in turn, because the machine's speed drifts. CPU is
//! that of the proxy's process alone, from `/proc`; latency is the client's.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;

use super::anteroom::Anteroom;
use super::http::Client;
use super::process::Process;
use super::request::request;
use super::{nginx, upstream};

/// The gateway beside nginx and direct calls.
#[derive(Debug, Args)]
pub(crate) struct Gateway {
    /// Rounds; each measures every way once.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Small requests in a round.
    #[arg(long, default_value_t = 2000)]
    small: usize,
    /// 400 KB requests in a round.
    #[arg(long, default_value_t = 50)]
    large: usize,
    /// The binary to measure.
    #[arg(long, default_value = "target/release/anteroom")]
    binary: PathBuf,
}

/// One way to the model.
struct Way {
    name: &'static str,
    address: SocketAddr,
    key: String,
    process: Option<Process>,
    rounds: Vec<Round>,
}

/// The figures of one way in one round.
#[derive(Clone, Copy, Default)]
struct Round {
    small_cpu_ms: f64,
    small_ms: f64,
    large_cpu_ms: f64,
    large_ms: f64,
    first_ms: f64,
    chunk_cpu_us: f64,
}

impl Gateway {
    /// Measures and prints.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let upstream = upstream::start()?;
        let (nginx, nginx_address) = nginx::start(folder.path(), upstream)?;
        let Anteroom {
            process,
            address,
            key,
            ready,
            ..
        } = Anteroom::start(&self.binary, folder.path(), upstream)?;
        let idle = process.resident_mib()?;
        let anteroom = Way {
            name: "anteroom",
            address,
            key,
            process: Some(process),
            rounds: Vec::new(),
        };
        let mut ways = [
            Way {
                name: "direct",
                address: upstream,
                key: String::new(),
                process: None,
                rounds: Vec::new(),
            },
            Way {
                name: "nginx",
                address: nginx_address,
                key: String::new(),
                process: Some(nginx),
                rounds: Vec::new(),
            },
            anteroom,
        ];
        for _ in 0..self.rounds {
            for way in &mut ways {
                let round = self.measure(way)?;
                way.rounds.push(round);
            }
        }
        print(&ways, ready, idle)
    }

    fn measure(&self, way: &Way) -> anyhow::Result<Round> {
        let (small, large) = (request(900, false), request(400_000, false));
        let mut client = Client::connect(way.address, &way.key)?;
        client.post(&small)?;
        let (small_cpu_ms, small_ms) = way.cost(self.small, || Ok(client.post(&small)?.whole))?;
        let (large_cpu_ms, large_ms) = way.cost(self.large, || Ok(client.post(&large)?.whole))?;
        let stream = request(900, true);
        let (_, first_ms) = way.cost(5, || Ok(client.post(&stream)?.first_byte))?;
        let (stream_cpu_ms, _) = way.cost(3, || Ok(client.post(&stream)?.whole))?;
        let chunk_cpu_us =
            (stream_cpu_ms - small_cpu_ms).max(0.0) * 1000.0 / upstream::CHUNKS as f64;
        Ok(Round {
            small_cpu_ms,
            small_ms,
            large_cpu_ms,
            large_ms,
            first_ms,
            chunk_cpu_us,
        })
    }
}

impl Way {
    /// Proxy CPU per call and the median of what `call` reports, both in milliseconds.
    fn cost(
        &self,
        times: usize,
        mut call: impl FnMut() -> anyhow::Result<Duration>,
    ) -> anyhow::Result<(f64, f64)> {
        let before = self.cpu()?;
        let mut took = (0..times)
            .map(|_| call())
            .collect::<anyhow::Result<Vec<_>>>()?;
        let cpu = self.cpu()?.saturating_sub(before);
        took.sort_unstable();
        let middle = took.get(took.len() / 2).context("nothing was measured")?;
        Ok((
            cpu.as_secs_f64() * 1000.0 / times as f64,
            middle.as_secs_f64() * 1000.0,
        ))
    }

    fn cpu(&self) -> anyhow::Result<Duration> {
        self.process
            .as_ref()
            .map_or(Ok(Duration::ZERO), Process::cpu)
    }
}

fn print(ways: &[Way], ready: Duration, idle: f64) -> anyhow::Result<()> {
    println!("medians over the rounds; CPU is the proxy's own");
    println!(
        "{:<10} {:>12} {:>10} {:>12} {:>10} {:>11} {:>12} {:>8}",
        "",
        "1KB cpu ms",
        "1KB ms",
        "400KB cpu ms",
        "400KB ms",
        "first ms",
        "chunk cpu us",
        "RSS MiB"
    );
    for way in ways {
        let middle = |figure: fn(&Round) -> f64| median(way.rounds.iter().map(figure).collect());
        let resident = way
            .process
            .as_ref()
            .map_or(Ok(0.0), Process::resident_mib)?;
        println!(
            "{:<10} {:>12.3} {:>10.3} {:>12.2} {:>10.2} {:>11.3} {:>12.2} {:>8.1}",
            way.name,
            middle(|round| round.small_cpu_ms),
            middle(|round| round.small_ms),
            middle(|round| round.large_cpu_ms),
            middle(|round| round.large_ms),
            middle(|round| round.first_ms),
            middle(|round| round.chunk_cpu_us),
            resident
        );
    }
    println!(
        "anteroom: ready after {:.0} ms, {idle:.1} MiB when idle",
        ready.as_secs_f64() * 1000.0
    );
    Ok(())
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
