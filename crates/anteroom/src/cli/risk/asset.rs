//! `anteroom risk asset`: systems, devices and places.

use anteroom_audit::Word;
use anteroom_office::risk::Asset;
use anteroom_office::{Desk, Id};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::at_desk;
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add one.
    #[command(
        after_help = "Example:\n  anteroom risk asset add laptop --name \"Laptop of the front desk\" --place \"Front desk\" --owner Ada\n  \
        anteroom risk asset add mistral --name \"Mistral API\" --place \"The vendor's, in the US\" --owner Ada --connection mistral"
    )]
    Add(Add),
    /// Record that one is no longer used.
    #[command(after_help = "Example:\n  anteroom risk asset retire laptop")]
    Retire(Retire),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A short id of your own, such as laptop.
    id: Id,
    /// What it is called.
    #[arg(long)]
    name: Word,
    /// Where it is.
    #[arg(long)]
    place: Word,
    /// Who sees to it.
    #[arg(long)]
    owner: Word,
    /// It holds and moves no patient information.
    #[arg(long)]
    no_patient_information: bool,
    /// Copies of Anteroom's data folder are kept there: a backup. It is then on the map of where data goes.
    #[arg(long)]
    backup: bool,
    /// The connection that leads to it, where it is an AI service.
    #[arg(long, value_name = "NAME")]
    connection: Option<Word>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Retire {
    /// Its id.
    id: Id,
    /// Day from which it is no longer used. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

impl Command {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Command::Add(new) => {
                at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await)
            }
            Command::Retire(end) => at_desk(place, end.trial.dry_run, async |desk| {
                retire(desk, end).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let asset = Asset {
        name: new.name,
        place: new.place,
        owner: new.owner,
        has_patient_information: !new.no_patient_information,
        keeps_copies: new.backup,
        connection: new.connection,
        retired_on: None,
    };
    desk.add(&new.id, &asset).await?;
    new.trial.tells(
        format_args!("{} would be added as {}", asset.name, new.id),
        format_args!("{} is added as {}.", asset.name, new.id),
    );
    Ok(Exit::Done)
}

async fn retire(desk: &Desk, end: Retire) -> Outcome {
    let kept = desk.find::<Asset>(&end.id).await?;
    let asset = Asset {
        retired_on: Some(end.on.unwrap_or(desk.today())),
        ..kept.record.clone()
    };
    desk.change(&kept, &asset).await?;
    end.trial.tells(
        format_args!("{} would be retired", asset.name),
        format_args!("{} is retired.", asset.name),
    );
    Ok(Exit::Done)
}
