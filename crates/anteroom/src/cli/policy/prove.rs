//! `anteroom policy prove`: the statements about the rules, proved by a solver.

use std::path::PathBuf;
use std::time::Instant;

use anteroom_policy::Book;
use anteroom_prove::{Counterexample, Finding, Statement};
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::{folder, solver};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom policy prove\n  anteroom policy prove --json people texas-residency\n  anteroom policy prove --rules crates/policy/rules"
)]
pub(crate) struct Prove {
    /// Names of statements; none named means all.
    #[arg(value_name = "STATEMENT")]
    statements: Vec<String>,
    /// Prove it of the rules in this folder, instead of those that are built in.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// The solver cvc5, if it is not on the search path.
    #[arg(long, value_name = "FILE")]
    solver: Option<PathBuf>,
    /// Write JSON.
    #[arg(long)]
    json: bool,
}

impl Prove {
    pub(super) fn run(self) -> Outcome {
        let (chosen, book) = (self.chosen()?, self.book()?);
        let mut prover = solver::start(self.solver.as_deref())?;
        let begun = Instant::now();
        let mut found = Vec::new();
        for statement in chosen {
            let finding = prover.prove(&statement, &book);
            let finding = finding.with_context(|| statement.name.clone())?;
            if !self.json {
                print_lines(&statement, &finding)?;
            }
            found.push((statement, finding));
        }
        if self.json {
            print_json(&book, &found)?;
        }
        Ok(close(&found, begun))
    }

    fn chosen(&self) -> Result<Vec<Statement>, Failure> {
        let all = Statement::shipped().context("the statements in this binary cannot be read")?;
        let known = |name: &&String| all.iter().any(|of| of.name == **name);
        if let Some(unknown) = self.statements.iter().find(|name| !known(name)) {
            let names: Vec<_> = all.iter().map(|of| of.name.as_str()).collect();
            let names = names.join(", ");
            return Err(Failure::usage(format_args!(
                "there is no statement {unknown}; there are: {names}"
            )));
        }
        let chosen =
            |of: &Statement| self.statements.is_empty() || self.statements.contains(&of.name);
        Ok(all.into_iter().filter(chosen).collect())
    }

    fn book(&self) -> Result<Book, Failure> {
        match &self.rules {
            Some(rules) => folder::read(rules),
            None => Ok(Book::shipped().context("the rules in this binary cannot be read")?),
        }
    }
}

fn print_lines(statement: &Statement, finding: &Finding) -> Result<(), Failure> {
    let word = if finding.broken.is_none() {
        "holds"
    } else {
        "broken"
    };
    terminal::line(format_args!(
        "{word:<6}  {}: {}",
        statement.name, statement.says
    ))?;
    finding.broken.as_ref().map_or(Ok(()), print_example)
}

/// The request that breaks a statement: what matters in it. `--json` has the rest.
pub(super) fn print_example(example: &Counterexample) -> Result<(), Failure> {
    terminal::line(format_args!(
        "        {}, from {} on",
        example.says, example.day
    ))?;
    if !example.rules.is_empty() {
        terminal::line(format_args!(
            "        rules that speak: {}",
            example.rules.join(", ")
        ))?;
    }
    for fact in example.facts.iter().filter(|fact| fact.matters) {
        terminal::line(format_args!("          {} = {}", fact.at, fact.value))?;
    }
    Ok(())
}

fn print_json(book: &Book, found: &[(Statement, Finding)]) -> Result<(), Failure> {
    let one = |(statement, finding): &(Statement, Finding)| -> Value {
        json!({
            "name": statement.name, "says": statement.says, "cite": statement.cite,
            "holds": finding.broken.is_none(), "questions": finding.questions, "broken": finding.broken,
        })
    };
    terminal::json(&json!({
        "rule_set": book.id().to_string(),
        "statements": found.iter().map(one).collect::<Vec<_>>(),
    }))
}

fn close(found: &[(Statement, Finding)], begun: Instant) -> Exit {
    let hold = found
        .iter()
        .filter(|(_, finding)| finding.broken.is_none())
        .count();
    let questions: usize = found.iter().map(|(_, finding)| finding.questions).sum();
    terminal::note(format_args!(
        "{hold} of {} statements hold for every request there could be ({questions} questions to the solver, {:.1} s).",
        found.len(),
        begun.elapsed().as_secs_f64(),
    ));
    if hold == found.len() {
        Exit::Done
    } else {
        Exit::No
    }
}
