//! `anteroom vendor`: who the practice's vendors are, and what is on file about them.
//!
//! Nothing here opens a connection; what is on file is evidence for the people who decide.

mod agreement;
mod claim;
mod compare;
mod deployment;
mod show;

use anteroom_audit::Word;
use anteroom_office::vendor::{
    Determination, Party, Role, add_party, end_party, need_no_agreement,
};
use anteroom_office::{Desk, Id, Note};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::desk::{Proof, at_desk, one_of};
use super::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Vendor {
    /// Add a vendor, or machines of your own.
    #[command(
        after_help = "Examples:\n  anteroom vendor add mistral --name \"Mistral AI\" --role business-associate\n  \
        anteroom vendor add backroom --name \"The server in the back office\" --role practice-owned"
    )]
    Add(Add),
    /// Agreements (BAA) with a vendor.
    #[command(subcommand)]
    Agreement(agreement::Agreement),
    /// What a vendor, or somebody else, claims about a service.
    #[command(subcommand)]
    Claim(claim::Claim),
    /// Services that a practice may choose: what is claimed, what you verified, what is open today, what is missing.
    #[command(
        after_help = "Examples:\n  anteroom vendor compare\n  anteroom vendor compare mistral-api-regional --json"
    )]
    Compare(compare::Compare),
    /// Services of a vendor that you use.
    #[command(subcommand)]
    Deployment(deployment::Deployment),
    /// Record that you stopped working with a vendor.
    #[command(after_help = "Example:\n  anteroom vendor end mistral --on 2027-06-30")]
    End(End),
    /// Write the letter that asks a vendor what you have not verified, as Markdown.
    #[command(after_help = "Example:\n  anteroom vendor letter mistral > letter.md")]
    Letter(compare::Letter),
    /// All vendors, and where each stands today.
    #[command(after_help = "Example:\n  anteroom vendor list --json")]
    List {
        /// Write one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Record the signed decision that nobody outside gets patient information on your own machines.
    #[command(
        after_help = "Example:\n  anteroom vendor no-agreement-needed backroom --by \"Dana Whitfield\" --file decision.pdf"
    )]
    NoAgreementNeeded(NoAgreementNeeded),
    /// Everything on file about one vendor.
    #[command(after_help = "Example:\n  anteroom vendor show mistral")]
    Show {
        /// The vendor's id.
        id: Id,
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// A short id of your own, such as mistral.
    id: Id,
    /// The vendor's name.
    #[arg(long)]
    name: Word,
    /// What it is to you: business-associate, subcontractor, practice-owned or other.
    #[arg(long, value_parser = one_of::<Role>)]
    role: Role,
    /// Whose subcontractor it is.
    #[arg(long, value_name = "VENDOR")]
    works_for: Option<Id>,
    /// Whom to reach there.
    #[arg(long)]
    contact: Option<Word>,
    /// What else there is to say.
    #[arg(long)]
    note: Option<Note>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct End {
    /// The vendor's id.
    id: Id,
    /// The last day. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct NoAgreementNeeded {
    /// The id of your own machines.
    id: Id,
    /// Who decided.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// The day of the signature. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

impl Vendor {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Vendor::Add(new) => {
                at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await)
            }
            Vendor::Agreement(command) => command.run(place),
            Vendor::Claim(command) => command.run(place),
            Vendor::Compare(compare) => compare.run(place),
            Vendor::Deployment(command) => command.run(place),
            Vendor::End(end) => at_desk(place, end.trial.dry_run, async |desk| {
                ended(desk, end).await
            }),
            Vendor::Letter(letter) => at_desk(place, false, async |desk| letter.run(desk).await),
            Vendor::List { json } => {
                at_desk(place, false, async |desk| show::list(desk, json).await)
            }
            Vendor::NoAgreementNeeded(new) => at_desk(place, new.trial.dry_run, async |desk| {
                decided(desk, new).await
            }),
            Vendor::Show { id, json } => {
                at_desk(place, false, async |desk| show::one(desk, &id, json).await)
            }
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let party = Party {
        works_for: new.works_for,
        contact: new.contact,
        note: new.note,
        ..Party::new(new.name, new.role)
    };
    add_party(desk, &new.id, &party).await?;
    let (id, name) = (new.id, party.name);
    new.trial.tells(
        format_args!("{name} would be added as {id}"),
        format_args!("{name} is added as {id}."),
    );
    Ok(Exit::Done)
}

async fn ended(desk: &Desk, end: End) -> Outcome {
    let last = end.on.unwrap_or(desk.today());
    let name = end_party(desk, &end.id, last).await?.name;
    end.trial.tells(
        format_args!("{name} would end on {last}"),
        format_args!("{name} ends on {last}. What is on file stays."),
    );
    Ok(Exit::Done)
}

async fn decided(desk: &Desk, new: NoAgreementNeeded) -> Outcome {
    let decision = Determination {
        by: new.by,
        on: new.on.unwrap_or(desk.today()),
        document: new.proof.keep(desk)?,
    };
    let name = need_no_agreement(desk, &new.id, decision, None).await?.name;
    new.trial.tells(
        format_args!("the decision on {name} would be recorded"),
        format_args!(
            "Recorded for {name}. It holds while nobody outside can reach the machine: no remote support, no outside backup."
        ),
    );
    Ok(Exit::Done)
}
