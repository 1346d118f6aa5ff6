//! `anteroom audit verify`: is the log as it was written, and are the settings as it says? Exit 0, or 5 and the first bad
//! entry, file or row.

use std::path::{Path, PathBuf};

use anteroom_audit::packet::check;
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
#[group(skip)]
#[command(group(clap::ArgGroup::new("copy").args(["export", "packet"])))]
pub(crate) struct Verify {
    /// A signed checkpoint that was kept elsewhere; repeat for more.
    #[arg(long = "checkpoint", value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    /// Check a copy that `audit export` wrote, instead of this practice's log.
    #[arg(long, value_name = "FILE")]
    pub(super) export: Option<PathBuf>,
    /// Check a packet that `export packet` wrote, instead of this practice's log.
    #[arg(long, value_name = "FILE")]
    pub(super) packet: Option<PathBuf>,
    /// The log's public key that the copy or the packet must be signed with (keys/log.pub).
    #[arg(long, value_name = "FILE", requires = "copy")]
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
    let key = key.map(public).transpose()?;
    let verified = export::verify(text.lines(), key.as_ref()).map_err(|error| {
        Failure::new(
            Exit::Integrity,
            anyhow::anyhow!("the copy is not whole: {error}"),
        )
    });
    say(verified, as_json)
}

/// Checks a packet, without any data folder.
pub(super) fn packed(file: &Path, key: Option<&Path>, as_json: bool) -> Outcome {
    let packet = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let key = key.map(public).transpose()?;
    let checked = match check(&packet, key.as_ref()) {
        Ok(checked) => checked,
        Err(error) => {
            if as_json {
                terminal::json(&json!({ "whole": false, "why": error.to_string() }))?;
            }
            let error = anyhow::anyhow!("the packet is not whole: {error}");
            return Err(Failure::new(Exit::Integrity, error));
        }
    };
    let (key, log) = (checked.key.to_string(), &checked.log);
    match as_json {
        true => terminal::json(&json!({
            "whole": true, "key": key, "members": checked.members, "records": checked.records,
            "kept_back": checked.kept_back, "files": checked.files, "decisions": checked.decisions, "log": in_json(log),
        }))?,
        false => terminal::line(format_args!(
            "The packet is whole: {} records ({} on how people sign in are kept back), {} files, {} decisions.\n{}\n\
             Signed with {key}; compare it with a copy that came another way.",
            checked.records,
            checked.kept_back,
            checked.files,
            checked.decisions,
            in_words(log)
        ))?,
    }
    Ok(Exit::Done)
}

/// Reads a log's public key.
fn public(path: &Path) -> Result<VerifyingKey, Failure> {
    let key = read(path)?.trim().parse();
    key.map_err(|_| Failure::usage("--public-key: not a log's public key"))
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
