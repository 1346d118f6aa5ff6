//! What a finished task says: the draft as data, what the checks found as words beside it.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anteroom_tasks::{Draft, Task, Weight};
use anyhow::Context as _;
use serde_json::json;

use super::Run;
use crate::cli::desk::words;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

/// Writes the draft and tells what was found; exit 1 when a check still fails.
pub(super) fn tell(
    draft: &Draft,
    written: &[u8],
    task: &Task,
    coverage: Option<&str>,
    run: &Run,
) -> Outcome {
    match run.json {
        true => terminal::json(&json!({
            "task": task.id, "version": task.version, "passes": draft.passes(), "page": draft.page(),
            "draft": draft, "coverage": coverage,
        }))?,
        false => keep(written, run.out.as_deref())?,
    }
    for finding in &draft.findings {
        let (check, says) = (words(&finding.check), &finding.says);
        match finding.weight {
            Weight::Fails => terminal::warn(format_args!("check failed ({check}): {says}")),
            Weight::Look => terminal::note(format_args!("Please look ({check}): {says}")),
            Weight::Urgent => terminal::warn(says),
        }
    }
    if let Some(coverage) = coverage {
        terminal::note(format_args!("Coverage: {coverage}"));
    }
    terminal::note(format_args!(
        "Quotes found in the source: {}",
        draft.quotes.len()
    ));
    terminal::note(format_args!("Review: {}", task.human_review.what));
    Ok(if draft.passes() { Exit::Done } else { Exit::No })
}

/// Writes to standard output, or to a new file that only its owner can read.
pub(super) fn keep(written: &[u8], out: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = out else {
        return terminal::bytes(written);
    };
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    let written = file.and_then(|mut file| file.write_all(written));
    written.with_context(|| format!("cannot write {}", path.display()))?;
    terminal::note(format_args!("Written to {}", path.display()));
    Ok(())
}
