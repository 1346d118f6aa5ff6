//! `anteroom policy explain`: which rules spoke at each step, for a receipt or for described situations.

use std::path::{Path, PathBuf};

use anteroom_audit::ReceiptId;
use anteroom_policy::{Explanation, Reason, Rules, Scenario, Step};
use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use super::scenario;
use crate::cli::audit::replay::{Books, Found, find};
use crate::cli::{Place, input};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom policy explain 0199c2f4-0000-7000-8000-000000000000\n  \
    anteroom policy explain scenarios.json ex-07"
)]
pub(crate) struct Explain {
    /// A receipt's id, or a file with scenarios in the form of the decision contract; `-` is standard input.
    #[arg(value_name = "RECEIPT|FILE")]
    what: String,
    /// Ids of scenarios in the file; none named means all.
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Write one JSON object a decision.
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self.what.parse::<ReceiptId>() {
            Ok(_) => self.receipt(place),
            Err(_) => self.scenarios(),
        }
    }

    fn receipt(&self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open(place).await?;
            let exit = match find(&office, &self.what).await? {
                Found::Decision(kept) => {
                    let books = Books::of(&office).await?;
                    let explained = books.of_then(&kept).explain(&kept.facts, kept.at);
                    self.print(&format!("receipt {}", self.what), &explained)?;
                    Exit::Done
                }
                Found::Changed | Found::Nothing | Found::Undecided => {
                    terminal::note(
                        "There is no such receipt with facts to decide on; see: anteroom audit show",
                    );
                    Exit::No
                }
            };
            office.store.close().await;
            Ok(exit)
        })
    }

    fn scenarios(&self) -> Outcome {
        let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
        for one in self.named(scenarios(&PathBuf::from(&self.what))?)? {
            let explained = rules.explain(&one.facts, one.now);
            self.print(&format!("scenario {}", one.id), &explained)?;
            for place in &one.unknown {
                terminal::note(format_args!("scenario {}: not known: {place}", one.id));
            }
        }
        Ok(Exit::Done)
    }

    /// Those of the scenarios that were asked for.
    fn named(&self, all: Vec<Scenario>) -> Result<Vec<Scenario>, Failure> {
        let has = |id: &&String| all.iter().any(|scenario| scenario.id == **id);
        if let Some(unknown) = self.ids.iter().find(|id| !has(id)) {
            let what = &self.what;
            return Err(Failure::usage(format_args!(
                "{what}: there is no scenario {unknown}"
            )));
        }
        let named = |scenario: &Scenario| self.ids.is_empty() || self.ids.contains(&scenario.id);
        Ok(all.into_iter().filter(named).collect())
    }

    fn print(&self, name: &str, explained: &Explanation) -> Result<(), Failure> {
        match self.json {
            true => Ok(terminal::json(
                &json!({"of": name, "explanation": explained}),
            )?),
            false => print(name, explained),
        }
    }
}

fn scenarios(file: &Path) -> Result<Vec<Scenario>, Failure> {
    let text = input::text(Some(file))?;
    scenario::read(&file.display().to_string(), &text, false)
}

fn print(name: &str, explained: &Explanation) -> Result<(), Failure> {
    terminal::line(format_args!(
        "{name}: {} on {}, rule set {}",
        explained.verdict.code(),
        explained.day,
        explained.rule_set
    ))?;
    let silent = |step: &&Step| step.forbids.is_empty() && step.permits.is_empty();
    let steps = explained.steps.iter();
    steps.into_iter().try_for_each(print_step)?;
    let due = explained.beyond.iter().filter(|step| !step.open);
    due.filter(|step| !silent(step)).try_for_each(print_step)
}

fn print_step(step: &Step) -> Result<(), Failure> {
    let state = match (step.failed, step.open) {
        (true, _) => "could not be asked",
        (false, true) => "open",
        (false, false) => "closed",
    };
    terminal::line(format_args!(
        "  {}: {state}",
        step.action.code().replace('_', " ")
    ))?;
    let each = |word: &'static str| move |one: &Reason| said(word, one);
    step.forbids.iter().try_for_each(each("forbidden by"))?;
    match step.forbids.is_empty() {
        true => step.permits.iter().try_for_each(each("permitted by")),
        false => Ok(()),
    }
}

fn said(word: &str, reason: &Reason) -> Result<(), Failure> {
    let Reason {
        code,
        rule,
        says,
        next,
        cite,
    } = reason;
    terminal::line(format_args!(
        "    {word} {rule} ({code}): {says} {next} [{cite}]"
    ))?;
    Ok(())
}
