//! What Anteroom costs on the way, with inspection on: beside nginx as a plain reverse proxy, and beside no proxy at all.
//!
//! All three are measured in one run against the same upstream, in turn, because the machine's speed drifts. CPU is
//! that of the proxy's process alone, from `/proc`, under several connections at once; latency is the client's, one
//! request after the other.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::anteroom::Anteroom;
use super::http::{Client, burst};
use super::process::Process;
use super::request::{request, streamed};
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
    /// Connections at a time, where CPU is measured.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// The binary to measure.
    #[arg(long, default_value = "target/release/anteroom")]
    binary: PathBuf,
}

/// Requests one after the other, where latency is measured.
const SINGLES: usize = 200;
/// Chunks of a streamed reply.
const CHUNKS: usize = 4000;

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
    /// Per chunk of a stream that comes one chunk at a time.
    paced_cpu_us: f64,
    /// Per chunk of a stream that comes as fast as it is taken.
    flowing_cpu_us: f64,
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
        let (small, large) = (request(900), request(400_000));
        let (short, paced) = (streamed(900, 4, true), streamed(900, CHUNKS, true));
        let flowing = streamed(900, CHUNKS, false);
        let mut client = Client::connect(way.address, &way.key)?;
        client.post(&small)?;
        let small_ms = median_ms(SINGLES, || Ok(client.post(&small)?.whole))?;
        let large_ms = median_ms(self.large, || Ok(client.post(&large)?.whole))?;
        let first_ms = median_ms(SINGLES, || Ok(client.post(&short)?.first_byte))?;
        let small_cpu = way.cpu_of(self.connections, &small, self.small / self.connections)?;
        let large_cpu = way.cpu_of(2, &large, self.large / 2)?;
        let chunk_us = |body: &str| -> anyhow::Result<f64> {
            let stream_cpu = way.cpu_of(self.connections, body, 1)?;
            Ok(ms(stream_cpu.saturating_sub(small_cpu)) * 1000.0 / CHUNKS as f64)
        };
        Ok(Round {
            small_cpu_ms: ms(small_cpu),
            small_ms,
            large_cpu_ms: ms(large_cpu),
            large_ms,
            first_ms,
            paced_cpu_us: chunk_us(&paced)?,
            flowing_cpu_us: chunk_us(&flowing)?,
        })
    }
}

impl Way {
    /// Proxy CPU per request, with so many connections at once.
    fn cpu_of(&self, connections: usize, body: &str, each: usize) -> anyhow::Result<Duration> {
        let before = self.cpu()?;
        burst(self.address, &self.key, body, connections, each)?;
        let spent = self.cpu()?.saturating_sub(before);
        let requests = u32::try_from(connections * each).unwrap_or(u32::MAX).max(1);
        Ok(spent / requests)
    }

    fn cpu(&self) -> anyhow::Result<Duration> {
        self.process
            .as_ref()
            .map_or(Ok(Duration::ZERO), Process::cpu)
    }
}

/// The median of what `call` reports, in milliseconds.
fn median_ms(
    times: usize,
    mut call: impl FnMut() -> anyhow::Result<Duration>,
) -> anyhow::Result<f64> {
    let took = (0..times).map(|_| call().map(ms));
    Ok(median(took.collect::<anyhow::Result<_>>()?))
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn print(ways: &[Way], ready: Duration, idle: f64) -> anyhow::Result<()> {
    println!("medians over the rounds; CPU is the proxy's own, per chunk in microseconds");
    println!(
        "{:<10} {:>12} {:>10} {:>12} {:>10} {:>11} {:>12} {:>12} {:>8}",
        "",
        "1KB cpu ms",
        "1KB ms",
        "400KB cpu ms",
        "400KB ms",
        "first ms",
        "paced chunk",
        "flow chunk",
        "RSS MiB"
    );
    for way in ways {
        let middle = |figure: fn(&Round) -> f64| median(way.rounds.iter().map(figure).collect());
        let resident = way
            .process
            .as_ref()
            .map_or(Ok(0.0), Process::resident_mib)?;
        println!(
            "{:<10} {:>12.3} {:>10.3} {:>12.2} {:>10.2} {:>11.3} {:>12.2} {:>12.2} {:>8.1}",
            way.name,
            middle(|round| round.small_cpu_ms),
            middle(|round| round.small_ms),
            middle(|round| round.large_cpu_ms),
            middle(|round| round.large_ms),
            middle(|round| round.first_ms),
            middle(|round| round.paced_cpu_us),
            middle(|round| round.flowing_cpu_us),
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
