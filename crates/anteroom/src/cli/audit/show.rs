//! `anteroom audit show`: one receipt, its facts and its entries. The text itself is not kept in the log.

use anteroom_store::Receipt;
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
        if self.json {
            let entries: Vec<Value> = lines.iter().map(in_json).collect();
            terminal::json(
                &json!({ "receipt": id.to_string(), "state": receipt.state.as_str(),
                "facts": facts(&receipt), "entries": entries }),
            )?;
        } else {
            terminal::line(in_words(&receipt))?;
            lines
                .iter()
                .try_for_each(|line| terminal::line(sentence(line)))?;
        }
        Ok(Exit::Done)
    }
}

fn facts(receipt: &Receipt) -> Value {
    serde_json::from_str(&receipt.facts).unwrap_or_default()
}

fn in_words(receipt: &Receipt) -> String {
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
    let found = receipt
        .found
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "Receipt     {}\nState       {}\nOpened      {}\nClosed      {}\nConnection  {}\nModel       {}\nDecision    {}\n\
         Reasons     {}\nFound       {}\nFacts       {}\n",
        receipt.id,
        receipt.state,
        when(receipt.opened_at),
        receipt.closed_at.map_or_else(dash, when),
        word(&receipt.connection),
        word(&receipt.model),
        receipt.decision,
        list(&receipt.reasons),
        if found.is_empty() {
            "nothing".to_owned()
        } else {
            found
        },
        receipt.facts,
    )
}
