//! `anteroom notice`: what patients are told about AI.

use anteroom_audit::Word;
use anteroom_office::{Desk, Disclaimer, Note, PatientNotice};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::json;

use super::desk::{Proof, at_desk};
use super::{Place, Trial};
use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Notice {
    /// Record that patients get a notice that the practice uses AI.
    #[command(
        after_help = "Example:\n  anteroom notice patients --given \"On the intake form\" --by \"Dana Whitfield\" --file notice.pdf"
    )]
    Patients(Patients),
    /// Set the words with which an answer says that AI wrote it. Anteroom puts them in front where the law asks for them.
    #[command(
        after_help = "Example:\n  anteroom notice set --says \"AI wrote this message.\" \
        --contact \"Call 555-0100 to reach a person.\" --by \"Dana Whitfield\""
    )]
    Set(Set),
    /// Show both.
    #[command(after_help = "Example:\n  anteroom notice show --json")]
    Show {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Patients {
    /// How patients get it.
    #[arg(long)]
    given: Note,
    /// First day on which they get it. Today if left out.
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Day from which they no longer get it.
    #[arg(long, value_name = "DATE")]
    ended: Option<Date>,
    /// Who approved it.
    #[arg(long, value_name = "WHO")]
    by: Word,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// That AI wrote it.
    #[arg(long)]
    says: Note,
    /// How to reach a person instead.
    #[arg(long)]
    contact: Note,
    /// Who approved the words today.
    #[arg(long, value_name = "WHO")]
    by: Word,
    #[command(flatten)]
    trial: Trial,
}

impl Notice {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Notice::Patients(new) => at_desk(place, new.trial.dry_run, async |desk| {
                patients(desk, new).await
            }),
            Notice::Set(new) => {
                at_desk(place, new.trial.dry_run, async |desk| set(desk, new).await)
            }
            Notice::Show { json } => at_desk(place, false, async |desk| show(desk, json).await),
        }
    }
}

async fn patients(desk: &Desk, new: Patients) -> Outcome {
    let notice = PatientNotice {
        document: new.proof.keep(desk)?,
        given: new.given,
        since: new.since.unwrap_or(desk.today()),
        approved_by: new.by,
        ended_on: new.ended,
    };
    desk.put(&PatientNotice::id()?, &notice).await?;
    new.trial.tells(
        "the notice to patients would be recorded",
        "The notice to patients is recorded.",
    );
    Ok(Exit::Done)
}

async fn set(desk: &Desk, new: Set) -> Outcome {
    let words = Disclaimer {
        says: new.says,
        contact: new.contact,
        approved_by: new.by,
        approved_on: desk.today(),
        ended_on: None,
    };
    desk.put(&Disclaimer::id()?, &words).await?;
    new.trial
        .tells("the words would be set", "The words are set.");
    Ok(Exit::Done)
}

async fn show(desk: &Desk, as_json: bool) -> Outcome {
    let words = desk.all::<Disclaimer>().await?.pop();
    let patients = desk.all::<PatientNotice>().await?.pop();
    if as_json {
        terminal::json(&json!({"disclaimer": words, "patients": patients}))?;
        return Ok(Exit::Done);
    }
    terminal::line(match &words {
        None => "Answers carry no notice: no words are set.".to_owned(),
        Some(kept) => {
            let Disclaimer { says, contact, .. } = &kept.record;
            format!(
                "Answers that need a notice begin with: {} {}",
                says.as_str(),
                contact.as_str()
            )
        }
    })?;
    terminal::line(match &patients {
        None => "Patients get no notice on AI.".to_owned(),
        Some(kept) => {
            let PatientNotice { given, since, .. } = &kept.record;
            format!("Patients get a notice since {since}: {}", given.as_str())
        }
    })?;
    Ok(Exit::Done)
}
