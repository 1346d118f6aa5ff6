//! `anteroom vendor deployment`: services of a vendor that the practice uses.

use anteroom_audit::Word;
use anteroom_office::vendor::{
    Deployment as Service, Kind, add_service, end_service, leads_elsewhere,
};
use anteroom_office::{Desk, Id};
use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::cli::desk::{at_desk, one_of};
use crate::cli::{Place, Trial, level};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

#[derive(Debug, Subcommand)]
pub(crate) enum Deployment {
    /// Record a service that you use, and who approved it.
    #[command(
        after_help = "Example:\n  anteroom vendor deployment add mistral --kind enterprise-api --product \"Scale plan\" \
        --endpoint api.us.mistral.ai/v1/chat --region us --connection mistral --approved-by \"Dana Whitfield\""
    )]
    Add(Add),
    /// Record that you stopped using a service.
    #[command(after_help = "Example:\n  anteroom vendor deployment end mistral.1")]
    End(End),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The vendor's id.
    vendor: Id,
    /// What kind of service: public-api, enterprise-api, private-cloud or self-hosted.
    #[arg(long, value_parser = one_of::<Kind>)]
    kind: Kind,
    /// Product or plan, as the vendor calls it.
    #[arg(long)]
    product: Word,
    /// Where it answers: host, or host and path.
    #[arg(long, value_name = "HOST")]
    endpoint: Word,
    /// Where text is handled.
    #[arg(long)]
    region: Word,
    /// The connection that leads there.
    #[arg(long, value_name = "NAME")]
    connection: Option<Word>,
    /// Who approved it today.
    #[arg(long, value_name = "WHO")]
    approved_by: Option<Word>,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct End {
    /// The service's id.
    id: Id,
    /// Day from which it is no longer used. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

impl Deployment {
    pub(super) fn run(self, place: &Place) -> Outcome {
        match self {
            Deployment::Add(new) => add_and_tell(place, new),
            Deployment::End(end) => at_desk(place, end.trial.dry_run, async |desk| {
                ended(desk, end).await
            }),
        }
    }
}

/// Adds it, and says what became of the level of its connection, on which an approval decides no longer.
fn add_and_tell(place: &Place, new: Add) -> Outcome {
    let (connection, trial) = (new.connection.clone(), new.trial);
    let now = || match &connection {
        Some(name) => level::of_connection(place, name),
        None => Ok(None),
    };
    let before = now()?;
    let done = at_desk(place, trial.dry_run, async |desk| add(desk, new).await)?;
    let Some((name, before)) = connection.as_ref().zip(before) else {
        return Ok(done);
    };
    match (trial.dry_run, now()?) {
        (true, _) => terminal::note(format_args!(
            "Your records would decide about connection {name} then, and an approval no longer would; it is at {} now.",
            before.level.words()
        )),
        (false, Some(after)) => level::tell(name, &before, &after),
        (false, None) => {}
    }
    Ok(done)
}

async fn add(desk: &Desk, new: Add) -> Outcome {
    let service = Service {
        party: new.vendor.clone(),
        connection: new.connection,
        kind: new.kind,
        product: new.product,
        endpoint: new.endpoint,
        region: new.region,
        approved_on: new.approved_by.as_ref().map(|_| desk.today()),
        approved_by: new.approved_by,
        ended_on: None,
    };
    leads_there(desk, &service).await?;
    let id = add_service(desk, &service).await?;
    new.trial.tells(
        format_args!("service {id} would be added"),
        format_args!(
            "Service {id} is added. See: anteroom vendor show {}",
            new.vendor
        ),
    );
    Ok(Exit::Done)
}

/// Refuses a connection that leads somewhere else.
async fn leads_there(desk: &Desk, service: &Service) -> Result<(), Failure> {
    let host = leads_elsewhere(desk, service).await;
    let elsewhere = host.context("the service cannot be recorded")?;
    match (elsewhere, &service.connection) {
        (Some(host), Some(name)) => Err(Failure::usage(format_args!(
            "--endpoint: connection {name} leads to {host}, not to {}",
            service.endpoint
        ))),
        _ => Ok(()),
    }
}

async fn ended(desk: &Desk, end: End) -> Outcome {
    let kept = desk.find::<Service>(&end.id).await?;
    let day = end.on.unwrap_or(desk.today());
    end_service(desk, &kept, day).await?;
    end.trial.tells(
        format_args!("service {} would end on {day}", end.id),
        format_args!("Service {} ends on {day}.", end.id),
    );
    Ok(Exit::Done)
}
