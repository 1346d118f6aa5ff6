//! `anteroom policy diff`: what a change of the rules does, over every request, or where there is no solver over the cases.

use std::path::{Path, PathBuf};

use anteroom_policy::{Book, Case, Rule, Rules};
use anteroom_prove::{Difference, SolverFile};
use anyhow::Context as _;
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::prove::print_example;
use super::{folder, solver};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

/// What stands for the rules that are built in.
const SHIPPED: &str = "shipped";

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom policy diff shipped crates/policy/rules\n  anteroom policy diff --json old/ new/\n\nEach is a folder laid out as crates/policy/rules is, or the word shipped. Without the solver cvc5, the cases in the\nfolders are decided under both."
)]
pub(crate) struct Diff {
    /// The rules before.
    old: PathBuf,
    /// The rules after.
    new: PathBuf,
    /// The solver cvc5, if it is not on the search path.
    #[arg(long, value_name = "FILE")]
    solver: Option<PathBuf>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

/// Which rules are others.
#[derive(Serialize)]
struct Rewritten {
    added: Vec<String>,
    removed: Vec<String>,
    changed: Vec<String>,
}

/// What the change does.
#[derive(Serialize)]
#[serde(untagged)]
enum Found {
    /// Over every request.
    Proved(Vec<Difference>),
    /// Over the cases.
    Tried(Vec<Tried>),
}

/// A case that comes out differently.
#[derive(Serialize)]
struct Tried {
    rule: String,
    says: String,
    before: &'static str,
    after: &'static str,
}

impl Diff {
    pub(super) fn run(self) -> Outcome {
        let (old, new) = (book(&self.old)?, book(&self.new)?);
        let rewritten = Rewritten::of(&old, &new);
        let found = self.look(&old, &new)?;
        if self.json {
            terminal::json(&json!({
                "old": old.id().to_string(), "new": new.id().to_string(), "rules": rewritten,
                "over": found.over(), "differences": found,
            }))?;
        } else {
            rewritten.print()?;
            found.print()?;
        }
        terminal::note(format_args!(
            "{} differences over {}.",
            found.count(),
            found.over()
        ));
        Ok(if found.count() == 0 {
            Exit::Done
        } else {
            Exit::No
        })
    }

    /// Asks the solver, where there is one or one was named.
    fn look(&self, old: &Book, new: &Book) -> Result<Found, Failure> {
        if self.solver.is_none() && SolverFile::find(None).is_none() {
            return Ok(Found::Tried(tried(&self.cases()?, old, new)?));
        }
        let mut prover = solver::start(self.solver.as_deref())?;
        let differences = prover.differences(old, new);
        Ok(Found::Proved(
            differences.context("the rules cannot be compared")?,
        ))
    }

    /// The cases of both folders.
    fn cases(&self) -> Result<Vec<(String, Case)>, Failure> {
        let mut cases = Vec::new();
        for place in [&self.old, &self.new]
            .into_iter()
            .filter(|place| !is_shipped(place))
        {
            cases.extend(folder::cases(place)?);
        }
        if cases.is_empty() {
            return Err(Failure::usage(
                "there are no cases to compare by; install the solver cvc5",
            ));
        }
        Ok(cases)
    }
}

fn is_shipped(place: &Path) -> bool {
    place == Path::new(SHIPPED)
}

fn book(place: &Path) -> Result<Book, Failure> {
    match is_shipped(place) {
        true => Ok(Book::shipped().context("the rules in this binary cannot be read")?),
        false => folder::read(place),
    }
}

fn tried(cases: &[(String, Case)], old: &Book, new: &Book) -> Result<Vec<Tried>, Failure> {
    let ready = |book: &Book| book.clone().compile().context("the rules cannot be used");
    let (old, new): (Rules, Rules) = (ready(old)?, ready(new)?);
    let verdict = |case: &Case, rules: &Rules| case.decide(rules).verdict().code();
    let tried = cases.iter().map(|(rule, case)| Tried {
        rule: rule.clone(),
        says: case.says.clone(),
        before: verdict(case, &old),
        after: verdict(case, &new),
    });
    Ok(tried.filter(|case| case.before != case.after).collect())
}

impl Rewritten {
    fn of(old: &Book, new: &Book) -> Rewritten {
        let found = |book: &Book, rule: &Rule| {
            book.rules()
                .iter()
                .find(|other| other.id() == rule.id())
                .cloned()
        };
        let only = |one: &Book, other: &Book| {
            let only = one
                .rules()
                .iter()
                .filter(|rule| found(other, rule).is_none());
            only.map(|rule| rule.id().to_owned()).collect()
        };
        let changed = new.rules().iter().filter(|rule| {
            let before = found(old, rule);
            before.is_some_and(|before| before.policy().to_string() != rule.policy().to_string())
        });
        Rewritten {
            added: only(new, old),
            removed: only(old, new),
            changed: changed.map(|rule| rule.id().to_owned()).collect(),
        }
    }

    fn print(&self) -> Result<(), Failure> {
        let lists = [
            ("added", &self.added),
            ("removed", &self.removed),
            ("changed", &self.changed),
        ];
        for (word, ids) in lists {
            ids.iter()
                .try_for_each(|id| terminal::line(format_args!("{word:<7}  {id}")))?;
        }
        Ok(())
    }
}

impl Found {
    fn count(&self) -> usize {
        match self {
            Found::Proved(differences) => differences.len(),
            Found::Tried(cases) => cases.len(),
        }
    }

    fn over(&self) -> &'static str {
        match self {
            Found::Proved(_) => "every request",
            Found::Tried(_) => "the cases",
        }
    }

    fn print(&self) -> Result<(), Failure> {
        match self {
            Found::Proved(differences) => differences.iter().try_for_each(print),
            Found::Tried(cases) => cases.iter().try_for_each(|case| {
                let Tried {
                    rule,
                    says,
                    before,
                    after,
                } = case;
                terminal::line(format_args!(
                    "differs  {rule}: {says}: {before}, then {after}"
                ))
            }),
        }
    }
}

fn print(difference: &Difference) -> Result<(), Failure> {
    let word = if difference.opens { "opens" } else { "closes" };
    let action = difference.example.action.code();
    let state = difference
        .state
        .as_deref()
        .map(|state| format!(" ({state})"));
    terminal::line(format_args!(
        "{word:<7}  {action}{}",
        state.unwrap_or_default()
    ))?;
    print_example(&difference.example)
}
