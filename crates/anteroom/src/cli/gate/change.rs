//! What people add to a gate: an owner, files, an approval.

use anteroom_office::{Desk, gate};

use super::{Approve, Assign, Attach, NotApplicable};
use crate::cli::desk::{keep, officer, words};
use crate::exit::{Exit, Outcome};

pub(super) async fn approve(desk: &Desk, new: Approve) -> Outcome {
    let by = officer(desk, &new.by).await?;
    let until = gate::approve(desk, new.name.gate, by, new.until).await?;
    let name = words(&new.name.gate);
    new.trial.tells(
        format_args!("{name} would be approved until {until}"),
        format_args!("{name} is approved until {until}."),
    );
    Ok(Exit::Done)
}

pub(super) async fn assign(desk: &Desk, new: Assign) -> Outcome {
    let kind = new.name.gate;
    gate::change(desk, kind, |file| {
        file.owner = new.owner.or(file.owner.take());
        file.due = new.due.or(file.due);
        file.signers.extend(new.signers);
    })
    .await?;
    let name = words(&kind);
    new.trial.tells(
        format_args!("{name} would be assigned"),
        format_args!("{name} is assigned."),
    );
    Ok(Exit::Done)
}

pub(super) async fn attach(desk: &Desk, new: Attach) -> Outcome {
    let document = keep(desk, &new.file)?;
    gate::attach(desk, new.name.gate, document, new.note).await?;
    let name = words(&new.name.gate);
    new.trial.tells(
        format_args!("the file would be attached to {name}"),
        format_args!("The file is attached to {name}."),
    );
    Ok(Exit::Done)
}

pub(super) async fn waive(desk: &Desk, new: NotApplicable) -> Outcome {
    let by = officer(desk, &new.by).await?;
    gate::set_aside(desk, new.name.gate, by, new.reason).await?;
    let name = words(&new.name.gate);
    new.trial.tells(
        format_args!("{name} would be set aside"),
        format_args!("{name} is set aside while only your own machines are in use."),
    );
    Ok(Exit::Done)
}
