//! `anteroom init`: a new data folder for a practice, with its keys and its first log entry.

use std::path::{Path, PathBuf};

use anteroom_audit::Word;
use anteroom_office::{Profile, Size};
use anteroom_policy::deadline::Jurisdiction;
use anteroom_store::Folder;
use anyhow::Context as _;
use clap::Args;

use super::import::{self, Source};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::wiring::{Office, block_on};
use crate::{folder, terminal};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  anteroom init --practice \"Elm Street Clinic\" --state OH --data /var/lib/anteroom\n  \
    anteroom init --practice \"Elm Street Clinic\" --state OH --size 6-20 --phone 614-555-0100\n  \
    anteroom init --from setup.toml"
)]
#[group(id = "whose", required = true, multiple = true, args = ["practice", "from"])]
pub(crate) struct Init {
    /// The practice's name.
    #[arg(long, value_name = "NAME", requires = "state")]
    practice: Option<String>,
    /// The state it works in, as its two-letter postal code.
    #[arg(long, value_name = "XX")]
    state: Option<String>,
    /// How many people work there.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    size: Option<Size>,
    /// The phone number for patients.
    #[arg(long, value_name = "NUMBER")]
    phone: Option<Word>,
    /// A file that names the practice and says what it has on file; all of it is recorded, or nothing is set up.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["practice", "state"])]
    from: Option<PathBuf>,
    #[command(flatten)]
    trial: Trial,
}

/// A practice that is to be set up.
struct New {
    name: Word,
    state: Word,
    /// Size and phone number, where one of them was given.
    profile: Option<Profile>,
    source: Option<Source>,
}

impl Init {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        let trial = self.trial;
        let new = self.read()?;
        let path = folder::path(place)?;
        if trial.dry_run {
            return new.try_out(trial, &path);
        }
        block_on(async {
            let folder = Folder::create(&path).context("the data folder cannot be made")?;
            let office = new.create(folder).await?;
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

    /// What was typed, or what the file says.
    fn read(self) -> Result<New, Failure> {
        let is_told = self.size.is_some() || self.phone.is_some();
        let profile = is_told.then(|| Profile {
            size: self.size,
            phone: self.phone.clone(),
            ..Profile::default()
        });
        let source = self.from.as_deref().map(Source::read).transpose()?;
        let (name, place, from) = match (&source, self.practice, self.state) {
            (Some(source), ..) => {
                let named = source.practice().ok_or_else(|| {
                    Failure::usage("--from: the file has no [practice] with a name and a state")
                })?;
                (named.name.clone(), named.state.clone(), "[practice] name")
            }
            (None, Some(name), Some(state)) => (name, state, "--practice"),
            (None, ..) => return Err(Failure::usage("--practice and --state: name both")),
        };
        let name = Word::new(name.trim())
            .map_err(|error| Failure::usage(format_args!("{from}: {error}")))?;
        let state = state(&place)?;
        Ok(New {
            name,
            state,
            profile,
            source,
        })
    }
}

impl New {
    /// Says what would be set up. A file is tried out in a folder that is thrown away.
    fn try_out(self, trial: Trial, path: &Path) -> Outcome {
        if path.join("keys/seal.key").exists() {
            return Err(anyhow::anyhow!("{} holds a practice already", path.display()).into());
        }
        let name = self.name.clone();
        if self.source.is_some() {
            let scratch = tempfile::tempdir().context("no folder to try it out in")?;
            block_on(async {
                let folder = Folder::create(&scratch.path().join("data"));
                let folder = folder.context("no folder to try it out in")?;
                self.create(folder).await?.store.close().await;
                Ok::<_, Failure>(())
            })?;
        }
        trial.ends(format_args!("{name} would be set up in {}", path.display()));
        Ok(Exit::Done)
    }

    async fn create(self, folder: Folder) -> Result<Office, Failure> {
        let New {
            name,
            state,
            profile,
            source,
        } = self;
        create_with(folder, name, state, async |office| {
            let desk = office.desk().await?;
            if let Some(profile) = profile {
                desk.put(&Profile::id()?, &profile).await?;
            }
            let Some(source) = source else {
                return Ok(());
            };
            let plan = source.plan(&desk).await?;
            import::tell(&plan, false)?;
            Ok(plan.carry_out(&desk).await?)
        })
        .await
    }
}

/// Makes keys, tables and the first entry in a new folder.
///
/// # Errors
/// When the folder holds a practice already, or it cannot be written; then nothing is left behind.
pub(crate) async fn create(folder: Folder, name: Word, state: Word) -> Result<Office, Failure> {
    create_with(folder, name, state, async |_| Ok(())).await
}

/// The same, with more to be recorded before it counts as set up.
async fn create_with(
    folder: Folder,
    name: Word,
    state: Word,
    more: impl AsyncFnOnce(&Office) -> Result<(), Failure>,
) -> Result<Office, Failure> {
    let begun = folder
        .begin()
        .context("this folder holds a practice already")?;
    let office = Office::of(folder).await?;
    let made = office
        .store
        .create_practice(&office.by(), name, state)
        .await;
    let made = made.context("the practice cannot be recorded");
    let made = match made {
        Ok(_) => more(&office).await,
        Err(error) => Err(error.into()),
    };
    if let Err(error) = made {
        office.store.close().await;
        return Err(error);
    }
    begun.keep();
    Ok(office)
}

fn size(code: &str) -> Result<Size, &'static str> {
    Size::named(code).ok_or("write 1-5, 6-20 or 21+")
}

fn state(typed: &str) -> Result<Word, Failure> {
    let code = typed.trim().to_ascii_uppercase();
    let state = Jurisdiction::states().find(|state| state.code() == code);
    state.map(|state| Word::lossy(state.code())).ok_or_else(|| {
        Failure::usage(
            "--state: write the two-letter postal code of a US state or territory, such as OH",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_known_by_their_code() {
        assert_eq!(state("oh").unwrap().as_str(), "OH");
        assert!(state("Ohio").is_err());
        assert!(state("ZZ").is_err());
        assert!(state("US").is_err(), "no practice works in all of them");
    }
}
