//! `anteroom flow`: the map of where data goes, drawn from settings, records and what was really sent.

mod export;
mod show;

use anteroom_audit::Word;
use anteroom_office::Desk;
use anteroom_office::flow::{Flow as Drawn, FlowApproval};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::desk::{at_desk, officer};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Flow {
    /// Approve the map as it is now. Good for a year at most, and until anything on it changes.
    #[command(after_help = "Example:\n  anteroom flow approve --by \"Dana Whitfield\"")]
    Approve(Approve),
    /// What changed since the map was approved; code 1 while anything did, or no map is approved.
    #[command(after_help = "Example:\n  anteroom flow diff --json")]
    Diff {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// The map as a drawing, a table or data.
    #[command(
        after_help = "Examples:\n  anteroom flow export --format svg > map.svg\n  anteroom flow export --format table"
    )]
    Export(export::Export),
    /// The map in words: every way that data takes, what went along it, and who approved it.
    #[command(after_help = "Example:\n  anteroom flow show")]
    Show {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// Who approves: a compliance officer, by name or id, where anybody is on the roster.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// The last day. A year from today if left out.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

impl Flow {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let dry_run = matches!(&self, Flow::Approve(new) if new.trial.dry_run);
        at_desk(place, dry_run, async |desk| match self {
            Flow::Approve(new) => approve(desk, new).await,
            Flow::Diff { json } => show::diff(desk, json).await,
            Flow::Export(export) => export.run(desk).await,
            Flow::Show { json } => show::map(desk, json).await,
        })
    }
}

async fn approve(desk: &Desk, new: Approve) -> Outcome {
    let flow = Drawn::read(desk).await?;
    if !flow.leads_somewhere() {
        return Err(Failure::usage(
            "the map leads nowhere yet; add a connection first: anteroom connection add --help",
        ));
    }
    let by = officer(desk, &new.by).await?;
    for change in flow.changes() {
        terminal::note(format_args!("Changed: {change}"));
    }
    let approval = flow.approve(by, new.until)?;
    desk.put(&FlowApproval::id()?, &approval).await?;
    let (until, hash) = (approval.until, approval.hash);
    new.trial.tells(
        format_args!("the map would be approved until {until}"),
        format_args!(
            "The map is approved until {until}, or until anything on it changes. SHA-256 {hash}"
        ),
    );
    Ok(Exit::Done)
}
