//! `anteroom risk threat`: what could happen to an asset.

use anteroom_audit::Word;
use anteroom_office::risk::{Asset, Grade, Plan, Threat};
use anteroom_office::{Desk, Id, Note};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::{at_desk, one_of, words};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add one. A high risk needs a plan.
    #[command(
        after_help = "Example:\n  anteroom risk threat add laptop --threat \"Stolen from a car\" --likelihood medium --impact high \
        --safeguards \"Passphrase\" --plan \"Encrypt the disk\" --plan-owner Ada --plan-due 2027-01-31"
    )]
    Add(Add),
    /// Record that one no longer matters.
    #[command(after_help = "Example:\n  anteroom risk threat settle laptop.1")]
    Settle(Settle),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The asset's id.
    asset: Id,
    /// What could happen.
    #[arg(long)]
    threat: Note,
    /// How likely, with the safeguards that there are: low, medium or high.
    #[arg(long, value_parser = one_of::<Grade>)]
    likelihood: Grade,
    /// How bad: low, medium or high.
    #[arg(long, value_parser = one_of::<Grade>)]
    impact: Grade,
    /// The safeguards that there are.
    #[arg(long)]
    safeguards: Note,
    /// It weighs that text is handled in another country.
    #[arg(long)]
    offshore: bool,
    /// What else will be done.
    #[arg(long, requires = "plan_owner", requires = "plan_due")]
    plan: Option<Note>,
    /// By whom.
    #[arg(long, value_name = "WHO", requires = "plan")]
    plan_owner: Option<Word>,
    /// By when.
    #[arg(long, value_name = "DATE", requires = "plan")]
    plan_due: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Settle {
    /// The threat's id.
    id: Id,
    #[command(flatten)]
    trial: Trial,
}

impl Command {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Command::Add(new) => {
                at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await)
            }
            Command::Settle(end) => at_desk(place, end.trial.dry_run, async |desk| {
                settle(desk, end).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    desk.find::<Asset>(&new.asset).await?;
    let plan = match (new.plan, new.plan_owner, new.plan_due) {
        (Some(what), Some(owner), Some(due)) => Some(Plan { what, owner, due }),
        _ => None,
    };
    let threat = Threat {
        asset: new.asset.clone(),
        threat: new.threat,
        likelihood: new.likelihood,
        impact: new.impact,
        safeguards: new.safeguards,
        offshore: new.offshore,
        plan,
        settled_on: None,
    };
    let id = desk.add_to(&new.asset, &threat).await?;
    let risk = words(&threat.risk());
    new.trial.tells(
        format_args!("threat {id} would be added: {risk} risk"),
        format_args!("Threat {id} is added: {risk} risk."),
    );
    Ok(Exit::Done)
}

async fn settle(desk: &Desk, end: Settle) -> Outcome {
    let kept = desk.find::<Threat>(&end.id).await?;
    let threat = Threat {
        settled_on: Some(desk.today()),
        ..kept.record.clone()
    };
    desk.change(&kept, &threat).await?;
    end.trial.tells(
        format_args!("threat {} would be settled", end.id),
        format_args!("Threat {} is settled.", end.id),
    );
    Ok(Exit::Done)
}
