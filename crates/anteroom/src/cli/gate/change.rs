//! What people add to a gate: an owner, files, an approval.

use anteroom_office::flow::FlowApproval;
use anteroom_office::gate::{Exhibit, GateFile, GateKind, Gates};
use anteroom_office::{Desk, OfficeError};

use super::{Approve, Assign, Attach, NotApplicable};
use crate::cli::desk::{keep, officer, words};
use crate::exit::{Exit, Failure, Outcome};

pub(super) async fn approve(desk: &Desk, new: Approve) -> Outcome {
    let gate = new.name.gate;
    let gates = Gates::read(desk).await?;
    let by = officer(desk, &new.by).await?;
    let until = match gate {
        GateKind::DataFlow => {
            let map = gates.approve_map(by, new.until)?;
            desk.put(&FlowApproval::id()?, &map).await?;
            map.until
        }
        _ => {
            let approval = gates.approve(gate, by, new.until)?;
            let until = approval.until;
            change(desk, gate, |file| file.approval = Some(approval)).await?;
            until
        }
    };
    let name = words(&gate);
    new.trial.tells(
        format_args!("{name} would be approved until {until}"),
        format_args!("{name} is approved until {until}."),
    );
    Ok(Exit::Done)
}

pub(super) async fn assign(desk: &Desk, new: Assign) -> Outcome {
    let gate = new.name.gate;
    change(desk, gate, |file| {
        file.owner = new.owner.or(file.owner.take());
        file.due = new.due.or(file.due);
        file.signers.extend(new.signers);
    })
    .await?;
    let name = words(&gate);
    new.trial.tells(
        format_args!("{name} would be assigned"),
        format_args!("{name} is assigned."),
    );
    Ok(Exit::Done)
}

pub(super) async fn attach(desk: &Desk, new: Attach) -> Outcome {
    let gate = new.name.gate;
    let document = keep(desk, &new.file)?;
    let (on, note) = (desk.today(), new.note);
    change(desk, gate, |file| {
        file.exhibits.push(Exhibit { document, on, note })
    })
    .await?;
    let name = words(&gate);
    new.trial.tells(
        format_args!("the file would be attached to {name}"),
        format_args!("The file is attached to {name}."),
    );
    Ok(Exit::Done)
}

pub(super) async fn waive(desk: &Desk, new: NotApplicable) -> Outcome {
    let gate = new.name.gate;
    let by = officer(desk, &new.by).await?;
    let waiver = Gates::read(desk).await?.waive(gate, by, new.reason)?;
    change(desk, gate, |file| file.waiver = Some(waiver)).await?;
    let name = words(&gate);
    new.trial.tells(
        format_args!("{name} would be set aside"),
        format_args!("{name} is set aside while only your own machines are in use."),
    );
    Ok(Exit::Done)
}

async fn change(
    desk: &Desk,
    gate: GateKind,
    edit: impl FnOnce(&mut GateFile),
) -> Result<(), Failure> {
    let id = gate.id()?;
    match desk.find::<GateFile>(&id).await {
        Ok(kept) => {
            let mut file = kept.record.clone();
            edit(&mut file);
            desk.change(&kept, &file).await?;
        }
        Err(OfficeError::Missing { .. }) => {
            let mut file = GateFile::default();
            edit(&mut file);
            desk.add(&id, &file).await?;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
