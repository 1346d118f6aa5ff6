//! `anteroom policy test`: scenarios of either contract, tried.

use std::path::{Path, PathBuf};

use anteroom_policy::deadline::{self, BreachLaw, Tried};
use anteroom_policy::{Rules, Scenario};
use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use super::scenario;
use crate::cli::input;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom policy test scenarios.json\n  anteroom policy test --text scenarios.json\n  \
    anteroom policy test --json a.json b.json"
)]
pub(crate) struct Test {
    /// Files with scenarios in the form of the decision contract; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
    /// Have the finder look at each text, also where the file says what is in it. Without this it looks where the file does not
    /// say.
    #[arg(long)]
    text: bool,
}

/// How one scenario came out.
struct Verdict {
    file: String,
    id: String,
    differs: Vec<String>,
    unknown: Vec<String>,
}

impl Test {
    pub(super) fn run(self) -> Outcome {
        let rules = Rules::shipped().context("the rules in this binary cannot be read")?;
        let mut verdicts = Vec::new();
        for file in &self.files {
            verdicts.extend(self.try_out(&rules, file)?);
        }
        let differ = verdicts
            .iter()
            .filter(|one| !one.differs.is_empty())
            .count();
        let counts = format!("{} passed, {differ} failed", verdicts.len() - differ);
        match self.json {
            true => {
                print_json(&verdicts, &rules)?;
                terminal::note(counts);
            }
            false => {
                print_lines(&verdicts)?;
                terminal::line(counts)?;
            }
        }
        Ok(if differ == 0 { Exit::Done } else { Exit::No })
    }

    /// Tries every scenario of a file, of whichever contract.
    fn try_out(&self, rules: &Rules, file: &Path) -> Result<Vec<Verdict>, Failure> {
        let text = input::text(Some(file))?;
        let name = file.display().to_string();
        match schema(&text).as_deref() {
            Some(deadline::SCHEMA) => clocks(&name, &text),
            _ => Ok(decisions(
                rules,
                &name,
                &scenario::read(&name, &text, self.text)?,
            )),
        }
    }
}

/// Which contract a file says it follows.
fn schema(text: &str) -> Option<String> {
    let file: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(file.get("schema")?.as_str()?.to_owned())
}

/// Counts the clocks of every incident of a file.
fn clocks(name: &str, text: &str) -> Result<Vec<Verdict>, Failure> {
    let law = BreachLaw::shipped().context("the law in this binary cannot be read")?;
    let tried = deadline::try_scenarios(&law, text)
        .map_err(|fault| Failure::usage(format_args!("{name}: {fault}")))?;
    let verdict = |one: Tried| Verdict {
        file: name.to_owned(),
        id: one.id,
        differs: one.differs,
        unknown: Vec::new(),
    };
    Ok(tried.into_iter().map(verdict).collect())
}

/// Decides every scenario of a file.
fn decisions(rules: &Rules, name: &str, all: &[Scenario]) -> Vec<Verdict> {
    let verdict = |scenario: &Scenario| Verdict {
        file: name.to_owned(),
        differs: scenario
            .differences(rules)
            .iter()
            .map(ToString::to_string)
            .collect(),
        id: scenario.id.clone(),
        unknown: scenario.unknown.clone(),
    };
    all.iter().map(verdict).collect()
}

fn print_lines(verdicts: &[Verdict]) -> Result<(), Failure> {
    for one in verdicts {
        let said = match one.differs.as_slice() {
            [] => "ok".to_owned(),
            differs => differs.join(", "),
        };
        let unknown = match one.unknown.as_slice() {
            [] => String::new(),
            places => format!(" (not known: {})", places.join(", ")),
        };
        terminal::line(format_args!("{}: {said}{unknown}", one.id))?;
    }
    Ok(())
}

fn print_json(verdicts: &[Verdict], rules: &Rules) -> Result<(), Failure> {
    let one = |one: &Verdict| {
        json!({
            "file": one.file, "id": one.id, "ok": one.differs.is_empty(),
            "differs": one.differs, "unknown": one.unknown,
        })
    };
    terminal::json(&json!({
        "rule_set": rules.id().to_string(),
        "scenarios": verdicts.iter().map(one).collect::<Vec<_>>(),
    }))
}
