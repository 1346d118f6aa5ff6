//! `anteroom signoff`: who stands for a gate, or for a task that uses patient information as it was written.

use anteroom_audit::Word;
use anteroom_office::gate::GateKind;
use anteroom_office::signoff::{About, SignOff, SignOffs};
use anteroom_office::{Desk, Id, Known, NOT_LEGAL_ADVICE, Note, signer};
use anteroom_policy::{Role, UseCase};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::json;

use super::desk::{Proof, at_desk, one_of, words};
use super::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Signoff {
    /// Sign for a gate, or for a task on a connection. Good for a year at most.
    #[command(
        after_help = "Examples:\n  anteroom signoff add --gate training --by \"Dana Whitfield\" --role compliance-officer\n  \
        anteroom signoff add --task prior-authorization-letter --connection main --by \"Ada Osei, MD\" --role licensed-clinician"
    )]
    Add(Add),
    /// All sign-offs, and what the tasks among them still need.
    #[command(after_help = "Example:\n  anteroom signoff list --json")]
    List {
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Withdraw one. It stays on file and no longer counts.
    #[command(after_help = "Example:\n  anteroom signoff withdraw training.1")]
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
#[group(id = "about", required = true, args = ["gate", "task"])]
pub(crate) struct Add {
    /// The gate: baa, vendor-terms, deployment, data-flow, training, access, risk or incident-plan.
    #[arg(long, value_parser = one_of::<GateKind>)]
    gate: Option<GateKind>,
    /// The task, by its code, such as prior-authorization-letter.
    #[arg(long, value_parser = one_of::<UseCase>, requires = "connection")]
    task: Option<UseCase>,
    /// The connection that the task may use.
    #[arg(long, value_name = "NAME", requires = "task")]
    connection: Option<Word>,
    /// Who signs: the name or id of somebody on file who holds the role. A licensed person may be from outside.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// In which role, such as compliance-officer, licensed-clinician or manager.
    #[arg(long, value_parser = one_of::<Role>)]
    role: Role,
    /// The last day. A year from today if left out.
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// What else there is to say.
    #[arg(long)]
    note: Option<Note>,
    #[command(flatten)]
    proof: Proof,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The sign-off's id.
    id: Id,
    #[command(flatten)]
    trial: Trial,
}

impl Signoff {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Signoff::Add(new) => {
                at_desk(place, new.trial.dry_run, async |desk| add(desk, new).await)
            }
            Signoff::List { json } => at_desk(place, false, async |desk| list(desk, json).await),
            Signoff::Withdraw(end) => at_desk(place, end.trial.dry_run, async |desk| {
                withdraw(desk, end).await
            }),
        }
    }
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let about = match (new.gate, new.task, new.connection) {
        (Some(gate), ..) => About::Gate(gate),
        (None, Some(use_case), Some(connection)) => {
            let live = desk.store().live_connection(&connection).await;
            live.context("the sign-off cannot be recorded")?;
            About::Task {
                use_case,
                connection,
            }
        }
        (None, ..) => return Err(Failure::usage("name a gate, or a task and its connection")),
    };
    let owner = about.id()?;
    let by = signer(
        &desk.shelf().await?,
        &new.by,
        new.role,
        Known::WhereSomebodyIs,
    )?;
    let sign_off = SignOff {
        document: new.proof.keep(desk)?,
        note: new.note,
        ..SignOff::new(about, by, new.role, desk.today(), new.until)
    };
    let id = desk.add_to(&owner, &sign_off).await?;
    let until = sign_off.until;
    new.trial.tells(
        format_args!("sign-off {id} would hold until {until}"),
        format_args!("Sign-off {id} holds until {until}."),
    );
    Ok(Exit::Done)
}

async fn withdraw(desk: &Desk, end: Withdraw) -> Outcome {
    let kept = desk.find::<SignOff>(&end.id).await?;
    let record = SignOff {
        withdrawn_on: Some(desk.today()),
        ..kept.record.clone()
    };
    desk.change(&kept, &record).await?;
    end.trial.tells(
        format_args!("sign-off {} would be withdrawn", end.id),
        format_args!("Sign-off {} is withdrawn.", end.id),
    );
    Ok(Exit::Done)
}

async fn list(desk: &Desk, as_json: bool) -> Outcome {
    let register = SignOffs::read(desk).await?;
    if as_json {
        let all = register
            .all()
            .map(|(kept, good)| json!({ "sign_off": kept, "is_good": good }));
        terminal::json(&json!({
            "sign_offs": all.collect::<Vec<_>>(), "tasks": register.tasks(), "notice": NOT_LEGAL_ADVICE,
        }))?;
        return Ok(Exit::Done);
    }
    for (kept, is_good) in register.all() {
        let SignOff {
            by,
            role,
            on,
            until,
            ..
        } = &kept.record;
        let mark = if is_good { "holds" } else { "over " };
        let role = words(role);
        terminal::line(format_args!(
            "{mark}  {}  {by}, {role}, {on} until {until}",
            kept.id
        ))?;
    }
    for task in register.tasks() {
        let (name, connection) = (task.use_case.code().replace('_', " "), &task.connection);
        let missing = match task.missing.is_empty() {
            true => "signed by all who must".to_owned(),
            false => format!("still needs {}", task.missing.join(" and ")),
        };
        terminal::line(format_args!("{name} through {connection}: {missing}"))?;
    }
    terminal::line(format_args!("\n{NOT_LEGAL_ADVICE}"))?;
    Ok(Exit::Done)
}
