//! `anteroom risk rule`: the Security Rule, entry by entry.

use anteroom_audit::Word;
use anteroom_office::risk::{Decision, RiskRegister, RuleView, Safeguard};
use anteroom_office::{Desk, Id, NOT_LEGAL_ADVICE, Note, OfficeError};
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::{Proof, at_desk, one_of, to_check, words};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Record what you decided on an entry. What is required cannot be called not reasonable.
    #[command(
        after_help = "Examples:\n  anteroom risk rule decide 312.a.2.iv --decision implemented --reason \"Disks are encrypted\" --owner Ada\n  \
        anteroom risk rule decide 308.a.4.ii.a --decision does-not-apply --reason \"We are no clearinghouse\" --owner Ada"
    )]
    Decide(Decide),
    /// Every standard and specification, and what you decided. With --open, ends with code 1 while one is open.
    #[command(after_help = "Example:\n  anteroom risk rule list --open")]
    List(List),
}

#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The entry's id, as the list shows it.
    id: Id,
    /// implemented, alternative, not-reasonable or does-not-apply.
    #[arg(long, value_parser = one_of::<Decision>)]
    decision: Decision,
    /// How it is done, or why it is not.
    #[arg(long)]
    reason: Note,
    /// Who sees to it.
    #[arg(long)]
    owner: Word,
    /// When it was decided. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only what is not decided, or was decided too long ago.
    #[arg(long)]
    open: bool,
    /// Write one JSON object a line.
    #[arg(long)]
    json: bool,
}

impl Command {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Command::Decide(new) => at_desk(place, new.trial.dry_run, async |desk| {
                decide(desk, new).await
            }),
            Command::List(list) => at_desk(place, false, async |desk| list.run(desk).await),
        }
    }
}

async fn decide(desk: &Desk, new: Decide) -> Outcome {
    let safeguard = Safeguard {
        specification: new.id.clone(),
        decision: new.decision,
        reason: new.reason,
        owner: new.owner,
        decided_on: new.on.unwrap_or(desk.today()),
        document: new.proof.keep(desk)?,
    };
    match desk.find::<Safeguard>(&new.id).await {
        Ok(kept) => desk.change(&kept, &safeguard).await?,
        Err(OfficeError::Missing { .. }) => desk.add(&new.id, &safeguard).await?,
        Err(error) => return Err(error.into()),
    }
    let decision = words(&new.decision);
    new.trial.tells(
        format_args!("{} would be recorded as {decision}", new.id),
        format_args!("Recorded for {}: {decision}.", new.id),
    );
    Ok(Exit::Done)
}

impl List {
    async fn run(self, desk: &Desk) -> Outcome {
        let register = RiskRegister::read(desk).await?;
        let rules = register.rules()?;
        for view in rules.iter().filter(|view| !self.open || !view.is_current) {
            match self.json {
                true => terminal::json(view)?,
                false => terminal::line(line(view))?,
            }
        }
        if !self.json {
            terminal::line(format_args!(
                "\nThe list was last checked on {} ({}).\n{NOT_LEGAL_ADVICE}",
                register.rule.last_checked, register.rule.source
            ))?;
        }
        let all = rules.iter().all(|view| view.is_current);
        Ok(match self.open && !all {
            true => Exit::No,
            false => Exit::Done,
        })
    }
}

fn line(view: &RuleView<'_>) -> String {
    let one = view.specification;
    let decided = match (view.safeguard, view.good_through, view.is_current) {
        (Some(safeguard), Some(day), true) => {
            format!("{}, look again by {day}", words(&safeguard.decision))
        }
        (Some(safeguard), Some(day), false) => {
            format!(
                "{}, but not looked at since {day}",
                words(&safeguard.decision)
            )
        }
        _ => "not decided".to_owned(),
    };
    format!(
        "{:<15} {:<12} {} ({}{}): {decided}",
        one.id,
        words(&one.kind),
        one.name,
        one.citation,
        to_check(one.to_check)
    )
}
