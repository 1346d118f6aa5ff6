//! `anteroom policy list`: every rule, with its dates and its words.

use anteroom_office::rule;
use anteroom_policy::{Book, Rule};
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use crate::cli::Place;
use crate::cli::desk::at_desk;
use crate::exit::{Exit, Outcome};
use crate::{folder, terminal};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom policy list\n  anteroom policy list --own\n  anteroom policy list --json | jq .rules"
)]
pub(crate) struct List {
    /// Only the rules that the practice added.
    #[arg(long)]
    own: bool,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

impl List {
    /// Where there is no data folder yet, the shipped rules are all there are.
    pub(super) fn run(self, place: &Place) -> Outcome {
        if self.own || folder::path(place)?.exists() {
            return at_desk(place, false, async |desk| {
                self.print(&rule::book(desk).await?)
            });
        }
        self.print(&Book::shipped().context("the rules in this binary cannot be read")?)
    }

    fn print(&self, book: &Book) -> Outcome {
        let shown = book
            .rules()
            .iter()
            .filter(|rule| rule.is_own() || !self.own);
        if self.json {
            terminal::json(&json!({
                "rule_set": book.id().to_string(),
                "rules": shown.map(in_json).collect::<Vec<_>>(),
            }))?;
        } else {
            shown.map(in_words).try_for_each(terminal::line)?;
        }
        Ok(Exit::Done)
    }
}

fn in_words(rule: &Rule) -> String {
    let until = rule.until().map(|day| format!(" until {day}"));
    let reason = rule.reason();
    format!(
        "{}  from {}{}  {}  [{}]",
        rule.id(),
        rule.effective(),
        until.unwrap_or_default(),
        reason.says,
        reason.cite
    )
}

fn in_json(rule: &Rule) -> Value {
    let reason = rule.reason();
    json!({
        "id": rule.id(), "own": rule.is_own(), "effect": rule.policy().effect().to_string(),
        "actions": rule.actions(), "state": rule.state(),
        "effective": rule.effective(), "until": rule.until(),
        "reason": reason.code, "says": reason.says, "next": reason.next, "cite": reason.cite,
    })
}
