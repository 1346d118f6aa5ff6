//! `anteroom key`: API keys for the practice's tools. A key is shown once; only its hash is kept.

use anteroom_audit::Word;
use anteroom_store::ApiKey;
use anyhow::Context as _;
use clap::Subcommand;
use serde_json::json;

use super::{Place, Trial, when};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a key. It stands alone on the last line of stdout and is not shown again.
    #[command(after_help = "Example:\n  anteroom key create --name front-desk")]
    Create {
        /// What or who uses it.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        trial: Trial,
        /// Write the id, the name and the key as one JSON object.
        #[arg(long)]
        json: bool,
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

const NOT_WITHDRAWN: &str = "the key cannot be withdrawn; `anteroom key list` shows the ids";

impl Key {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open(place).await?;
            let exit = match self {
                Key::Create { name, trial, json } => create(&office, &name, trial, json).await,
                Key::List { json } => list(&office, json).await,
                Key::Revoke { id, trial } => revoke(&office, &id, trial).await,
            };
            office.store.close().await;
            exit
        })
    }
}

async fn create(office: &Office, name: &str, trial: Trial, as_json: bool) -> Outcome {
    let name =
        Word::new(name.trim()).map_err(|error| Failure::usage(format_args!("--name: {error}")))?;
    if trial.ends(format_args!("a key for {name} would be made")) {
        return Ok(Exit::Done);
    }
    let (key, secret) = office
        .store
        .create_key(&office.by(), name)
        .await
        .context("the key cannot be recorded")?;
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

async fn list(office: &Office, as_json: bool) -> Outcome {
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
        match (as_json, revoked) {
            (true, revoked) => terminal::json(&json!({
                "id": id.as_str(), "name": name.as_str(), "created": created, "revoked": revoked
            }))?,
            (false, None) => terminal::line(format_args!("{id}  {name}  made {created}"))?,
            (false, Some(revoked)) => {
                terminal::line(format_args!("{id}  {name}  withdrawn {revoked}"))?
            }
        }
    }
    Ok(Exit::Done)
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
