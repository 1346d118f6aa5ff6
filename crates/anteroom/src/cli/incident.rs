//! `anteroom incident`: what must be done after an incident. Reads nothing and changes nothing; it counts days.

mod clocks;
mod facts;

use clap::Subcommand;

use crate::exit::Outcome;

#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Every notice that the law asks for after a breach, with its last day. Not legal advice.
    #[command(
        after_help = "Examples:\n  anteroom incident clocks --discovered 2026-01-12 --state TX --affected 800\n  \
        anteroom incident clocks --discovered 2026-02-16 --state OR --affected 900 --residents WA=130 --json"
    )]
    Clocks(clocks::Clocks),
}

impl Incident {
    pub(crate) fn run(self) -> Outcome {
        match self {
            Incident::Clocks(command) => command.run(),
        }
    }
}
