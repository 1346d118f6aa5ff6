//! `anteroom incident`: what happened, what must be done, by when, and what was done.
//!
//! `clocks` counts days from flags alone; the others keep the practice's incidents.

mod assess;
mod clocks;
mod close;
mod drill;
mod facts;
mod notify;
mod open;
mod others;
mod show;

use anteroom_office::Id;
use clap::Subcommand;

use super::Place;
use super::desk::at_desk;
use crate::exit::Outcome;

#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Record how each of the four factors was judged, and what you conclude. A breach is presumed until then.
    #[command(
        after_help = "Examples:\n  anteroom incident assess 2026.1 --recipient low=\"Bound by the same rules\"\n  \
        anteroom incident assess 2026.1 --conclude no-notice --reason \"All four are low\" --by \"Dana Whitfield\""
    )]
    Assess(assess::Assess),
    /// Add what became known of an incident, or hold and release sending.
    #[command(
        after_help = "Examples:\n  anteroom incident change 2026.1 --affected 12 --residents WA=2\n  \
        anteroom incident change 2026.1 --release"
    )]
    Change(open::Change),
    /// Every notice that the law asks for after a breach, with its last day. Needs no setup. Not legal advice.
    #[command(
        after_help = "Examples:\n  anteroom incident clocks --discovered 2026-01-12 --state TX --affected 800\n  \
        anteroom incident clocks --discovered 2026-02-16 --state OR --affected 900 --residents WA=130 --json"
    )]
    Clocks(clocks::Clocks),
    /// Close an incident, once everybody was told who must be. Sending is no longer held for it.
    #[command(
        after_help = "Example:\n  anteroom incident close 2026.1 --cause \"Wrong endpoint; it is checked now\" --by \"Dana Whitfield\""
    )]
    Close(close::Close),
    /// Record that you tried out your incident plan.
    #[command(
        after_help = "Example:\n  anteroom incident drill --kind key-leaked --learned \"Nobody knew the phone list\" --by \"Dana Whitfield\""
    )]
    Drill(drill::Drill),
    /// All incidents.
    #[command(after_help = "Example:\n  anteroom incident list --json")]
    List {
        /// Write one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Record that somebody was told, or that a state's exemption was confirmed.
    #[command(
        after_help = "Examples:\n  anteroom incident notify 2026.1 --to individuals --on 2026-12-01\n  \
        anteroom incident notify 2026.1 --to state-ag --in WA --not-needed --note \"Counsel: federal notice counts\""
    )]
    Notify(notify::Notify),
    /// Record an incident. Do not write patients' names. A request that was blocked is none.
    #[command(
        after_help = "Example:\n  anteroom incident open --kind without-agreement --happened \"A note went to a new endpoint\" \
        --affected 1 --hold"
    )]
    Open(open::Open),
    /// One incident: clocks, notices, assessment.
    #[command(after_help = "Example:\n  anteroom incident show 2026.1")]
    Show {
        /// The incident's id.
        id: Id,
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

impl Incident {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Incident::Assess(command) => command.run(place),
            Incident::Change(command) => command.run(place),
            Incident::Clocks(command) => command.run(),
            Incident::Close(command) => command.run(place),
            Incident::Drill(command) => command.run(place),
            Incident::List { json } => {
                at_desk(place, false, async |desk| show::list(desk, json).await)
            }
            Incident::Notify(command) => command.run(place),
            Incident::Open(command) => command.run(place),
            Incident::Show { id, json } => {
                at_desk(place, false, async |desk| show::one(desk, &id, json).await)
            }
        }
    }
}
