//! `anteroom import`: one file says what the practice has on file; what differs is recorded, all of it or none.

use std::path::{Path, PathBuf};

use anteroom_office::Desk;
use anteroom_office::import::{Fault, Plan, PracticeEntry, Setup, Step};
use anyhow::Context as _;
use clap::Args;

use super::desk::at_desk;
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom import setup.toml --dry-run\n  anteroom import practice.toml\n\n\
    docs/import.md explains the file, and docs/import.example.toml is one."
)]
pub(crate) struct Import {
    /// The file.
    file: PathBuf,
    /// Write each step as one JSON object a line.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    trial: Trial,
}

impl Import {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let source = Source::read(&self.file)?;
        at_desk(place, self.trial.dry_run, async |desk| {
            same_practice(desk, &source).await?;
            let plan = source.plan(desk).await?;
            tell(&plan, self.json)?;
            let (steps, unchanged) = (plan.steps.len(), plan.unchanged);
            plan.carry_out(desk).await?;
            self.trial.tells(
                format_args!("{steps} records would be written, {unchanged} are so already"),
                format_args!("{steps} records are written, {unchanged} were so already."),
            );
            Ok(Exit::Done)
        })
    }
}

/// A file that is imported, read and checked for its form.
pub(super) struct Source {
    path: PathBuf,
    setup: Setup,
}

impl Source {
    /// Reads it.
    ///
    /// # Errors
    /// When it cannot be read, or is not of the form.
    pub(super) fn read(path: &Path) -> Result<Source, Failure> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        let setup = Setup::parse(&text).map_err(|fault| unusable(path, &fault))?;
        Ok(Source {
            path: path.to_owned(),
            setup,
        })
    }

    /// Whose it is.
    pub(super) fn practice(&self) -> Option<&PracticeEntry> {
        self.setup.practice.as_ref()
    }

    /// What would be written. Files that it names lie beside it.
    pub(super) async fn plan(&self, desk: &Desk) -> Result<Plan, Failure> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let read =
            |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.kind().to_string());
        let plan = Plan::of(desk, &self.setup, &read).await;
        plan.map_err(|fault| unusable(&self.path, &fault))
    }
}

fn unusable(path: &Path, fault: &Fault) -> Failure {
    Failure::usage(format_args!(
        "{}, {fault}. Nothing was recorded.",
        path.display()
    ))
}

/// Refuses the file of another practice.
async fn same_practice(desk: &Desk, source: &Source) -> Result<(), Failure> {
    let practice = desk.store().practice().await;
    let practice = practice.context("the practice cannot be read")?;
    let (Some(named), Some(own)) = (source.practice(), practice) else {
        return Ok(());
    };
    let is_same = named.name.trim() == own.name.as_str()
        && named.state.trim().eq_ignore_ascii_case(own.state.as_str());
    match is_same {
        true => Ok(()),
        false => Err(Failure::usage(format_args!(
            "{}: [practice] is not this practice, {} ({}); an import cannot rename it. Nothing was recorded.",
            source.path.display(),
            own.name,
            own.state
        ))),
    }
}

/// Says each step on standard output.
pub(super) fn tell(plan: &Plan, as_json: bool) -> Result<(), Failure> {
    plan.steps.iter().try_for_each(|step| match as_json {
        true => terminal::json(step),
        false => terminal::line(in_words(step)),
    })
}

fn in_words(step: &Step) -> String {
    let does = match step.is_new {
        true => "add   ",
        false => "change",
    };
    format!("{does}  {}  {}", step.section.replace('_', " "), step.id)
}
