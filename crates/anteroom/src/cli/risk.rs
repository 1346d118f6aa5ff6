//! `anteroom risk`: what holds patient information, what could happen to it, and what the Security Rule asks.

mod asset;
mod rule;
mod show;
mod threat;

use anteroom_audit::Word;
use anteroom_office::risk::{RiskRegister, Signature};
use anteroom_office::{Desk, Id};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::desk::{Proof, at_desk};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};

#[derive(Debug, Subcommand)]
pub(crate) enum Risk {
    /// Systems, devices and places that hold patient information.
    #[command(subcommand)]
    Asset(asset::Command),
    /// What the Security Rule asks, and what you decided on it.
    #[command(subcommand)]
    Rule(rule::Command),
    /// The risk analysis as it stands today. Not legal advice.
    #[command(after_help = "Example:\n  anteroom risk show")]
    Show {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Sign the risk analysis as it stands today. It is good for a year.
    #[command(
        after_help = "Example:\n  anteroom risk sign --by \"Dana Whitfield\" --file analysis.pdf"
    )]
    Sign(Sign),
    /// What could happen, how likely and how bad.
    #[command(subcommand)]
    Threat(threat::Command),
}

#[derive(Debug, Args)]
pub(crate) struct Sign {
    /// Who signs.
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

impl Risk {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Risk::Asset(command) => command.run(place),
            Risk::Rule(command) => command.run(place),
            Risk::Show { json } => at_desk(place, false, async |desk| show::run(desk, json).await),
            Risk::Sign(new) => {
                at_desk(place, new.trial.dry_run, async |desk| sign(desk, new).await)
            }
            Risk::Threat(command) => command.run(place),
        }
    }
}

async fn sign(desk: &Desk, new: Sign) -> Outcome {
    let on = new.on.unwrap_or(desk.today());
    whole(&RiskRegister::read(desk).await?)?;
    let signature = Signature {
        by: new.by,
        on,
        document: new.proof.keep(desk)?,
    };
    let year: Id = on.year().to_string().parse().map_err(Failure::usage)?;
    desk.add_to(&year, &signature).await?;
    new.trial.tells(
        format_args!("the signature of {} would be recorded", signature.by),
        format_args!("Signed by {} on {on}.", signature.by),
    );
    Ok(Exit::Done)
}

/// Refuses what is not whole yet: somebody signs that all of it was looked at (45 CFR 164.308(a)(1)(ii)(A)).
fn whole(register: &RiskRegister) -> Result<(), Failure> {
    let assets = register.assets().count();
    let unexamined = register.unexamined().count();
    let rules = register.rules()?;
    let open = rules.iter().filter(|view| !view.is_current).count();
    let missing = [
        (assets == 0).then(|| "nothing that you use is on it: anteroom risk asset add --help".to_owned()),
        (unexamined > 0).then(|| {
            format!("nobody said what could happen to {unexamined} of what you use: anteroom risk threat add --help")
        }),
        (open > 0).then(|| {
            format!("{open} of {} entries are to decide: anteroom risk rule list --open", rules.len())
        }),
    ];
    let missing: Vec<String> = missing.into_iter().flatten().collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Failure::usage(format_args!(
            "the analysis is not whole yet, so it cannot be signed. {}",
            missing.join("; ")
        ))),
    }
}
