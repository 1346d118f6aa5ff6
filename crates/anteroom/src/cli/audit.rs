//! `anteroom audit`: reading, checking and handing out the log. Nothing here can change it; exporting it is an entry
//! of its own.

pub(super) mod export;
mod list;
pub(super) mod replay;
mod sentence;
mod show;
mod verify;

use clap::Subcommand;

use super::Place;
use crate::exit::Outcome;
use crate::wiring::{Office, block_on};

#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Copy the whole log out, as JSON Lines that anybody can verify without this machine.
    #[command(after_help = "Example:\n  anteroom audit export > log.jsonl")]
    Export,
    /// The log, one sentence an entry.
    #[command(
        after_help = "Examples:\n  anteroom audit list --last 20\n  anteroom audit list --after 100 --json"
    )]
    List(list::List),
    /// Decide a receipt again from its facts: the same answer? And what would the rules say today? Exit 1 when it differs.
    #[command(
        after_help = "Example:\n  anteroom audit replay 0199c2f4-0000-7000-8000-000000000000"
    )]
    Replay(replay::Replay),
    /// Everything about one receipt; never the text.
    #[command(after_help = "Example:\n  anteroom audit show 0199c2f4-0000-7000-8000-000000000000")]
    Show(show::Show),
    /// Check that the log is as it was written, and the settings as it says. Exit 0, or 5 and what was changed.
    #[command(
        after_help = "Examples:\n  anteroom audit verify\n  anteroom audit verify --checkpoint kept-elsewhere.txt\n  \
        anteroom audit verify --export log.jsonl\n  anteroom audit verify --packet packet.tar --public-key log.pub"
    )]
    Verify(verify::Verify),
}

impl Audit {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        if let Audit::Verify(verify) = &self
            && let Some(file) = &verify.export
        {
            return verify::exported(file, verify.public_key.as_deref(), verify.json);
        }
        if let Audit::Verify(verify) = &self
            && let Some(file) = &verify.packet
        {
            return verify::packed(file, verify.public_key.as_deref(), verify.json);
        }
        block_on(async {
            let office = Office::open(place).await?;
            let exit = match self {
                Audit::Export => export::run(&office).await,
                Audit::List(list) => list.run(&office).await,
                Audit::Replay(replay) => replay.run(&office).await,
                Audit::Show(show) => show.run(&office).await,
                Audit::Verify(verify) => verify.run(&office).await,
            };
            office.store.close().await;
            exit
        })
    }
}
