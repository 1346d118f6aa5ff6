//! `anteroom audit list`: the log as sentences, or as JSON for programs.

use anteroom_audit::{EntryNo, ReceiptId};
use anteroom_store::LogLine;
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::sentence::sentence;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::Office;

/// Entries read at a time.
const PAGE: u32 = 500;

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only entries after this number.
    #[arg(long, value_name = "NO", default_value_t = 0)]
    after: u64,
    /// Only so many of the newest entries.
    #[arg(long, value_name = "N", conflicts_with = "after")]
    last: Option<u64>,
    /// Only the entries of one receipt.
    #[arg(long, value_name = "ID", conflicts_with_all = ["after", "last"])]
    receipt: Option<String>,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) async fn run(self, office: &Office) -> Outcome {
        if let Some(receipt) = &self.receipt {
            let lines = office
                .store
                .log_of(receipt_id(receipt)?)
                .await
                .context("the log cannot be read")?;
            lines.iter().try_for_each(|line| self.print(line))?;
            return Ok(if lines.is_empty() {
                Exit::No
            } else {
                Exit::Done
            });
        }
        let mut after = self.start(office).await?;
        loop {
            let page = office
                .store
                .log(EntryNo(after), PAGE)
                .await
                .context("the log cannot be read")?;
            let Some(newest) = page.last() else {
                return Ok(Exit::Done);
            };
            after = newest.entry.no.0;
            page.iter().try_for_each(|line| self.print(line))?;
        }
    }

    async fn start(&self, office: &Office) -> Result<u64, Failure> {
        let Some(last) = self.last else {
            return Ok(self.after);
        };
        let size = office
            .store
            .log_size()
            .await
            .context("the log cannot be read")?;
        Ok(size.saturating_sub(last))
    }

    fn print(&self, line: &LogLine) -> Result<(), Failure> {
        match self.json {
            true => terminal::json(&in_json(line)),
            false => terminal::line(sentence(line)),
        }
    }
}

/// An entry with its event as the log holds it.
pub(super) fn in_json(line: &LogLine) -> Value {
    let event: Value = serde_json::from_slice(&line.entry.body).unwrap_or_default();
    json!({ "no": line.entry.no.0, "hash": line.entry.hash.to_string(), "event": event })
}

/// The id of a receipt as it was typed.
pub(super) fn receipt_id(typed: &str) -> Result<ReceiptId, Failure> {
    typed
        .parse()
        .map_err(|_| Failure::usage("this is not a receipt id; `anteroom audit list` shows them"))
}
