//! `anteroom consent`: patients' consents to the use of records of a drug or alcohol program (42 CFR 2.31).

use anteroom_audit::Word;
use anteroom_office::{Desk, Id, Kept, Part2Consent};
use anteroom_policy::UseCase;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use serde_json::json;

use super::desk::at_desk;
use super::{Place, Trial};
use crate::exit::{Exit, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Consent {
    /// List the consents on file, with what each covers.
    #[command(after_help = "Example:\n  anteroom consent list --json")]
    List {
        /// Write one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Record a consent that you checked. A request names it in the header anteroom-part2-consent.
    #[command(
        after_help = "Example:\n  anteroom consent record c-17 --use-case chart_summary --connection main \
        --signed 2026-03-01 --until 2027-02-28 --by \"Dana Whitfield\""
    )]
    Record(New),
    /// Record that the patient took a consent back. It counts no more from that day on.
    #[command(after_help = "Example:\n  anteroom consent withdraw c-17")]
    Withdraw(Withdrawn),
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// A reference that names nobody, such as c-17. Keep in your own record whose consent it is.
    #[arg(value_name = "REFERENCE")]
    id: Id,
    /// A use that it covers, by its code (see `anteroom policy use-cases`). May be given several times.
    #[arg(long = "use-case", required = true, value_name = "CODE", value_parser = use_case)]
    use_cases: Vec<UseCase>,
    /// The connection whose recipient it covers.
    #[arg(long, value_name = "NAME")]
    connection: Word,
    /// The day on which the patient signed.
    #[arg(long, value_name = "DATE")]
    signed: Date,
    /// Its last day.
    #[arg(long, value_name = "DATE")]
    until: Date,
    /// Who checked today that these uses and this recipient fall under it.
    #[arg(long, value_name = "WHO")]
    by: Word,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Withdrawn {
    /// Its reference.
    #[arg(value_name = "REFERENCE")]
    id: Id,
    /// First day on which it no longer counts. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

fn use_case(code: &str) -> Result<UseCase, String> {
    UseCase::named(code).ok_or_else(|| "no use case has this code".to_owned())
}

impl Consent {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Consent::List { json } => at_desk(place, false, async |desk| list(desk, json).await),
            Consent::Record(new) => at_desk(place, new.trial.dry_run, async |desk| {
                record(desk, new).await
            }),
            Consent::Withdraw(it) => at_desk(place, it.trial.dry_run, async |desk| {
                withdraw(desk, it).await
            }),
        }
    }
}

async fn record(desk: &Desk, new: New) -> Outcome {
    let live = desk.store().live_connection(&new.connection).await;
    live.context("the consent cannot be recorded")?;
    let consent = Part2Consent {
        use_cases: new.use_cases,
        connection: new.connection,
        signed_on: new.signed,
        until: new.until,
        checked_by: new.by,
        checked_on: desk.today(),
        withdrawn_on: None,
    };
    desk.put(&new.id, &consent).await?;
    let id = &new.id;
    new.trial.tells(
        format_args!("the consent {id} would be recorded"),
        format_args!(
            "The consent {id} is recorded. Name it in requests: anteroom-part2-consent: {id}"
        ),
    );
    Ok(Exit::Done)
}

async fn withdraw(desk: &Desk, it: Withdrawn) -> Outcome {
    let kept = desk.find::<Part2Consent>(&it.id).await?;
    let record = Part2Consent {
        withdrawn_on: Some(it.on.unwrap_or(desk.today())),
        ..kept.record.clone()
    };
    desk.change(&kept, &record).await?;
    let id = &it.id;
    it.trial.tells(
        format_args!("the consent {id} would be taken back"),
        format_args!("The consent {id} is taken back."),
    );
    Ok(Exit::Done)
}

async fn list(desk: &Desk, as_json: bool) -> Outcome {
    let all = desk.all::<Part2Consent>().await?;
    if as_json {
        let each = all
            .iter()
            .map(|kept| json!({"id": kept.id, "consent": kept.record}));
        terminal::json(&json!(each.collect::<Vec<_>>()))?;
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        terminal::note("No consent is on file.");
    }
    for kept in &all {
        terminal::line(line(kept, desk.today()))?;
    }
    Ok(Exit::Done)
}

fn line(kept: &Kept<Part2Consent>, today: Date) -> String {
    let it = &kept.record;
    let codes: Vec<&str> = it
        .use_cases
        .iter()
        .map(|use_case| use_case.code())
        .collect();
    let state = match it.is_running(today) {
        true => "counts",
        false => "does not count",
    };
    format!(
        "{}: {state}; {} through {}, {} to {}, checked by {} on {}",
        kept.id,
        codes.join(", "),
        it.connection,
        it.signed_on,
        it.until,
        it.checked_by,
        it.checked_on
    )
}
