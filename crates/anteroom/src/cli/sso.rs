//! `anteroom sso`: single sign-on with the practice's identity provider (OpenID Connect).
//!
//! It opens nothing by itself: whose account opens for whom is linked by `anteroom user link`.

use std::path::PathBuf;

use anteroom_audit::Word;
use anteroom_gateway::check_base_url;
use anteroom_office::Desk;
use anteroom_office::single_sign_on::{ClientSecret, Provider, SingleSignOn};
use clap::{Args, Subcommand};
use zeroize::Zeroizing;

use super::desk::at_desk;
use super::{Place, Trial, input};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Sso {
    /// Let people come in by their own accounts and passkeys only. Links stay for another time.
    #[command(after_help = "Example:\n  anteroom sso off")]
    Off {
        #[command(flatten)]
        trial: Trial,
    },
    /// Say where people have their other account.
    #[command(
        after_help = "Example:\n  anteroom sso set --issuer https://login.elmstreet.example --client-id anteroom \
        --client-secret-file secret.txt\n\nThe address that the provider must be told to send people back to is \
        server.public_address with /sign-in/provider/back behind it."
    )]
    Set(Set),
    /// Show the provider, without its secret.
    #[command(after_help = "Example:\n  anteroom sso show --json")]
    Show {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// The provider's address, exactly as it calls itself; https, or http on this machine.
    #[arg(long, value_name = "URL")]
    issuer: Word,
    /// What the provider calls this installation.
    #[arg(long, value_name = "ID")]
    client_id: Word,
    /// A file with the secret that the provider gave, on one line; `-` reads it from standard input.
    #[arg(long, value_name = "FILE")]
    client_secret_file: PathBuf,
    /// Ask the provider for this authentication context (`acr`), and count it as both steps.
    #[arg(long, value_name = "ACR")]
    second_step_acr: Option<Word>,
    #[command(flatten)]
    trial: Trial,
}

impl Sso {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Sso::Off { trial } => {
                at_desk(place, trial.dry_run, async |desk| off(desk, trial).await)
            }
            Sso::Set(new) => at_desk(place, new.trial.dry_run, async |desk| set(desk, new).await),
            Sso::Show { json } => at_desk(place, false, async |desk| show(desk, json).await),
        }
    }
}

async fn off(desk: &Desk, trial: Trial) -> Outcome {
    SingleSignOn::default().set(desk).await?;
    trial.tells("single sign-on would be off", "Single sign-on is off.");
    Ok(Exit::Done)
}

async fn set(desk: &Desk, new: Set) -> Outcome {
    let host = check_base_url(new.issuer.as_str())
        .map_err(|error| Failure::usage(format_args!("--issuer: {error}")))?;
    let secret = Zeroizing::new(input::text(Some(&new.client_secret_file))?);
    let provider = Some(Provider {
        issuer: new.issuer,
        client_id: new.client_id,
        client_secret: ClientSecret::new(secret.trim()),
        acr: new.second_step_acr,
    });
    SingleSignOn { provider }.set(desk).await?;
    new.trial.tells(
        format_args!("people could sign in with {host}"),
        format_args!(
            "People whose account is linked may sign in with {host}; see `anteroom user link --help`."
        ),
    );
    Ok(Exit::Done)
}

async fn show(desk: &Desk, json: bool) -> Outcome {
    let provider = SingleSignOn::now(desk).await?.provider;
    if json {
        let shown = provider.map(|provider| {
            serde_json::json!({
                "issuer": provider.issuer,
                "client_id": provider.client_id,
                "second_step_acr": provider.acr,
            })
        });
        terminal::json(&serde_json::json!({"provider": shown}))?;
        return Ok(Exit::Done);
    }
    match provider {
        None => terminal::line("Single sign-on is off.")?,
        Some(Provider {
            issuer,
            client_id,
            acr,
            ..
        }) => {
            terminal::line(format_args!("Issuer     {issuer}"))?;
            terminal::line(format_args!("Client     {client_id}"))?;
            let acr = acr.as_ref().map_or("amr mfa only", Word::as_str);
            terminal::line(format_args!("Both steps {acr}"))?;
        }
    }
    Ok(Exit::Done)
}
