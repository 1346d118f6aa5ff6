//! Runs a command with a real server in front of the scripted upstream, then looks for leaks.
//!
//! `with-anteroom --anteroom target/debug/anteroom -- COMMAND…` sets `ANTEROOM_URL` and `ANTEROOM_KEY` for the command, and
//! `UPSTREAM_URL`, below which `/received` tells what the scripted upstream got last. It ends with 0 only if the command
//! did, the upstream saw none of the invented patients, the server's log names none of them, and the audit log verifies.

use std::{path::PathBuf, process::ExitCode};

use anteroom_testkit::{Disguises, Installed, Patient, Upstream, leak, upstream::Received};
use anyhow::{Context as _, Result, ensure};
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// The binary to serve with.
    #[arg(long)]
    anteroom: PathBuf,
    /// What to run.
    #[arg(last = true, required = true)]
    command: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(&arguments.anteroom, &upstream.url())?;
    let server = installed.serve()?;
    let surroundings = [
        ("ANTEROOM_URL", server.url()),
        ("ANTEROOM_KEY", installed.key()),
        ("UPSTREAM_URL", &upstream.url()),
    ];
    let succeeded = tokio::task::block_in_place(|| run(&arguments.command, &surroundings))?;
    drop(server);
    if !succeeded {
        say(&format!("server log:\n{}", installed.log()))?;
    }
    say(&check(&upstream, &installed)?)?;
    Ok(if succeeded {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run(command: &[String], surroundings: &[(&str, &str)]) -> Result<bool> {
    let (program, arguments) = command.split_first().context("no command")?;
    let mut child = std::process::Command::new(program);
    child.args(arguments).envs(surroundings.iter().copied());
    Ok(child
        .status()
        .with_context(|| format!("cannot start {program}"))?
        .success())
}

fn check(upstream: &Upstream, installed: &Installed) -> Result<String> {
    let patients = Patient::all()?;
    let identifiers: Vec<&str> = patients.iter().flat_map(Patient::identifiers).collect();
    let requests = upstream.record().requests();
    ensure!(
        !requests.is_empty(),
        "nothing reached the upstream: the suite tested nothing"
    );
    let leaks = leak::search(&requests, &identifiers);
    let described = describe(&leaks, &requests);
    ensure!(
        leaks.is_empty(),
        "identifiers reached the upstream:
{described}"
    );
    let disguises = Disguises::of(&identifiers)?;
    for (place, bytes) in [
        ("the upstream's sockets", upstream.record().raw()),
        ("the server's log", installed.log().into_bytes()),
    ] {
        let named = disguises.seen(&bytes);
        ensure!(named.is_empty(), "{place} show {named:?}");
    }
    installed.run(&["audit", "verify"])?;
    Ok(format!(
        "{} requests reached the upstream, none with an identifier; the log verifies",
        requests.len()
    ))
}

/// The first leak of each request, with the request: the patients are invented, so it may be shown.
fn describe(leaks: &[leak::Leak], requests: &[Received]) -> String {
    let mut last = None;
    let first = leaks
        .iter()
        .filter(|leak| last.replace(leak.request) != Some(leak.request));
    let body = |index: usize| {
        requests
            .get(index)
            .map_or("", |request| request.body.as_str())
    };
    let lines = first.map(|leak| {
        format!(
            "{} in {}: {}",
            leak.identifier,
            leak.place,
            body(leak.request)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn say(line: &str) -> Result<()> {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
