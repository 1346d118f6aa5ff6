//! `anteroom audit show`: one receipt, its facts and its entries. The text itself is not kept in the log.

use anteroom_audit::What;
use anteroom_office::sentence::{upstream_status, what_was_found, what_was_left_out};
use anteroom_store::{LogLine, Receipt};
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::list::{in_json, receipt_id};
use super::sentence::sentence;
use crate::cli::when;
use crate::exit::{Exit, Outcome};
use crate::terminal;
use crate::wiring::Office;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The receipt's id.
    receipt: String,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) async fn run(self, office: &Office) -> Outcome {
        let id = receipt_id(&self.receipt)?;
        let Some(receipt) = office
            .store
            .receipt(id)
            .await
            .context("the receipt cannot be read")?
        else {
            terminal::note(format_args!("There is no receipt {id}."));
            return Ok(Exit::No);
        };
        let lines = office
            .store
            .log_of(id)
            .await
            .context("the log cannot be read")?;
        match self.json {
            true => terminal::json(&as_json(&receipt, &lines))?,
            false => {
                terminal::line(in_words(&receipt, &lines))?;
                lines
                    .iter()
                    .try_for_each(|line| terminal::line(sentence(line)))?;
            }
        }
        Ok(Exit::Done)
    }
}

fn as_json(receipt: &Receipt, lines: &[LogLine]) -> Value {
    json!({
        "receipt": receipt.id.to_string(), "state": receipt.state.as_str(), "found": found(lines),
        "left_out": left_out(lines), "upstream_status": status(lines), "facts": facts(receipt),
        "entries": lines.iter().map(in_json).collect::<Vec<_>>(),
    })
}

/// What the entries say was found.
fn found(lines: &[LogLine]) -> Option<String> {
    let mut events = lines.iter().filter_map(|line| line.event.as_ref());
    events.find_map(|event| what_was_found(&event.what))
}

/// What the entries say was left out.
fn left_out(lines: &[LogLine]) -> Option<String> {
    let mut events = lines.iter().filter_map(|line| line.event.as_ref());
    events.find_map(|event| what_was_left_out(&event.what))
}

/// The HTTP status that the provider gave, where an entry has one.
fn status(lines: &[LogLine]) -> Option<u16> {
    let mut events = lines.iter().filter_map(|line| line.event.as_ref());
    events.find_map(|event| match &event.what {
        What::RequestClosed(closed) => upstream_status(closed),
        _ => None,
    })
}

fn facts(receipt: &Receipt) -> Value {
    serde_json::from_str(&receipt.facts).unwrap_or_default()
}

fn in_words(receipt: &Receipt, lines: &[LogLine]) -> String {
    let dash = || "-".to_owned();
    let word =
        |word: &Option<anteroom_audit::Word>| word.as_ref().map_or_else(dash, ToString::to_string);
    let list = |words: &[anteroom_audit::Word]| {
        words
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "Receipt     {}\nState       {}{}\nOpened      {}\nClosed      {}\nConnection  {}\nModel       {}\nDecision    {}\n\
         Reasons     {}\nFound       {}\nLeft out    {}\nFacts       {}\n",
        receipt.id,
        receipt.state,
        status(lines).map_or_else(String::new, |status| format!(" (HTTP {status})")),
        when(receipt.opened_at),
        receipt.closed_at.map_or_else(dash, when),
        word(&receipt.connection),
        word(&receipt.model),
        receipt.decision,
        list(&receipt.reasons),
        found(lines).unwrap_or_else(dash),
        left_out(lines).unwrap_or_else(dash),
        receipt.facts,
    )
}
