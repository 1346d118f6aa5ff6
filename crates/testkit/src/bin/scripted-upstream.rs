//! The scripted server as a process of its own, for the client suites in other languages.
//!
//! `scripted-upstream --port 0 --record FILE` prints the address it listens on and serves until it is killed.
//! `scripted-upstream leaks FILE` looks through such a record for the invented patients and ends with 1 if it finds one.

use std::{io::Write as _, path::PathBuf, process::ExitCode};

use anteroom_testkit::{Patient, Upstream, leak, upstream::Received};
use clap::{Parser, Subcommand};

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Port on the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Where each received request is written, one line of JSON each.
    #[arg(long)]
    record: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Verb {
    /// Search a record for identifiers of the invented patients.
    Leaks { record: PathBuf },
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let Arguments { verb, port, record } = Arguments::parse();
    if let Some(Verb::Leaks { record }) = verb {
        return leaks(&record);
    }
    let upstream = match record {
        Some(file) => Upstream::start_recording(port, &file).await?,
        None => Upstream::start_on(port).await?,
    };
    writeln!(std::io::stdout(), "{}", upstream.url())?;
    upstream.run().await;
    Ok(ExitCode::SUCCESS)
}

fn leaks(record: &std::path::Path) -> anyhow::Result<ExitCode> {
    let lines = std::fs::read_to_string(record)?;
    let requests = lines
        .lines()
        .map(serde_json::from_str::<Received>)
        .collect::<Result<Vec<_>, _>>()?;
    let patients = Patient::all()?;
    let identifiers: Vec<&str> = patients.iter().flat_map(Patient::identifiers).collect();
    let found = leak::search(&requests, &identifiers);
    let mut out = std::io::stdout();
    writeln!(out, "{} requests, {} leaks", requests.len(), found.len())?;
    for leak in &found {
        writeln!(
            out,
            "request {}: {} in {}",
            leak.request, leak.identifier, leak.place
        )?;
    }
    Ok(if found.is_empty() && !requests.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
