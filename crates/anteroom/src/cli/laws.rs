//! `anteroom laws`: the laws that this practice watches, and signed news of them.
//!
//! News changes what is shown and counted down here. What may leave is decided by the rules in the program alone.

mod news;
mod show;

use std::path::PathBuf;

use anteroom_policy::deadline::Jurisdiction;
use clap::{Args, Subcommand};

use super::desk::at_desk;
use super::{Place, Trial};
use crate::exit::Outcome;

#[derive(Debug, Subcommand)]
pub(crate) enum Laws {
    /// All laws, the ones that concern this practice marked.
    #[command(
        after_help = "Examples:\n  anteroom laws list --state TX\n  anteroom laws list --upcoming --json"
    )]
    List(List),
    /// Go back to the news before the one in force, or to the program's own laws.
    #[command(after_help = "Example:\n  anteroom laws rollback")]
    Rollback {
        #[command(flatten)]
        trial: Trial,
    },
    /// Everything about one law.
    #[command(after_help = "Example:\n  anteroom laws show tx-sb1188-residency")]
    Show(Show),
    /// Take in signed news of the law. The key is named in the configuration file, as laws.key.
    #[command(after_help = "Example:\n  anteroom laws update laws-3.txt")]
    Update(Update),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only laws that concern a practice, or patients, in this state.
    #[arg(long, value_name = "ST")]
    state: Option<Jurisdiction>,
    /// Only laws that do not count yet, or that will end.
    #[arg(long)]
    upcoming: bool,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The law's id.
    id: String,
    /// Write one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Update {
    /// The file.
    file: PathBuf,
    #[command(flatten)]
    trial: Trial,
}

impl Laws {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Laws::List(list) => at_desk(place, false, async |desk| list.run(desk).await),
            Laws::Rollback { trial } => at_desk(place, trial.dry_run, async |desk| {
                news::roll_back(desk, trial).await
            }),
            Laws::Show(show) => at_desk(place, false, async |desk| show.run(desk).await),
            Laws::Update(update) => {
                let key = news::key(place)?;
                at_desk(place, update.trial.dry_run, async |desk| {
                    news::update(desk, update, &key).await
                })
            }
        }
    }
}
