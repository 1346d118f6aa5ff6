//! `anteroom audit replay`: decides a receipt again, from the facts that were kept with it.

use anteroom_audit::{Hash, What};
use anteroom_gateway::rules_of;
use anteroom_policy::{Decision, Facts, Rules};
use anteroom_store::{LogLine, Receipt};
use anyhow::Context as _;
use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::list::receipt_id;
use crate::cli::when;
use crate::exit::{Exit, Outcome};
use crate::terminal;
use crate::wiring::Office;

#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// The receipt's id.
    receipt: String,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
}

/// A decision that was kept.
pub(crate) struct Kept {
    /// When it was decided.
    pub(crate) at: Timestamp,
    /// What the rules looked at.
    pub(crate) facts: Facts,
    decision: String,
    reasons: Vec<String>,
    rule_set: String,
}

/// What a receipt has to decide on.
pub(crate) enum Found {
    /// The facts are not those that the log tells of.
    Changed,
    Decision(Box<Kept>),
    /// The request was refused before the rules were asked.
    Undecided,
    /// There is no such receipt.
    Nothing,
}

impl Replay {
    pub(super) async fn run(self, office: &Office) -> Outcome {
        let kept = match find(office, &self.receipt).await? {
            Found::Decision(kept) => kept,
            Found::Changed => {
                terminal::note("The facts of this receipt are not those that the log tells of.");
                return Ok(Exit::Integrity);
            }
            Found::Undecided => {
                terminal::note("This request was refused before the rules were asked.");
                return Ok(Exit::No);
            }
            Found::Nothing => {
                terminal::note(format_args!("There is no receipt {}.", self.receipt));
                return Ok(Exit::No);
            }
        };
        let books = Books::of(office).await?;
        let again = Again::of(&books, &kept, office.clock.now());
        match self.json {
            true => terminal::json(&again.in_json(&kept))?,
            false => terminal::line(again.in_words(&kept))?,
        }
        Ok(if again.same { Exit::Done } else { Exit::No })
    }
}

/// Reads what a receipt was decided on.
///
/// # Errors
/// When it is no id of a receipt, or the store cannot be read.
pub(crate) async fn find(office: &Office, receipt: &str) -> Result<Found, crate::exit::Failure> {
    let id = receipt_id(receipt)?;
    let receipt = office.store.receipt(id).await;
    let Some(receipt) = receipt.context("the receipt cannot be read")? else {
        return Ok(Found::Nothing);
    };
    let lines = office.store.log_of(id).await;
    Ok(read(&receipt, &lines.context("the log cannot be read")?))
}

fn read(receipt: &Receipt, lines: &[LogLine]) -> Found {
    let mut events = lines.iter().filter_map(|line| line.event.as_ref());
    let told = events.find_map(|event| match &event.what {
        What::RequestOpened(opened) => Some((opened.facts_sha256, Some(&opened.rule_set))),
        What::RequestRefused(refused) => Some((refused.facts_sha256, refused.rule_set.as_ref())),
        _ => None,
    });
    let Some((told, Some(rule_set))) = told else {
        return Found::Undecided;
    };
    let facts = serde_json::from_str(&receipt.facts);
    let at = Timestamp::from_microsecond(receipt.opened_at.0);
    match (facts, at) {
        (Ok(facts), Ok(at)) if Hash::of(receipt.facts.as_bytes()) == told => {
            Found::Decision(Box::new(Kept {
                at,
                facts,
                decision: receipt.decision.to_string(),
                reasons: receipt.reasons.iter().map(ToString::to_string).collect(),
                rule_set: rule_set.to_string(),
            }))
        }
        _ => Found::Changed,
    }
}

/// The rules that this program can ask.
pub(crate) struct Books {
    /// The shipped rules with those that the practice has added today.
    today: Rules,
    shipped: Rules,
}

impl Books {
    pub(crate) async fn of(office: &Office) -> anyhow::Result<Books> {
        let settings = office.store.snapshot().await;
        let settings = settings.context("the settings cannot be read")?;
        Ok(Books {
            today: rules_of(&settings).context("the rules cannot be read")?,
            shipped: Rules::shipped().context("the rules in this binary cannot be read")?,
        })
    }

    /// The rules that decided, where this program still has them; else those of today.
    pub(crate) fn of_then(&self, kept: &Kept) -> &Rules {
        let mut known = [&self.today, &self.shipped].into_iter();
        let then = known.find(|rules| rules.id().to_string() == kept.rule_set);
        then.unwrap_or(&self.today)
    }
}

/// The decision taken again.
struct Again {
    rule_set: String,
    then: Decision,
    today: Decision,
    /// Whether this program's rules are those that decided.
    same_rules: bool,
    /// Whether decision and reasons are the same.
    same: bool,
}

impl Again {
    fn of(books: &Books, kept: &Kept, now: Timestamp) -> Again {
        let rules = books.of_then(kept);
        let then = rules.decide(&kept.facts, kept.at);
        let rule_set = rules.id().to_string();
        Again {
            same: then.verdict().code() == kept.decision && then.codes() == kept.reasons,
            same_rules: rule_set == kept.rule_set,
            today: books.today.decide(&kept.facts, now),
            rule_set,
            then,
        }
    }

    fn in_words(&self, kept: &Kept) -> String {
        let then = when(anteroom_audit::Micros(kept.at.as_microsecond()));
        let rules = match self.same_rules {
            true => "the same rules".to_owned(),
            false => format!("other rules than then ({})", self.rule_set),
        };
        let same = match self.same {
            true => "the same answer",
            false => "ANOTHER ANSWER",
        };
        format!(
            "Decided     {then}: {} ({})\nRule set    {}\nAgain       {} ({})\n            {same}, by {rules}\n\
             Today       {} ({})",
            kept.decision,
            kept.reasons.join(", "),
            kept.rule_set,
            self.then.verdict().code(),
            self.then.codes().join(", "),
            self.today.verdict().code(),
            self.today.codes().join(", "),
        )
    }

    fn in_json(&self, kept: &Kept) -> Value {
        json!({
            "decided": {
                "at": kept.at.to_string(), "decision": kept.decision, "reasons": kept.reasons,
                "rule_set": kept.rule_set,
            },
            "again": said(&self.then), "today": said(&self.today), "rule_set": self.rule_set,
            "same": self.same, "same_rules": self.same_rules,
        })
    }
}

fn said(decision: &Decision) -> Value {
    json!({
        "decision": decision.verdict().code(), "reasons": decision.codes(),
        "obligations": decision.obligations,
    })
}
