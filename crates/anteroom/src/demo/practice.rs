//! The demo's practice: set up with the same calls as the command line's `init`, `connection` and `key`.

use std::path::PathBuf;

use anteroom_audit::Word;
use anteroom_gateway::{check_base_url, offered_models};
use anteroom_office::Id;
use anteroom_office::account::{Account, Passphrase};
use anteroom_policy::Role;
use anteroom_store::{Folder, NewApproval, NewConnection};
use anyhow::Context as _;
use zeroize::Zeroizing;

use super::model;
use crate::chance;
use crate::cli::init;
use crate::exit::Failure;
use crate::wiring::Office;

/// An invented practice with one approved connection, one key and somebody who works there.
pub(super) struct Practice {
    pub(super) office: Office,
    pub(super) key: Zeroizing<String>,
    pub(super) model: String,
    /// Whether the answers are sample answers rather than a model's.
    pub(super) is_sample: bool,
}

impl Practice {
    /// Makes the folder, the connection, its approval and the key.
    pub(super) async fn set_up(
        data: PathBuf,
        model_url: Option<String>,
        model: Option<String>,
    ) -> Result<Practice, Failure> {
        let folder = Folder::create(&data).context("the demo's data folder cannot be made")?;
        let office = init::create(
            folder,
            Word::lossy("Elm Street Clinic (invented)"),
            Word::lossy("OH"),
        )
        .await?;
        let is_sample = model_url.is_none();
        let (base_url, model) = match model_url {
            Some(url) => {
                let model = first_model(&url, model).await?;
                (url, model)
            }
            None => (model::start().await?, model::NAME.to_owned()),
        };
        connect(&office, base_url, &model).await?;
        employ(&office).await?;
        let made = office
            .store
            .create_key(&office.by(), Word::lossy("demo"))
            .await;
        let (_, key) = made.context("the key cannot be recorded")?;
        Ok(Practice {
            office,
            key,
            model,
            is_sample,
        })
    }
}

/// Who signs in at the demo's pages.
pub(super) const PERSON: &str = "maya";
/// With this. Everybody may know it: the practice is invented and gone when the demo ends.
pub(super) const PASSPHRASE: &str = "four invented words here";

/// Gives the invented practice somebody who works there.
async fn employ(office: &Office) -> Result<(), Failure> {
    let salt = chance::bytes()?;
    let sealed = Passphrase::typed(PASSPHRASE.to_owned()).seal(&salt);
    let account = Account {
        name: Word::lossy("Maya Osei (invented)"),
        roles: [
            Role::FrontDesk,
            Role::Biller,
            Role::LicensedClinician,
            Role::Manager,
            Role::ComplianceOfficer,
        ]
        .into(),
        passphrase: sealed.context("the demo's passphrase cannot be kept")?,
        disabled: false,
        temporary: false,
    };
    let id: Id = PERSON.parse().context("the demo's person has no id")?;
    Ok(office.desk().await?.add(&id, &account).await?)
}

/// The model that was named, else the first that the server offers.
async fn first_model(url: &str, named: Option<String>) -> anyhow::Result<String> {
    match named {
        Some(model) => Ok(model),
        None => offered_models(url)
            .await?
            .into_iter()
            .next()
            .context("the server offers no model; load one first"),
    }
}

async fn connect(office: &Office, base_url: String, model: &str) -> Result<(), Failure> {
    let host = check_base_url(&base_url)
        .map_err(|error| Failure::usage(format_args!("--model-url: {error}")))?;
    let name = Word::lossy("demo");
    let connection = NewConnection {
        name: name.clone(),
        provider: Word::lossy("openai_compatible"),
        base_url: Word::lossy(&base_url),
        host: Word::lossy(&host),
        models: vec![Word::lossy(model)],
        upstream_key: None,
    };
    office
        .store
        .add_connection(&office.by(), connection)
        .await
        .context("the connection cannot be added")?;
    let approval = NewApproval {
        purpose: Word::lossy("deidentified"),
        agreement_until: Some("2999-12-31".parse().context("a date")?),
        no_training: true,
        approved_by: Word::lossy("Dana Whitfield (invented)"),
    };
    office
        .store
        .approve_connection(&office.by(), &name, approval)
        .await
        .context("the approval cannot be recorded")?;
    Ok(())
}
