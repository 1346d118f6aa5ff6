//! What people do at a gate, by command or by page: approve it, attach a file, set it aside.

use anteroom_audit::Word;
use jiff::civil::Date;

use super::file::{Exhibit, GateFile};
use super::kind::GateKind;
use super::view::Gates;
use crate::desk::Desk;
use crate::document::Document;
use crate::error::OfficeError;
use crate::flow::FlowApproval;
use crate::note::Note;

/// Approves a gate as it stands, until a year from now or the day given; gives the last day. The gate of the map is approved
/// by approving the map.
///
/// # Errors
/// As [`Gates::approve`], or when it cannot be recorded.
pub async fn approve(
    desk: &Desk,
    gate: GateKind,
    by: Word,
    until: Option<Date>,
) -> Result<Date, OfficeError> {
    let gates = Gates::read(desk).await?;
    if gate == GateKind::DataFlow {
        let map = gates.approve_map(by, until)?;
        desk.put(&FlowApproval::id()?, &map).await?;
        return Ok(map.until);
    }
    let approval = gates.approve(gate, by, until)?;
    let until = approval.until;
    change(desk, gate, |file| file.approval = Some(approval)).await?;
    Ok(until)
}

/// Attaches a file that the desk took in ([`Desk::attach`]), with what it shows.
///
/// # Errors
/// When it cannot be recorded.
pub async fn attach(
    desk: &Desk,
    gate: GateKind,
    document: Document,
    note: Option<Note>,
) -> Result<(), OfficeError> {
    let on = desk.today();
    change(desk, gate, |file| {
        file.exhibits.push(Exhibit { document, on, note });
    })
    .await
}

/// Records the written decision that a gate does not apply.
///
/// # Errors
/// As [`Gates::waive`], or when it cannot be recorded.
pub async fn set_aside(
    desk: &Desk,
    gate: GateKind,
    by: Word,
    reason: Note,
) -> Result<(), OfficeError> {
    let waiver = Gates::read(desk).await?.waive(gate, by, reason)?;
    change(desk, gate, |file| file.waiver = Some(waiver)).await
}

/// Changes the record of a gate; begins one where nobody has done anything yet.
///
/// # Errors
/// When it cannot be recorded.
pub async fn change(
    desk: &Desk,
    gate: GateKind,
    how: impl FnOnce(&mut GateFile),
) -> Result<(), OfficeError> {
    let id = gate.id()?;
    match desk.find::<GateFile>(&id).await {
        Ok(kept) => {
            let mut file = kept.record.clone();
            how(&mut file);
            desk.change(&kept, &file).await
        }
        Err(OfficeError::Missing { .. }) => {
            let mut file = GateFile::default();
            how(&mut file);
            desk.add(&id, &file).await
        }
        Err(failed) => Err(failed),
    }
}
