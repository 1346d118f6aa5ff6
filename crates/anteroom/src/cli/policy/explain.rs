//! `anteroom policy explain`: how the rules come to decide a described situation, rule by rule.

use std::path::PathBuf;

use anteroom_policy::{Explanation, Reason, Rules, Scenario, Step};
use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use crate::cli::input;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom policy explain scenarios.json\n  anteroom policy explain scenarios.json ex-07\n  anteroom policy explain --json - < scenario.json"
)]
pub(crate) struct Explain {
    /// A file with scenarios in the form of the decision contract; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Ids of scenarios in it; none named means all.
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Write JSON, a line a scenario.
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub(super) fn run(self) -> Outcome {
        let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
        for scenario in self.scenarios()? {
            let explained = rules.explain(&scenario.facts, scenario.now);
            match self.json {
                true => terminal::json(&json!({
                    "id": scenario.id, "unknown": scenario.unknown, "explanation": explained,
                }))?,
                false => print(&scenario, &explained)?,
            }
        }
        Ok(Exit::Done)
    }

    /// The scenarios that were named.
    fn scenarios(&self) -> Result<Vec<Scenario>, Failure> {
        let file = self.file.display();
        let all = Scenario::read(&input::text(Some(&self.file))?)
            .map_err(|fault| Failure::usage(format_args!("{file}: {fault}")))?;
        let has = |id: &&String| all.iter().any(|scenario| scenario.id == **id);
        if let Some(unknown) = self.ids.iter().find(|id| !has(id)) {
            return Err(Failure::usage(format_args!(
                "{file}: there is no scenario {unknown}"
            )));
        }
        let named = |scenario: &Scenario| self.ids.is_empty() || self.ids.contains(&scenario.id);
        Ok(all.into_iter().filter(named).collect())
    }
}

fn print(scenario: &Scenario, explained: &Explanation) -> Result<(), Failure> {
    let (verdict, day) = (explained.verdict.code(), explained.day);
    terminal::line(format_args!(
        "{}: {verdict}, by the rules of {day}",
        scenario.id
    ))?;
    for place in &scenario.unknown {
        terminal::line(format_args!("  not known: {place}"))?;
    }
    let spoken = |step: &&Step| !step.forbids.is_empty();
    let steps = explained
        .steps
        .iter()
        .chain(explained.beyond.iter().filter(spoken));
    steps.into_iter().try_for_each(print_step)
}

fn print_step(step: &Step) -> Result<(), Failure> {
    let word = match (step.failed, step.open) {
        (true, _) => "cannot be decided",
        (false, true) => "open",
        (false, false) => "closed",
    };
    terminal::line(format_args!("  {}: {word}", step.action.code()))?;
    print_rules("forbids", &step.forbids)?;
    print_rules("permits", &step.permits)
}

fn print_rules(word: &str, reasons: &[Reason]) -> Result<(), Failure> {
    reasons.iter().try_for_each(|reason| {
        let Reason {
            rule, says, cite, ..
        } = reason;
        terminal::line(format_args!("    {word}  {rule}: {says} [{cite}]"))
    })
}
