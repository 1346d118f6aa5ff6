//! `anteroom audit verify`: is the log as it was written, and are the settings as it says? Exit 0, or 5 and the first bad
//! entry, file or row.

use std::path::{Path, PathBuf};

use anteroom_audit::{Verified, VerifyingKey, export};
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::export::failure;
use crate::cli::when;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::Office;

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// A signed checkpoint that was kept elsewhere; repeat for more.
    #[arg(long = "checkpoint", value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// Check a copy that `audit export` wrote, instead of this practice's log.
    #[arg(long, value_name = "FILE")]
    pub(super) export: Option<PathBuf>,
    /// The log's public key that the copy must be signed with (keys/log.pub).
    #[arg(long, value_name = "FILE", requires = "export")]
    pub(super) public_key: Option<PathBuf>,
    /// Write one JSON object.
    #[arg(long)]
    pub(super) json: bool,
}

impl Verify {
    pub(super) async fn run(self, office: &Office) -> Outcome {
        let elsewhere = self
            .checkpoints
            .iter()
            .map(|file| read(file))
            .collect::<Result<Vec<_>, _>>()?;
        say(
            office.store.verify_log(&elsewhere).await.map_err(failure),
            self.json,
        )
    }
}

/// Checks a copy of a log, without any data folder.
pub(super) fn exported(file: &Path, key: Option<&Path>, as_json: bool) -> Outcome {
    let text = read(file)?;
    let key: Option<VerifyingKey> = match key {
        Some(path) => Some(
            read(path)?
                .trim()
                .parse()
                .map_err(|_| Failure::usage("--public-key: not a log's public key"))?,
        ),
        None => None,
    };
    let verified = export::verify(text.lines(), key.as_ref()).map_err(|error| {
        Failure::new(
            Exit::Integrity,
            anyhow::anyhow!("the copy is not whole: {error}"),
        )
    });
    say(verified, as_json)
}

/// Says the verdict. As JSON it is said when the check found a change, too.
fn say(verdict: Result<Verified, Failure>, as_json: bool) -> Outcome {
    match (as_json, verdict) {
        (true, Ok(verified)) => terminal::json(&in_json(&verified))?,
        (true, Err(failure)) if failure.exit() == Exit::Integrity => {
            terminal::json(&json!({ "unbroken": false, "why": failure.to_string() }))?;
            return Err(failure);
        }
        (false, Ok(verified)) => terminal::line(in_words(&verified))?,
        (_, Err(failure)) => return Err(failure),
    }
    Ok(Exit::Done)
}

fn in_json(verified: &Verified) -> Value {
    json!({
        "unbroken": true, "entries": verified.entries, "root": verified.root.to_string(),
        "first_at": verified.first_at.map(when), "last_at": verified.last_at.map(when),
    })
}

fn in_words(verified: &Verified) -> String {
    let since = verified
        .first_at
        .map(|at| format!(" since {}", when(at)))
        .unwrap_or_default();
    format!(
        "{} entries, unbroken{since}. Root {}.",
        verified.entries, verified.root
    )
}

fn read(file: &Path) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?)
}
