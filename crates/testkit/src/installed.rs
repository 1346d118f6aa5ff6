//! The real binary, set up in a temporary folder exactly as the README tells a practice to.
//!
//! For tests that must have a process: killing it, restarting it, pointing clients in other languages at it. Tests of
//! the pipeline use [`crate::App`], which is the same router without a process.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

use crate::models;

/// A thousand requests at once are the test's doing, not one caller's greed.
const CONFIGURATION: &str = "[limits]\nrequests_per_minute = 1000000\n";

/// A data folder with a practice, three connections and a key.
#[derive(Debug)]
pub struct Installed {
    folder: TempDir,
    binary: PathBuf,
    key: String,
}

/// A running `anteroom serve`; killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    url: String,
}

impl Installed {
    /// Sets up: a Mistral-style and an OpenAI-style connection, both approved for de-identified text, and one that is
    /// not approved; all lead to `upstream`.
    pub fn set_up(binary: &Path, upstream: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut installed = Self {
            folder,
            binary: binary.canonicalize()?,
            key: String::new(),
        };
        std::fs::write(
            installed.folder.path().join("upstream.key"),
            "upstream-secret\n",
        )?;
        installed.run(&["init", "--practice", "Elm Street Clinic", "--state", "OH"])?;
        std::fs::write(installed.data().join("anteroom.toml"), CONFIGURATION)?;
        installed.connect("plateforme", "mistral", upstream, &models::of_style('m'))?;
        installed.connect(
            "local",
            "openai-compatible",
            upstream,
            &models::of_style('o'),
        )?;
        installed.connect(
            "waiting",
            "openai-compatible",
            upstream,
            &[models::UNAPPROVED.to_owned()],
        )?;
        installed.approve("plateforme")?;
        installed.approve("local")?;
        installed.key = installed.run(&["key", "create", "--name", "suite"])?;
        Ok(installed)
    }

    /// Adds lines to the configuration, for the next start.
    pub fn configure(&self, lines: &str) -> Result<()> {
        let file = self.data().join("anteroom.toml");
        Ok(std::fs::write(file, format!("{CONFIGURATION}{lines}"))?)
    }

    /// Adds one more connection, approved for de-identified text as the others are.
    pub fn add(&self, name: &str, provider: &str, upstream: &str, models: &[String]) -> Result<()> {
        self.connect(name, provider, upstream, models)?;
        self.approve(name)?;
        Ok(())
    }

    /// The API key that was made.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Runs a command; gives the last line of its output, or its errors.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let output = self.output(arguments)?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(
            output.status.success(),
            "anteroom {arguments:?}: {} {errors}",
            output.status
        );
        Ok(String::from_utf8_lossy(&output.stdout)
            .lines()
            .last()
            .unwrap_or_default()
            .to_owned())
    }

    /// Runs a command that may fail.
    pub fn output(&self, arguments: &[&str]) -> Result<Output> {
        let output = self.command().args(arguments).stdin(Stdio::null()).output();
        output.with_context(|| format!("cannot start {}", self.binary.display()))
    }

    /// Starts the server on a free port and waits until it answers.
    pub fn serve(&self) -> Result<Server> {
        let address = free_address()?;
        let log = std::fs::File::create(self.folder.path().join("server.log"))?;
        let mut command = self.command();
        command.args(["serve", "--no-open", "--listen", &address.to_string()]);
        let child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut server = Server {
            child,
            url: format!("http://{address}"),
        };
        server
            .wait(address)
            .with_context(|| format!("server log:\n{}", self.log()))?;
        Ok(server)
    }

    /// Sends a chat request; the answer is still to be read.
    pub async fn send(
        &self,
        server: &Server,
        body: &serde_json::Value,
    ) -> Result<reqwest::Response> {
        let address = format!("{}/v1/chat/completions", server.url());
        let request = crate::client().build()?.post(address);
        Ok(request.bearer_auth(&self.key).json(body).send().await?)
    }

    /// What the server wrote since it was last started.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.env("ANTEROOM_DATA", self.data());
        command
    }

    fn connect(
        &self,
        name: &str,
        provider: &str,
        upstream: &str,
        models: &[String],
    ) -> Result<String> {
        let key_file = self
            .folder
            .path()
            .join("upstream.key")
            .display()
            .to_string();
        let mut arguments = vec![
            "connection",
            "add",
            name,
            "--provider",
            provider,
            "--base-url",
            upstream,
        ];
        arguments.extend(["--key-file", &key_file]);
        arguments.extend(models.iter().flat_map(|model| ["--model", model.as_str()]));
        self.run(&arguments)
    }

    fn approve(&self, name: &str) -> Result<String> {
        let until = ["--for", "deidentified", "--agreement-until", "2999-12-31"];
        let rest = ["--no-training-use", "--approved-by", "Test Suite"];
        self.run(&[&["connection", "approve", name][..], &until, &rest].concat())
    }
}

impl Server {
    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The most memory that the process ever had at once, in MiB (`VmHWM` of proc(5)).
    pub fn peak_mib(&self) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next());
        Ok(kib.context("no VmHWM")?.parse::<u64>()? / 1024)
    }

    /// Kills the process without warning (SIGKILL) and waits for its end.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Waits for the first answer: listening is not enough, a server that starts is still tidying up.
    fn wait(&mut self, address: SocketAddr) -> Result<()> {
        let start = Instant::now();
        while !answers(address) {
            if let Some(status) = self.child.try_wait()? {
                bail!("anteroom serve ended with {status} before it answered");
            }
            ensure!(
                start.elapsed() < Duration::from_secs(30),
                "anteroom serve does not answer"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already; either way it is gone afterwards.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}

fn answers(address: SocketAddr) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream
            .write_all(b"GET /healthz HTTP/1.1\r\nhost: anteroom\r\nconnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        std::io::Result::Ok(status == *b"HTTP/1.1 200")
    };
    ask().unwrap_or(false)
}
