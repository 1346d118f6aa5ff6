//! `anteroom gate`: the eight gates, who sees to each, and what is missing.
//!
//! What a gate judges is read from the records and settings each time; people add an owner, files and an approval.

mod change;
mod show;

use anteroom_audit::Word;
use anteroom_office::Note;
use anteroom_office::gate::GateKind;
use anteroom_policy::Role;
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::desk::{at_desk, one_of};
use super::{Place, Trial};
use crate::exit::Outcome;

#[derive(Debug, Subcommand)]
pub(crate) enum Gate {
    /// Approve a gate, once every other condition holds. Good for a year at most.
    #[command(after_help = "Example:\n  anteroom gate approve training --by \"Dana Whitfield\"")]
    Approve(Approve),
    /// Say who sees to a gate, by when it should be ready, and who must sign.
    #[command(after_help = "Example:\n  anteroom gate assign risk --owner Ada --due 2027-01-31")]
    Assign(Assign),
    /// Attach a file to a gate. It is kept sealed and never opened.
    #[command(after_help = "Example:\n  anteroom gate attach incident-plan plan.pdf")]
    Attach(Attach),
    /// All gates. With --open, only those that are not ready, and code 1 while there is one.
    #[command(after_help = "Examples:\n  anteroom gate list\n  anteroom gate list --open --json")]
    List(show::List),
    /// Set the gate of agreements aside, where only your own machines are in use.
    #[command(
        after_help = "Example:\n  anteroom gate not-applicable baa --by \"Dana Whitfield\" --reason \"Our own server, no remote support\""
    )]
    NotApplicable(NotApplicable),
    /// One gate: every condition, files, approval, history.
    #[command(after_help = "Example:\n  anteroom gate show data-flow")]
    Show(show::Show),
}

/// Which gate: baa, vendor-terms, deployment, data-flow, training, access, risk or incident-plan.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Name {
    /// The gate: baa, vendor-terms, deployment, data-flow, training, access, risk or incident-plan.
    #[arg(value_parser = one_of::<GateKind>)]
    gate: GateKind,
}

#[derive(Debug, Args)]
pub(crate) struct Approve {
    #[command(flatten)]
    name: Name,
    /// Who approves: a compliance officer, by name or id, where anybody is on the roster.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// The last day. A year from today if left out.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true, id = "what", args = ["owner", "due", "signers"])]
pub(crate) struct Assign {
    #[command(flatten)]
    name: Name,
    /// Who sees to it.
    #[arg(long, value_name = "WHO")]
    owner: Option<Word>,
    /// By when it should be ready.
    #[arg(long, value_name = "DATE")]
    due: Option<Date>,
    /// Roles of which somebody must sign too, such as compliance-officer,licensed-clinician: anteroom signoff add.
    #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = one_of::<Role>)]
    signers: Vec<Role>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Attach {
    #[command(flatten)]
    name: Name,
    /// The file.
    file: std::path::PathBuf,
    /// What it shows.
    #[arg(long)]
    note: Option<Note>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct NotApplicable {
    #[command(flatten)]
    name: Name,
    /// Who decided: a compliance officer, by name or id, where anybody is on the roster.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// Why.
    #[arg(long)]
    reason: Note,
    #[command(flatten)]
    trial: Trial,
}

impl Gate {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let dry_run = match &self {
            Gate::Approve(new) => new.trial.dry_run,
            Gate::Assign(new) => new.trial.dry_run,
            Gate::Attach(new) => new.trial.dry_run,
            Gate::NotApplicable(new) => new.trial.dry_run,
            Gate::List(_) | Gate::Show(_) => false,
        };
        at_desk(place, dry_run, async |desk| match self {
            Gate::Approve(new) => change::approve(desk, new).await,
            Gate::Assign(new) => change::assign(desk, new).await,
            Gate::Attach(new) => change::attach(desk, new).await,
            Gate::List(list) => list.run(desk).await,
            Gate::NotApplicable(new) => change::waive(desk, new).await,
            Gate::Show(show) => show.run(desk).await,
        })
    }
}
