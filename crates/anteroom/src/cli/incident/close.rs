//! `anteroom incident close`: what caused it, and that everything was done.

use anteroom_audit::Word;
use anteroom_office::incident::{Case, Cases};
use anteroom_office::{Desk, Id, Note};
use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::at_desk;
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Outcome};

#[derive(Debug, Args)]
pub(crate) struct Close {
    /// The incident's id.
    id: Id,
    /// What caused it, and what was done so that it does not happen again.
    #[arg(long)]
    cause: Note,
    /// Who closes it.
    #[arg(long, value_name = "WHO")]
    by: Word,
    /// When. Today if left out.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    trial: Trial,
}

impl Close {
    pub(super) fn run(self, place: &Place) -> Outcome {
        at_desk(place, self.trial.dry_run, async |desk| {
            close(desk, self).await
        })
    }
}

async fn close(desk: &Desk, end: Close) -> Outcome {
    let kept = desk.find::<Case>(&end.id).await?;
    let cases = Cases::read(desk).await?;
    let on = end.on.unwrap_or(desk.today());
    let view = cases.one(&end.id)?;
    let keep_until = view.clocks.keep_record_until;
    let closed = view.close(on, end.by, end.cause)?;
    desk.change(&kept, &closed).await?;
    end.trial.tells(
        format_args!("incident {} would be closed", end.id),
        format_args!(
            "Incident {} is closed. Keep its record through {keep_until}.",
            end.id
        ),
    );
    Ok(Exit::Done)
}
