//! `anteroom policy add` and `withdraw`: rules that the practice adds, stricter than the shipped ones only.

use std::path::PathBuf;

use anteroom_office::{Desk, Id};
use anteroom_policy::OwnRule;
use clap::Args;

use crate::cli::desk::at_desk;
use crate::cli::{Place, Trial, input};
use crate::exit::{Exit, Failure, Outcome};

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  anteroom policy add no-social-media.cedar\n\nThe file is a rule as those in crates/policy/rules are: one Cedar policy that begins with `forbid`, with its\nannotations and the id practice/NAME."
)]
pub(crate) struct Add {
    /// The file with the rule; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  anteroom policy withdraw no-social-media")]
pub(crate) struct Withdraw {
    /// The rule's name, as `anteroom policy list` shows it.
    name: Id,
    #[command(flatten)]
    trial: Trial,
}

impl Add {
    pub(super) fn run(self, place: &Place) -> Outcome {
        let new = OwnRule::new(input::text(Some(&self.file))?);
        let file = self.file.display();
        let refused =
            |fault: &dyn std::fmt::Display| Failure::usage(format_args!("{file}: {fault}"));
        new.check().map_err(|fault| refused(&fault))?;
        let name: Id = new
            .name()
            .map_err(|fault| refused(&fault))?
            .parse()
            .map_err(|fault| refused(&fault))?;
        at_desk(place, self.trial.dry_run, async |desk| {
            keep(desk, &name, &new).await?;
            self.trial.tells(
                format_args!("the rule {name} would be added"),
                format_args!("The rule {name} counts from the next request on."),
            );
            Ok(Exit::Done)
        })
    }
}

/// Adds a rule, or one of a name that was withdrawn, as its next revision.
async fn keep(desk: &Desk, name: &Id, new: &OwnRule) -> Result<(), Failure> {
    let known = desk.history::<OwnRule>(name).await?;
    match known.last() {
        Some(last) if last.record.withdrawn => Ok(desk.change(last, new).await?),
        _ => Ok(desk.add(name, new).await?),
    }
}

impl Withdraw {
    pub(super) fn run(self, place: &Place) -> Outcome {
        let name = &self.name;
        at_desk(place, self.trial.dry_run, async |desk| {
            let kept = desk.find::<OwnRule>(name).await?;
            if kept.record.withdrawn {
                return Err(Failure::usage(format_args!(
                    "the rule {name} is withdrawn already"
                )));
            }
            let withdrawn = OwnRule {
                withdrawn: true,
                ..kept.record.clone()
            };
            desk.change(&kept, &withdrawn).await?;
            self.trial.tells(
                format_args!("the rule {name} would be withdrawn"),
                format_args!("The rule {name} no longer counts. Its text is kept."),
            );
            Ok(Exit::Done)
        })
    }
}
