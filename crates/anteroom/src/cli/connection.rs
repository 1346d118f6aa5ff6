//! `anteroom connection`: the models this practice may use, and what each is approved for.
//!
//! An approval is evidence, not a switch: it says who read which agreement and until when it holds. What it opens is
//! decided at each request by the rules.

pub(super) mod list;

use std::path::{Path, PathBuf};

use anteroom_audit::{Day, Word};
use anteroom_gateway::{Replacing, check_provider_url};
use anteroom_store::{NewApproval, NewConnection, RecordError, StoreError};
use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use zeroize::Zeroizing;

use super::replacing::Choice;
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;
use crate::wiring::{Office, block_on};

#[derive(Debug, Subcommand)]
pub(crate) enum Connection {
    /// Add a connection. Nothing identifying goes through it before it is approved.
    #[command(
        after_help = "Examples:\n  anteroom connection add mistral --provider mistral --base-url https://api.us.mistral.ai \
        --key-file mistral.key --model mistral-medium-latest\n  \
        anteroom connection add local --provider openai-compatible --base-url http://127.0.0.1:11434 \
        --key-file empty.key --model llama3.3"
    )]
    Add(Add),
    /// Record that an agreement with the vendor lets de-identified text through.
    #[command(
        after_help = "Example:\n  anteroom connection approve mistral --for deidentified --agreement-until 2027-06-30 \
        --no-training-use --approved-by \"Dana Whitfield, compliance officer\""
    )]
    Approve(Approve),
    /// All connections and what they are approved for.
    #[command(after_help = "Example:\n  anteroom connection list --json")]
    List {
        /// Write one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Say what stands in the place of patient information in what leaves. Placeholders if never said.
    #[command(
        after_help = "Examples:\n  anteroom connection replacing mistral surrogates\n  \
        anteroom connection replacing mistral safe-harbor      answers then come back without names"
    )]
    Replacing(Change),
    /// Withdraw a connection. Nothing goes through it any more, from the next request on.
    #[command(after_help = "Example:\n  anteroom connection revoke mistral")]
    Revoke {
        /// The connection's name.
        name: String,
        #[command(flatten)]
        trial: Trial,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A short name of your own.
    name: String,
    /// Who answers there.
    #[arg(long)]
    provider: Provider,
    /// Where its API is; https, or http on this machine.
    #[arg(long, value_name = "URL")]
    base_url: String,
    /// A file that holds the provider's key; it may be empty for a server that wants none.
    #[arg(long, value_name = "FILE")]
    key_file: PathBuf,
    /// A model that may be asked for; repeat for more.
    #[arg(long = "model", value_name = "ID", required = true)]
    models: Vec<String>,
    #[command(flatten)]
    trial: Trial,
}

/// Kinds of providers.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Provider {
    /// Mistral's own service (la Plateforme).
    Mistral,
    /// vLLM, SGLang, llama-server, Ollama and others.
    OpenaiCompatible,
}

impl Provider {
    /// The provider's code in the store and the rules.
    fn code(self) -> &'static str {
        match self {
            Provider::Mistral => "mistral",
            Provider::OpenaiCompatible => "openai_compatible",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Approve {
    /// The connection's name.
    name: String,
    /// What may leave through it.
    #[arg(long = "for", value_name = "WHAT")]
    purpose: Purpose,
    /// The last day on which the agreement with the vendor is valid.
    #[arg(long, value_name = "YYYY-MM-DD")]
    agreement_until: String,
    /// The vendor has agreed not to train on what it is sent.
    #[arg(long)]
    no_training_use: bool,
    /// Who read the agreement and approves.
    #[arg(long, value_name = "WHO")]
    approved_by: String,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// The connection's name.
    name: String,
    /// What stands there from the next request on.
    #[arg(value_name = "WITH")]
    with: Choice,
    #[command(flatten)]
    trial: Trial,
}

/// What a connection can be approved for.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Purpose {
    /// Patient text with its identifiers replaced.
    Deidentified,
}

impl Connection {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        block_on(async {
            let office = Office::open(place).await?;
            let exit = match self {
                Connection::Add(new) => add(&office, new).await,
                Connection::Approve(new) => approve(&office, new).await,
                Connection::List { json } => list::run(&office, json).await,
                Connection::Replacing(change) => replacing(&office, change).await,
                Connection::Revoke { name, trial } => revoke(&office, &name, trial).await,
            };
            office.store.close().await;
            exit
        })
    }
}

async fn add(office: &Office, new: Add) -> Outcome {
    let host = check_provider_url(new.provider.code(), &new.base_url)
        .map_err(|error| Failure::usage(format_args!("--base-url: {error}")))?;
    let models = new
        .models
        .iter()
        .map(|model| word("--model", model))
        .collect::<Result<Vec<_>, _>>()?;
    let connection = NewConnection {
        name: word("NAME", &new.name)?,
        provider: Word::lossy(new.provider.code()),
        base_url: word("--base-url", &new.base_url)?,
        host: word("--base-url", &host)?,
        models,
        upstream_key: secret(&new.key_file)?,
    };
    if new.trial.dry_run {
        let free = office.store.can_add(&connection).await;
        free.map_err(|error| not_added(error, &new.name))?;
    }
    if new.trial.ends(format_args!("{} would be added", new.name)) {
        return Ok(Exit::Done);
    }
    office
        .store
        .add_connection(&office.by(), connection)
        .await
        .map_err(|error| not_added(error, &new.name))?;
    terminal::note(format_args!(
        "{} is added. Text without patient information may go through it; for more, see `anteroom connection approve --help`.",
        new.name
    ));
    Ok(Exit::Done)
}

/// What is taken already is named, so that the person can choose otherwise.
fn not_added(error: StoreError, name: &str) -> Failure {
    match error {
        StoreError::Record(RecordError::Exists) => Failure::usage(format_args!(
            "NAME: there is a connection {name} already; choose another name, or withdraw it with \
             `anteroom connection revoke {name}`"
        )),
        StoreError::ModelTaken { .. } => Failure::usage(format_args!("--model: {error}")),
        error => anyhow::Error::new(error)
            .context("the connection cannot be added")
            .into(),
    }
}

async fn approve(office: &Office, new: Approve) -> Outcome {
    let Purpose::Deidentified = new.purpose;
    let until: Day = new
        .agreement_until
        .parse()
        .map_err(|_| Failure::usage("--agreement-until: write a date such as 2027-06-30"))?;
    let today = today(office).await?;
    if until < today {
        return Err(Failure::usage(format_args!(
            "--agreement-until: {until} is in the past (today is {today}); write the last day of an agreement that holds"
        )));
    }
    let approval = NewApproval {
        purpose: Word::lossy("deidentified"),
        agreement_until: Some(until),
        no_training: new.no_training_use,
        approved_by: word("--approved-by", &new.approved_by)?,
    };
    let name = word("NAME", &new.name)?;
    if new.trial.dry_run {
        let known = office.store.live_connection(&name).await.map(drop);
        known.context("the approval cannot be recorded")?;
    }
    if new
        .trial
        .ends(format_args!("{name} would be approved through {until}"))
    {
        return Ok(Exit::Done);
    }
    office
        .store
        .approve_connection(&office.by(), &name, approval)
        .await
        .context("the approval cannot be recorded")?;
    if !new.no_training_use {
        terminal::note(
            "The vendor may train on what it is sent, so patient text stays blocked (see --no-training-use).",
        );
    }
    terminal::note(format_args!("Recorded for {name}, valid through {until}."));
    Ok(Exit::Done)
}

/// The practice's calendar day, as approvals write it.
async fn today(office: &Office) -> anyhow::Result<Day> {
    let today = office.today().await?.to_string();
    today.parse().context("the machine's clock is wrong")
}

async fn replacing(office: &Office, change: Change) -> Outcome {
    let (name, way) = (word("NAME", &change.name)?, Replacing::from(change.with));
    if change.trial.dry_run {
        let known = office.store.live_connection(&name).await.map(drop);
        known.context("the connection cannot be changed")?;
    }
    let with = way.code().replace('_', " ");
    if change
        .trial
        .ends(format_args!("{name} would replace by {with}"))
    {
        return Ok(Exit::Done);
    }
    office
        .store
        .set_replacing(&office.by(), &name, Word::lossy(way.code()))
        .await
        .context("the connection cannot be changed")?;
    if !way.is_reversible() {
        terminal::note("Answers will not get the patient's details back; see docs/replacing.md.");
    }
    terminal::note(format_args!("{name} replaces by {with} from now on."));
    Ok(Exit::Done)
}

async fn revoke(office: &Office, name: &str, trial: Trial) -> Outcome {
    let name = word("NAME", name)?;
    if trial.dry_run {
        let known = office.store.live_connection(&name).await.map(drop);
        known.context("the connection cannot be withdrawn")?;
    }
    if trial.ends(format_args!("{name} would be withdrawn")) {
        return Ok(Exit::Done);
    }
    office
        .store
        .revoke_connection(&office.by(), &name)
        .await
        .context("the connection cannot be withdrawn")?;
    terminal::note(format_args!("{name} is withdrawn."));
    Ok(Exit::Done)
}

fn word(what: &str, text: &str) -> Result<Word, Failure> {
    Word::new(text.trim()).map_err(|error| Failure::usage(format_args!("{what}: {error}")))
}

/// The provider's key from its file, without the line's end; none when the file is empty.
fn secret(file: &Path) -> Result<Option<Zeroizing<String>>, Failure> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the key file {}", file.display()))?;
    let text = Zeroizing::new(text);
    let key = text.trim();
    match key.chars().all(|c| c.is_ascii_graphic()) {
        true => Ok((!key.is_empty()).then(|| Zeroizing::new(key.to_owned()))),
        false => Err(Failure::usage(format_args!(
            "{} holds more than one key",
            file.display()
        ))),
    }
}
