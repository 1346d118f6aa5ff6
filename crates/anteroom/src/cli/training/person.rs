//! `anteroom training person`: people who work at the practice.

use anteroom_audit::Word;
use anteroom_office::training::Person;
use anteroom_office::{Desk, Id};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::at_desk;
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add somebody.
    #[command(
        after_help = "Example:\n  anteroom training person add maya --name \"Maya Ortiz\" --role \"front desk\" --started 2026-01-05"
    )]
    Add(Add),
    /// Record another role, or that somebody left. A new role asks for training again.
    #[command(
        after_help = "Examples:\n  anteroom training person change maya --role biller\n  \
        anteroom training person change maya --left 2027-03-31"
    )]
    Change(Change),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A short id of your own, such as maya.
    id: Id,
    /// Their name.
    #[arg(long)]
    name: Word,
    /// What they do.
    #[arg(long)]
    role: Word,
    /// First day at work. Today if left out.
    #[arg(long, value_name = "DATE")]
    started: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true, id = "what", args = ["role", "left"])]
pub(crate) struct Change {
    /// The person's id.
    id: Id,
    /// What they do from today on.
    #[arg(long)]
    role: Option<Word>,
    /// Last day at work.
    #[arg(long, value_name = "DATE")]
    left: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

impl Command {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Command::Add(new) => {
                at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await)
            }
            Command::Change(new) => at_desk(place, new.trial.dry_run, async |desk| {
                change(desk, new).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let person = Person {
        name: new.name,
        role: new.role,
        started_on: new.started.unwrap_or(desk.today()),
        role_since: None,
        left_on: None,
    };
    desk.add(&new.id, &person).await?;
    new.trial.tells(
        format_args!("{} would be added as {}", person.name, new.id),
        format_args!("{} is added as {}.", person.name, new.id),
    );
    Ok(Exit::Done)
}

async fn change(desk: &Desk, new: Change) -> Outcome {
    let kept = desk.find::<Person>(&new.id).await?;
    let mut person = kept.record.clone();
    if let Some(role) = new.role {
        person.role = role;
        person.role_since = Some(desk.today());
    }
    person.left_on = new.left.or(person.left_on);
    desk.change(&kept, &person).await?;
    new.trial.tells(
        format_args!("{} would be changed", person.name),
        format_args!("{} is changed.", person.name),
    );
    Ok(Exit::Done)
}
