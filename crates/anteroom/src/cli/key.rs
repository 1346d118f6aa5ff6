//! `anteroom key`: API keys for the practice's tools. A key is shown once; only its hash is kept.

use anteroom_audit::Word;
use anteroom_office::training::Person;
use anteroom_office::{Desk, Holder, Id};
use anteroom_policy::UseCase;
use anteroom_store::ApiKey;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use serde_json::json;

use super::{Place, Trial, when};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key. It stands alone on the last line of stdout and is not shown again.
    #[command(after_help = "Examples:\n  anteroom key create --name front-desk\n  \
        anteroom key create --name maya --person maya --use-case prior_authorization_letter")]
    Create {
        /// What or who uses it.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        holding: Holding,
        #[command(flatten)]
        trial: Trial,
        /// Write the id, the name and the key as one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Say whose key it is, and what for. It counts from the next request on.
    #[command(
        after_help = "Examples:\n  anteroom key assign 0199c2f4-0000-7000-8000-000000000000 --person maya\n  \
        anteroom key assign 0199c2f4-0000-7000-8000-000000000000 --shared --use-case office_operations"
    )]
    Assign {
        /// The key's id, as `anteroom key list` shows it.
        id: String,
        #[command(flatten)]
        holding: Holding,
        /// Several people or a program share it: no patient information goes with it where your records decide.
        #[arg(long, conflicts_with = "person")]
        shared: bool,
        #[command(flatten)]
        trial: Trial,
    },
    /// All keys, without the keys themselves.
    #[command(after_help = "Example:\n  anteroom key list --json")]
    List {
        /// Write one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Withdraw a key. It stops working at once.
    #[command(after_help = "Example:\n  anteroom key revoke 0199c2f4-0000-7000-8000-000000000000")]
    Revoke {
        /// The key's id, as `anteroom key list` shows it.
        id: String,
        #[command(flatten)]
        trial: Trial,
    },
}

/// Whose key it is, and what for.
#[derive(Debug, Args)]
pub(crate) struct Holding {
    /// Whose own key it is: their id on the training roster.
    #[arg(long, value_name = "ID")]
    person: Option<Id>,
    /// What it is used for when a request does not say; `anteroom policy use-cases` lists them.
    #[arg(long, value_name = "CODE", value_parser = use_case)]
    use_case: Option<UseCase>,
}

const NOT_WITHDRAWN: &str = "the key cannot be withdrawn; `anteroom key list` shows the ids";

impl Key {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open(place).await?;
            let exit = match self {
                Key::Create {
                    name,
                    holding,
                    trial,
                    json,
                } => create(&office, &name, holding, trial, json).await,
                Key::Assign {
                    id,
                    holding,
                    shared,
                    trial,
                } => assign(&office, &id, holding, shared, trial).await,
                Key::List { json } => list(&office, json).await,
                Key::Revoke { id, trial } => revoke(&office, &id, trial).await,
            };
            office.store.close().await;
            exit
        })
    }
}

async fn create(
    office: &Office,
    name: &str,
    holding: Holding,
    trial: Trial,
    as_json: bool,
) -> Outcome {
    let name =
        Word::new(name.trim()).map_err(|error| Failure::usage(format_args!("--name: {error}")))?;
    let desk = office.desk().await?;
    works_here(&desk, holding.person.as_ref()).await?;
    if trial.ends(format_args!("a key for {name} would be made")) {
        return Ok(Exit::Done);
    }
    let (key, secret) = office
        .store
        .create_key(&office.by(), name)
        .await
        .context("the key cannot be recorded")?;
    if holding.person.is_some() || holding.use_case.is_some() {
        let holder = Holder {
            person: holding.person,
            use_case: holding.use_case,
        };
        desk.put(&key_id(key.id.as_str())?, &holder).await?;
    }
    terminal::note(format_args!(
        "Key {} for {}. It is shown once; only its hash is kept.",
        key.id, key.name
    ));
    match as_json {
        true => terminal::json(&json!({
            "id": key.id.as_str(), "name": key.name.as_str(), "key": secret.as_str()
        }))?,
        false => terminal::line(secret.as_str())?,
    }
    Ok(Exit::Done)
}

async fn assign(
    office: &Office,
    id: &str,
    holding: Holding,
    shared: bool,
    trial: Trial,
) -> Outcome {
    let key = office.store.live_key(id).await;
    let key = key.context("there is no such key; `anteroom key list` shows the ids")?;
    let desk = office.desk().await?.on_trial(trial.dry_run);
    works_here(&desk, holding.person.as_ref()).await?;
    let id = key_id(key.id.as_str())?;
    let known = desk.history::<Holder>(&id).await?.pop();
    let known = known.map(|kept| kept.record).unwrap_or_default();
    let person = holding.person.or(known.person.filter(|_| !shared));
    let use_case = holding.use_case.or(known.use_case);
    desk.put(&id, &Holder { person, use_case }).await?;
    trial.tells(
        format_args!("key {id} would be assigned"),
        format_args!("Key {id} is assigned."),
    );
    Ok(Exit::Done)
}

fn key_id(id: &str) -> Result<Id, Failure> {
    id.parse().map_err(Failure::usage)
}

/// Refuses a person who is not on the training roster.
async fn works_here(desk: &Desk, person: Option<&Id>) -> Result<(), Failure> {
    if let Some(id) = person {
        desk.find::<Person>(id).await?;
    }
    Ok(())
}

fn use_case(code: &str) -> Result<UseCase, String> {
    let code = code.replace('-', "_");
    let known = UseCase::named(&code).filter(|known| *known != UseCase::UNLISTED);
    known.ok_or_else(|| "no such use case; `anteroom policy use-cases` lists them".to_owned())
}

async fn list(office: &Office, as_json: bool) -> Outcome {
    let holders = office.desk().await?.all::<Holder>().await?;
    for ApiKey {
        id,
        name,
        created_at,
        revoked_at,
        ..
    } in office
        .store
        .keys()
        .await
        .context("the keys cannot be read")?
    {
        let (created, revoked) = (when(created_at), revoked_at.map(when));
        let holder = holders.iter().find(|kept| kept.id.as_str() == id.as_str());
        let holder = holder.map(|kept| kept.record.clone()).unwrap_or_default();
        let Holder { person, use_case } = &holder;
        let use_case = use_case.map(UseCase::code);
        match (as_json, revoked) {
            (true, revoked) => terminal::json(&json!({
                "id": id.as_str(), "name": name.as_str(), "created": created, "revoked": revoked,
                "person": person.as_ref().map(Id::as_str), "use_case": use_case,
            }))?,
            (false, None) => terminal::line(format_args!(
                "{id}  {name}  made {created}{}{}",
                behind("of", person.as_ref().map(Id::as_str)),
                behind("for", use_case),
            ))?,
            (false, Some(revoked)) => {
                terminal::line(format_args!("{id}  {name}  withdrawn {revoked}"))?
            }
        }
    }
    Ok(Exit::Done)
}

/// A further word of a line, where there is one.
fn behind(label: &str, word: Option<&str>) -> String {
    word.map(|word| format!("  {label} {word}"))
        .unwrap_or_default()
}

async fn revoke(office: &Office, id: &str, trial: Trial) -> Outcome {
    if trial.dry_run {
        let known = office.store.live_key(id).await.map(drop);
        known.context(NOT_WITHDRAWN)?;
    }
    if trial.ends(format_args!("key {id} would be withdrawn")) {
        return Ok(Exit::Done);
    }
    let done = office.store.revoke_key(&office.by(), id).await;
    done.context(NOT_WITHDRAWN)?;
    terminal::note(format_args!("Key {id} is withdrawn."));
    Ok(Exit::Done)
}
