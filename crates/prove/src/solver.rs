//! The solver: the program cvc5, which is looked for and run, never shipped.

use std::path::{Path, PathBuf};
use std::{env, fs};

use cedar_policy_symcc::solver::LocalSolver;
use tokio::process::Command;

/// Milliseconds after which one question counts as not answered. The shipped statements take a tenth of a second each.
const PATIENCE: u32 = 60_000;

/// Where the solver is.
#[derive(Clone, Debug)]
pub struct SolverFile(PathBuf);

impl SolverFile {
    /// The program that was named, or the `cvc5` of the search path; nothing where there is none.
    #[must_use]
    pub fn find(named: Option<&Path>) -> Option<SolverFile> {
        match named {
            Some(file) => is_program(file).then(|| SolverFile(file.to_owned())),
            None => on_path("cvc5").map(SolverFile),
        }
    }

    /// Starts it. Needs a running tokio runtime.
    pub(crate) fn start(&self) -> Option<LocalSolver> {
        let mut command = Command::new(&self.0);
        let patience = format!("--tlimit-per={PATIENCE}");
        command
            .args(["--lang", "smt", &patience])
            .kill_on_drop(true);
        LocalSolver::from_command(&mut command).ok()
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    let mut files = env::split_paths(&folders).map(|folder| folder.join(name));
    files.find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|about| about.is_file() && is_executable(&about))
}

#[cfg(unix)]
fn is_executable(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &fs::Metadata) -> bool {
    true
}
