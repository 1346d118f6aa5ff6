//! `anteroom audit export`: the whole log on stdout, with its checkpoints and its public key.

use std::io::Write as _;

use anteroom_store::LogError;

use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::Office;

pub(super) async fn run(office: &Office) -> Outcome {
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let written = office
        .store
        .export_log(&office.by(), |line| writeln!(out, "{line}"))
        .await
        .map_err(failure)?;
    out.flush()?;
    terminal::note(format_args!(
        "{written} entries. Check them anywhere with: anteroom audit verify --export FILE"
    ));
    Ok(Exit::Done)
}

/// A log that was tampered with is its own exit code.
pub(in crate::cli) fn failure(error: LogError) -> Failure {
    match error.is_tampering() {
        true => Failure::new(
            Exit::Integrity,
            anyhow::Error::new(error).context("something was changed"),
        ),
        false => Failure::new(Exit::Environment, error),
    }
}
