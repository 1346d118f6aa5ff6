//! The real binary, set up as a practice would do it, in front of the benchmark's upstream.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::process::{Process, free_address};

/// Limits that a benchmark does not run into.
const CONFIGURATION: &str = "[limits]\nrequests_per_minute = 1000000\n[log]\nfilter = \"warn\"\n";

/// A running server with one approved connection and one key.
pub(crate) struct Anteroom {
    pub(crate) process: Process,
    pub(crate) address: SocketAddr,
    pub(crate) key: String,
    /// From the start of the process to its first accepted connection.
    pub(crate) ready: Duration,
    binary: PathBuf,
    data: PathBuf,
}

impl Anteroom {
    /// Sets up a data folder below `folder` and starts the server.
    pub(crate) fn start(
        binary: &Path,
        folder: &Path,
        upstream: SocketAddr,
    ) -> anyhow::Result<Anteroom> {
        ensure!(
            binary.exists(),
            "{} is missing: run `cargo build --release` first",
            binary.display()
        );
        let (binary, data) = (binary.canonicalize()?, folder.join("data"));
        let key = set_up(&binary, &data, folder, upstream)?;
        let address = free_address()?;
        let mut command = Command::new(&binary);
        command.env("ANTEROOM_DATA", &data).args([
            "serve",
            "--no-open",
            "--listen",
            &address.to_string(),
        ]);
        let (process, ready) = Process::start(command.stdout(Stdio::null()), address)?;
        Ok(Anteroom {
            process,
            address,
            key,
            ready,
            binary,
            data,
        })
    }

    /// What `anteroom audit verify` says of the log.
    pub(crate) fn verify(&self) -> anyhow::Result<String> {
        run(&self.binary, &self.data, &["audit", "verify"])
    }
}

/// Does what the README tells a practice to do; gives the API key.
fn set_up(
    binary: &Path,
    data: &Path,
    folder: &Path,
    upstream: SocketAddr,
) -> anyhow::Result<String> {
    let key_file = folder.join("upstream.key");
    std::fs::write(&key_file, "none")?;
    let key_file = key_file
        .to_str()
        .context("the temporary folder's path is not UTF-8")?;
    run(
        binary,
        data,
        &["init", "--practice", "Bench Clinic", "--state", "OH"],
    )?;
    std::fs::write(data.join("anteroom.toml"), CONFIGURATION)?;
    let base = format!("http://{upstream}");
    let add = [
        "connection",
        "add",
        "bench",
        "--provider",
        "openai-compatible",
        "--base-url",
        &base,
    ];
    run(
        binary,
        data,
        &[&add[..], &["--key-file", key_file, "--model", "bench"]].concat(),
    )?;
    let approve = [
        "connection",
        "approve",
        "bench",
        "--for",
        "deidentified",
        "--agreement-until",
        "2999-12-31",
    ];
    run(
        binary,
        data,
        &[
            &approve[..],
            &["--no-training-use", "--approved-by", "Bench"],
        ]
        .concat(),
    )?;
    run(binary, data, &["key", "create", "--name", "bench"])
}

/// Runs one command; gives the last line of its output.
fn run(binary: &Path, data: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(binary)
        .env("ANTEROOM_DATA", data)
        .args(arguments)
        .output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "anteroom {arguments:?} failed: {words}"
    );
    Ok(String::from_utf8(output.stdout)?
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned())
}
