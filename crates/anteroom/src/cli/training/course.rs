//! `anteroom training course`: what people must learn.

use anteroom_audit::Word;
use anteroom_office::training::Course;
use anteroom_office::{Desk, Id};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::at_desk;
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add a course.
    #[command(
        after_help = "Examples:\n  anteroom training course add basics --title \"What counts as patient information\"\n  \
        anteroom training course add coding --title \"Checking codes\" --for biller --for coder --pass 90"
    )]
    Add(Add),
    /// Record that a course changed so much that people must take it again, or is no longer needed.
    #[command(
        after_help = "Example:\n  anteroom training course change basics --changed 2027-01-15"
    )]
    Change(Change),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A short id of your own, such as basics.
    id: Id,
    /// What it is called.
    #[arg(long)]
    title: Word,
    /// A role that must take it; repeat for more. Everybody, if left out.
    #[arg(long = "for", value_name = "ROLE")]
    roles: Vec<Word>,
    /// The score from which it is passed.
    #[arg(long, value_name = "PERCENT", default_value_t = 80)]
    pass: u8,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true, id = "what", args = ["changed", "retired"])]
pub(crate) struct Change {
    /// The course's id.
    id: Id,
    /// Day of the change; what was taken before no longer counts.
    #[arg(long, value_name = "DATE")]
    changed: Option<Date>,
    /// Day from which nobody needs it.
    #[arg(long, value_name = "DATE")]
    retired: Option<Date>,
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
    let course = Course {
        title: new.title,
        roles: new.roles,
        pass_percent: new.pass,
        changed_on: None,
        retired_on: None,
    };
    desk.add(&new.id, &course).await?;
    new.trial.tells(
        format_args!("course {} would be added", new.id),
        format_args!("Course {} is added.", new.id),
    );
    Ok(Exit::Done)
}

async fn change(desk: &Desk, new: Change) -> Outcome {
    let kept = desk.find::<Course>(&new.id).await?;
    let course = Course {
        changed_on: new.changed.or(kept.record.changed_on),
        retired_on: new.retired.or(kept.record.retired_on),
        ..kept.record.clone()
    };
    desk.change(&kept, &course).await?;
    new.trial.tells(
        format_args!("course {} would be changed", new.id),
        format_args!("Course {} is changed.", new.id),
    );
    Ok(Exit::Done)
}
