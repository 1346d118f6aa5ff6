//! `anteroom incident notify`: who was told.

use anteroom_office::incident::{Case, How, Notice};
use anteroom_office::{Desk, Id, Note};
use anteroom_policy::deadline::{Jurisdiction, Recipient};
use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::{at_desk, one_of, words};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Args)]
pub(crate) struct Notify {
    /// The incident's id.
    id: Id,
    /// Who: individuals, hhs, media, state-ag, state-health-dept or consumer-reporting-agencies.
    #[arg(long, value_parser = one_of::<Recipient>)]
    to: Recipient,
    /// In which state. All of them if left out.
    #[arg(long = "in", value_name = "ST")]
    place: Option<Jurisdiction>,
    /// When. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The state's exemption was confirmed, so nobody is told there; say why with --note.
    #[arg(long)]
    not_needed: bool,
    /// How it was given, or why it is not needed.
    #[arg(long)]
    note: Option<Note>,
    #[command(flatten)]
    trial: Trial,
}

impl Notify {
    pub(super) fn run(self, place: &Place) -> Outcome {
        at_desk(place, self.trial.dry_run, async |desk| {
            notify(desk, self).await
        })
    }
}

async fn notify(desk: &Desk, new: Notify) -> Outcome {
    let kept = desk.find::<Case>(&new.id).await?;
    let mut case = kept.record.clone();
    let on = new.on.unwrap_or(desk.today());
    case.notices.push(Notice {
        to: new.to,
        place: new.place,
        on,
        how: match new.not_needed {
            true => How::NotNeeded,
            false => How::Given,
        },
        note: new.note,
    });
    desk.change(&kept, &case).await?;
    let (id, to) = (new.id, words(&new.to));
    new.trial.tells(
        format_args!("the notice to {to} would be recorded for {id}"),
        format_args!("Recorded for {id}: {to}, {on}."),
    );
    Ok(Exit::Done)
}
