//! A measured process: started, waited for, and read from `/proc`.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// A child process that ends with its owner.
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts the command and waits until the address accepts connections.
    pub(crate) fn start(
        command: &mut Command,
        address: SocketAddr,
    ) -> anyhow::Result<(Process, Duration)> {
        let start = Instant::now();
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {:?}", command.get_program()))?;
        let mut process = Process { child };
        while TcpStream::connect(address).is_err() {
            if let Some(status) = process.child.try_wait()? {
                bail!(
                    "{:?} ended before it listened: {status}",
                    command.get_program()
                );
            }
            if start.elapsed() > Duration::from_secs(30) {
                bail!("{:?} did not listen on {address}", command.get_program());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok((process, start.elapsed()))
    }

    /// CPU used so far, by the process and the children that it works with.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        let ids = std::iter::once(self.child.id()).chain(children(self.child.id())?);
        ids.map(cpu_of).sum()
    }

    /// Resident memory in MiB, children included.
    pub(crate) fn resident_mib(&self) -> anyhow::Result<f64> {
        let ids = std::iter::once(self.child.id()).chain(children(self.child.id())?);
        ids.map(resident_of).sum()
    }

    /// Open file descriptors.
    pub(crate) fn descriptors(&self) -> anyhow::Result<usize> {
        Ok(std::fs::read_dir(format!("/proc/{}/fd", self.child.id()))?.count())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A process that has already ended cannot be killed, which is what was wanted.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A free port on this machine.
pub(crate) fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}

fn children(parent: u32) -> anyhow::Result<Vec<u32>> {
    let path = format!("/proc/{parent}/task/{parent}/children");
    match Path::new(&path).exists() {
        true => Ok(std::fs::read_to_string(path)?
            .split_whitespace()
            .filter_map(|id| id.parse().ok())
            .collect()),
        false => Ok(Vec::new()),
    }
}

/// CPU of all threads of a process, to the nanosecond; the usual figure counts whole hundredths of a second.
fn cpu_of(id: u32) -> anyhow::Result<Duration> {
    let threads = std::fs::read_dir(format!("/proc/{id}/task"))?;
    threads.map(|thread| running(&thread?.path())).sum()
}

/// How long a thread has run. A thread that has just ended counts as none.
fn running(thread: &Path) -> anyhow::Result<Duration> {
    let Ok(figures) = std::fs::read_to_string(thread.join("schedstat")) else {
        return Ok(Duration::ZERO);
    };
    let nanoseconds = figures.split_whitespace().next().context("schedstat")?;
    Ok(Duration::from_nanos(nanoseconds.parse()?))
}

fn resident_of(id: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .context("no VmRSS")?;
    let kib: f64 = line
        .split_whitespace()
        .next()
        .context("VmRSS is empty")?
        .parse()?;
    Ok(kib / 1024.0)
}
