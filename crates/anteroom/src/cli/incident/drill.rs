//! `anteroom incident drill`: the incident plan was tried out.

use anteroom_audit::Word;
use anteroom_office::incident::{Drill as Tried, Kind};
use anteroom_office::{Desk, Id, Note};
use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::{Proof, at_desk, one_of};
use crate::cli::{Place, Trial};
use crate::exit::{Exit, Failure, Outcome};

#[derive(Debug, Args)]
pub(crate) struct Drill {
    /// What was played; the kinds are those of `incident open`.
    #[arg(long, value_parser = one_of::<Kind>)]
    kind: Kind,
    /// What was learned.
    #[arg(long)]
    learned: Note,
    /// Who led it.
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

impl Drill {
    pub(super) fn run(self, place: &Place) -> Outcome {
        at_desk(place, self.trial.dry_run, async |desk| {
            drill(desk, self).await
        })
    }
}

async fn drill(desk: &Desk, new: Drill) -> Outcome {
    let on = new.on.unwrap_or(desk.today());
    let tried = Tried {
        on,
        kind: new.kind,
        by: new.by,
        learned: new.learned,
        document: new.proof.keep(desk)?,
    };
    let year: Id = on.year().to_string().parse().map_err(Failure::usage)?;
    let id = desk.add_to(&year, &tried).await?;
    new.trial.tells(
        format_args!("drill {id} would be recorded"),
        format_args!("Drill {id} is recorded."),
    );
    Ok(Exit::Done)
}
