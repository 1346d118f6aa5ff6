//! A PostgreSQL server of its own for a test, on a temporary folder and a free port.
//!
//! The server refuses to run as root, so then it runs as `nobody`.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, ensure};

/// A running server; stopped when dropped.
pub(crate) struct Server {
    folder: tempfile::TempDir,
    binaries: PathBuf,
    port: u16,
}

impl Server {
    /// Starts one. None when this machine has no PostgreSQL server.
    pub(crate) fn start() -> anyhow::Result<Option<Server>> {
        let Some(binaries) = binaries() else {
            return Ok(None);
        };
        let folder = tempfile::tempdir()?;
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o777))?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let server = Server {
            folder,
            binaries,
            port,
        };
        let data = server.data();
        server.run(
            "initdb",
            &[
                "-D", &data, "-U", "anteroom", "-A", "trust", "-E", "UTF8", "-N",
            ],
        )?;
        let here = server.folder.path().display();
        let options = format!("-p {port} -h 127.0.0.1 -k {here} -c fsync=off");
        let log = format!("{here}/log");
        server.run(
            "pg_ctl",
            &["-D", &data, "-w", "-l", &log, "-o", &options, "start"],
        )?;
        Ok(Some(server))
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://anteroom@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn run(&self, program: &str, args: &[&str]) -> anyhow::Result<Output> {
        let program = self.binaries.join(program);
        let mut command = if is_root()? {
            let mut command = Command::new("runuser");
            command.args(["-u", "nobody", "--"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        command.current_dir(self.folder.path()).env("LC_ALL", "C");
        let output = command.args(args).output().context("PostgreSQL's tools")?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "{}: {said}", program.display());
        Ok(output)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let data = self.data();
        drop(self.run("pg_ctl", &["-D", &data, "-m", "immediate", "-w", "stop"]));
    }
}

fn binaries() -> Option<PathBuf> {
    let mut places = vec![PathBuf::from("/usr/local/bin"), PathBuf::from("/usr/bin")];
    if let Ok(versions) = std::fs::read_dir("/usr/lib/postgresql") {
        places.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    places.into_iter().find(|place| has_server(place))
}

fn has_server(place: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|program| place.join(program).is_file())
}

fn is_root() -> anyhow::Result<bool> {
    let output = Command::new("id").arg("-u").output()?;
    Ok(output.stdout.trim_ascii() == b"0")
}
