//! `anteroom vendor claim`: what is said about a service, by whom, and whether somebody checked it.

use anteroom_audit::Word;
use anteroom_office::vendor::{
    Claim as Said, Dimension, Source, Verified, add_claim, verify_claim, withdraw_claim,
};
use anteroom_office::{Desk, Id, Note};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::{Proof, at_desk, one_of};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Claim {
    /// Write down a claim with its source.
    #[command(
        after_help = "Example:\n  anteroom vendor claim add mistral --offering \"API, Scale plan\" --about training-use \
        --value no --source \"Help center\" --url https://help.example/training"
    )]
    Add(Add),
    /// Record that somebody checked a claim with the vendor, in writing.
    #[command(
        after_help = "Example:\n  anteroom vendor claim verify mistral.1 --by \"Dana Whitfield\" --file answer.eml"
    )]
    Verify(Verify),
    /// Record that a claim no longer counts.
    #[command(after_help = "Example:\n  anteroom vendor claim withdraw mistral.2")]
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The vendor's id.
    vendor: Id,
    /// The service, plan and endpoint, as the vendor calls them.
    #[arg(long)]
    offering: Word,
    /// What it is about: baa, baa-scope, breach-notice-days, hitrust, human-review, iso27001, iso42001,
    /// metadata-residency, model-license, offshore-access, regions-processing, regions-storage, retention-default, soc2,
    /// subprocessors, training-use or zero-retention.
    #[arg(long, value_parser = one_of::<Dimension>)]
    about: Dimension,
    /// What is claimed, in short.
    #[arg(long)]
    value: Word,
    /// What the source is called.
    #[arg(long)]
    source: Word,
    /// The source's address.
    #[arg(long)]
    url: Option<Word>,
    /// The date that the source states.
    #[arg(long, value_name = "DATE")]
    dated: Option<Date>,
    /// What else the source says.
    #[arg(long)]
    note: Option<Note>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The claim's id.
    id: Id,
    /// Who checked it.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// When. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The claim's id.
    id: Id,
    #[command(flatten)]
    trial: Trial,
}

impl Claim {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Claim::Add(new) => at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await),
            Claim::Verify(new) => at_desk(place, new.trial.dry_run, async |desk| {
                verify(desk, new).await
            }),
            Claim::Withdraw(new) => at_desk(place, new.trial.dry_run, async |desk| {
                withdraw(desk, new).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let document = new.proof.keep(desk)?;
    let claim = Said {
        party: new.vendor,
        offering: new.offering,
        about: new.about,
        value: new.value,
        detail: new.note,
        source: Source {
            title: new.source,
            url: new.url,
            document,
            dated: new.dated,
        },
        captured_on: desk.today(),
        verified: None,
        withdrawn_on: None,
    };
    let id = add_claim(desk, &claim).await?;
    new.trial.tells(
        format_args!("claim {id} would be added"),
        format_args!("Claim {id} is added. It counts as unverified."),
    );
    Ok(Exit::Done)
}

async fn verify(desk: &Desk, new: Verify) -> Outcome {
    let kept = desk.find::<Said>(&new.id).await?;
    let verified = Verified {
        by: new.by,
        on: new.on.unwrap_or(desk.today()),
        document: new.proof.keep(desk)?,
    };
    verify_claim(desk, &kept, verified).await?;
    new.trial.tells(
        format_args!("claim {} would be marked as verified", new.id),
        format_args!("Claim {} is verified.", new.id),
    );
    Ok(Exit::Done)
}

async fn withdraw(desk: &Desk, new: Withdraw) -> Outcome {
    let kept = desk.find::<Said>(&new.id).await?;
    withdraw_claim(desk, &kept).await?;
    new.trial.tells(
        format_args!("claim {} would no longer count", new.id),
        format_args!("Claim {} no longer counts.", new.id),
    );
    Ok(Exit::Done)
}
