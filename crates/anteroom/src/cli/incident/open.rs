//! `anteroom incident open` and `change`: what is known of an incident.

use anteroom_audit::Word;
use anteroom_office::incident::{Case, Kind, VendorPart};
use anteroom_office::vendor::Party;
use anteroom_office::{Desk, Id, Note};
use anteroom_policy::deadline::Jurisdiction;
use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;

use super::facts::{Residents, by_state};
use super::others::{LawEnforcement, Vendor};
use crate::cli::desk::{at_desk, one_of};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};

#[derive(Debug, Args)]
pub(crate) struct Open {
    /// What kind: without-agreement, wrong-region, missed-identifier, wrong-person, vendor-breach, vendor-terms-changed,
    /// prompt-log-exposed, unapproved-tool, key-leaked, other-patient-in-answer or other.
    #[arg(long, value_parser = one_of::<Kind>)]
    kind: Kind,
    /// What happened, without patients' names.
    #[arg(long)]
    happened: Note,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    trial: Trial,
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// The incident's id.
    id: Id,
    /// Let requests through again, although the incident is open.
    #[arg(long, conflicts_with = "hold")]
    release: bool,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    trial: Trial,
}

/// What is known. What is left out stays as it was.
#[derive(Debug, Args)]
struct Known {
    /// First day on which it was known, or would have been with reasonable diligence. Today if never said.
    #[arg(long, value_name = "DATE")]
    discovered: Option<Date>,
    /// How many people are affected in all.
    #[arg(long, value_name = "N")]
    affected: Option<u32>,
    /// How many of them live in a state. Everybody else is taken to live in the practice's state.
    #[arg(long, value_name = "ST=N", requires = "affected")]
    residents: Vec<Residents>,
    /// What kind of practice it is; some clocks run for licensed facilities only, such as surgical_clinic.
    #[arg(long, value_name = "TYPE")]
    practice_type: Option<Word>,
    /// It was encrypted as the federal guidance says, and the keys are safe.
    #[arg(long)]
    secured: bool,
    /// It happened at this vendor.
    #[arg(long, value_name = "VENDOR", requires = "vendor_discovered")]
    vendor: Option<Id>,
    #[command(flatten)]
    vendor_part: Vendor,
    #[command(flatten)]
    law_enforcement: LawEnforcement,
    /// Send nothing while the incident is open, from the next request on.
    #[arg(long)]
    hold: bool,
}

impl Open {
    pub(super) fn run(self, place: &Place) -> Outcome {
        at_desk(place, self.trial.dry_run, async |desk| {
            open(desk, self).await
        })
    }
}

impl Change {
    pub(super) fn run(self, place: &Place) -> Outcome {
        at_desk(place, self.trial.dry_run, async |desk| {
            change(desk, self).await
        })
    }
}

async fn open(desk: &Desk, new: Open) -> Outcome {
    let discovered = new.known.discovered.unwrap_or(desk.today());
    let mut case = Case::new(new.kind, new.happened, discovered);
    new.known.apply(desk, &mut case).await?;
    let id = case.open(desk).await?;
    new.trial.tells(
        format_args!("incident {id} would be opened{}", held(&case)),
        format_args!(
            "Incident {id} is open{}. Next: anteroom incident show {id}",
            held(&case)
        ),
    );
    Ok(Exit::Done)
}

async fn change(desk: &Desk, new: Change) -> Outcome {
    let kept = desk.find::<Case>(&new.id).await?;
    let mut case = kept.record.clone();
    new.known.apply(desk, &mut case).await?;
    case.holds_sending &= !new.release;
    desk.change(&kept, &case).await?;
    new.trial.tells(
        format_args!("incident {} would be changed{}", new.id, held(&case)),
        format_args!("Incident {} is changed{}.", new.id, held(&case)),
    );
    Ok(Exit::Done)
}

fn held(case: &Case) -> &'static str {
    match case.holds_sending {
        true => "; nothing is sent until it is closed or released",
        false => "",
    }
}

impl Known {
    async fn apply(self, desk: &Desk, case: &mut Case) -> Result<(), Failure> {
        case.discovered = self.discovered.unwrap_or(case.discovered);
        if let Some(affected) = self.affected {
            case.affected = by_state(practice_state(desk).await?, affected, &self.residents)?;
        }
        if let Some(practice_type) = self.practice_type {
            case.practice_type = practice_type;
        }
        if let Some(party) = &self.vendor {
            desk.find::<Party>(party).await?;
        }
        if let Some(part) = self.vendor_part.part() {
            case.vendor = Some(VendorPart {
                party: self.vendor,
                part,
            });
        }
        case.law_hold = self.law_enforcement.hold().or(case.law_hold);
        case.secured |= self.secured;
        case.holds_sending |= self.hold;
        Ok(())
    }
}

async fn practice_state(desk: &Desk) -> Result<Jurisdiction, Failure> {
    let practice = desk.store().practice().await;
    let practice = practice.context("the practice cannot be read")?;
    let practice = practice.context("the practice is not set up")?;
    practice.state.as_str().parse().map_err(Failure::usage)
}
