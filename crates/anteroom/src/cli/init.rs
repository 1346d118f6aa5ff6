//! `anteroom init`: a new data folder for a practice, with its keys and its first log entry.

use anteroom_audit::Word;
use anteroom_store::Folder;
use anyhow::Context as _;
use clap::Args;

use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::wiring::{Office, block_on};
use crate::{folder, terminal};

/// States, the District of Columbia and the territories, by postal code.
const STATES: [&str; 56] = [
    "AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU", "HI", "IA", "ID",
    "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MP", "MS", "MT", "NC", "ND",
    "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX",
    "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY",
];

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  anteroom init --practice \"Elm Street Clinic\" --state OH --data /var/lib/anteroom"
)]
pub(crate) struct Init {
    /// The practice's name.
    #[arg(long, value_name = "NAME")]
    practice: String,
    /// The state it works in, as its two-letter postal code.
    #[arg(long, value_name = "XX")]
    state: String,
    #[command(flatten)]
    trial: Trial,
}

impl Init {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let name = Word::new(self.practice.trim())
            .map_err(|error| Failure::usage(format_args!("--practice: {error}")))?;
        let state = state(&self.state)?;
        let path = folder::path(place)?;
        if self.trial.dry_run && path.join("keys/seal.key").exists() {
            return Err(anyhow::anyhow!("{} holds a practice already", path.display()).into());
        }
        let would = format_args!("{name} would be set up in {}", path.display());
        if self.trial.ends(would) {
            return Ok(Exit::Done);
        }
        block_on(async {
            let folder = Folder::create(&path).context("the data folder cannot be made")?;
            let office = create(folder, name, state).await?;
            office.store.close().await;
            terminal::note(format_args!(
                "{} is set up. Keep a copy of {} apart from the data: without it nothing sealed can be read.",
                path.display(),
                path.join("keys/seal.key").display()
            ));
            terminal::note("Next: anteroom connection add, anteroom key create, anteroom serve");
            Ok(Exit::Done)
        })
    }
}

/// Makes keys, tables and the first entry in a new folder.
///
/// # Errors
/// When the folder holds a practice already, or it cannot be written; then nothing is left behind.
pub(crate) async fn create(folder: Folder, name: Word, state: Word) -> Result<Office, Failure> {
    let begun = folder
        .begin()
        .context("this folder holds a practice already")?;
    let office = Office::of(folder).await?;
    let made = office
        .store
        .create_practice(&office.by(), name, state)
        .await;
    if let Err(error) = made.context("the practice cannot be recorded") {
        office.store.close().await;
        return Err(error.into());
    }
    begun.keep();
    Ok(office)
}

fn state(typed: &str) -> Result<Word, Failure> {
    let code = typed.trim().to_ascii_uppercase();
    match STATES.contains(&code.as_str()) {
        true => Ok(Word::lossy(&code)),
        false => Err(Failure::usage(
            "--state: write the two-letter postal code of a US state or territory, such as OH",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_known_by_their_code() {
        assert_eq!(state("oh").unwrap().as_str(), "OH");
        assert!(state("Ohio").is_err());
        assert!(state("ZZ").is_err());
        assert!(STATES.is_sorted());
    }
}
