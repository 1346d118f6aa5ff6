//! The solver, started, or what to do where there is none.

use std::path::Path;

use anteroom_prove::{Prover, SolverFile};
use anyhow::Context as _;

use crate::exit::Failure;

/// What to do where there is none.
const INSTALL: &str =
    "install it (Debian and Ubuntu: apt-get install cvc5), or name it with --solver FILE";

/// Starts the program that was named, or the one on the search path.
pub(super) fn start(named: Option<&Path>) -> Result<Prover, Failure> {
    let solver = SolverFile::find(named).with_context(|| match named {
        Some(file) => format!("{} is not a program", file.display()),
        None => format!("the solver cvc5 is not on the search path; {INSTALL}"),
    })?;
    Ok(Prover::start(&solver).context("the solver cannot be used")?)
}
