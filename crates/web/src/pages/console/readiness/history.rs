//! What was done at a gate so far.

use anteroom_office::Kept;
use anteroom_office::gate::GateFile;

use crate::page::Frame;

/// A change of the gate's record.
pub(super) struct Past {
    pub(super) at: String,
    pub(super) by: String,
    pub(super) did: String,
}

/// What each revision of the record changed, the newest first.
pub(super) fn changes(frame: &Frame, history: &[Kept<GateFile>]) -> Vec<Past> {
    let nothing = GateFile::default();
    let before = std::iter::once(&nothing).chain(history.iter().map(|kept| &kept.record));
    let each = history.iter().zip(before).map(|(kept, before)| Past {
        at: frame.minute(kept.at),
        by: kept.by.to_string(),
        did: did(before, &kept.record),
    });
    let mut all: Vec<Past> = each.collect();
    all.reverse();
    all
}

fn did(before: &GateFile, after: &GateFile) -> String {
    let said = [
        (before.owner != after.owner).then_some("said who sees to it"),
        (before.due != after.due).then_some("set the day"),
        (before.signers != after.signers).then_some("said who must sign"),
        (before.exhibits.len() < after.exhibits.len()).then_some("attached a file"),
        (before.approval != after.approval).then_some("approved it"),
        (before.waiver != after.waiver).then_some("set it aside"),
    ];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    match said.is_empty() {
        true => "wrote it down again".to_owned(),
        false => said.join(", "),
    }
}
