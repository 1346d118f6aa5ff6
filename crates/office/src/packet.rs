//! What goes into an auditor's packet from the practice's records: as the log tells of them, and no record of how people
//! sign in.

use std::collections::BTreeSet;

use anteroom_audit::packet::{
    DECISIONS, Decision, FILES, FileLine, KEPT_BACK, LOG, Member, RECORDS, RecordLine,
};
use anteroom_audit::{EntryNo, Event, What, Word, canonical};
use anteroom_policy::OwnRule;
use anteroom_store::LogError;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, Record};
use crate::error::OfficeError;

/// The kinds of records that are shown.
const SHOWN: [&str; 26] = [
    crate::Disclaimer::SUBJECT,
    crate::Holder::SUBJECT,
    crate::Part2Consent::SUBJECT,
    crate::PatientNotice::SUBJECT,
    crate::Profile::SUBJECT,
    crate::Questions::SUBJECT,
    crate::flow::FlowApproval::SUBJECT,
    crate::gate::GateFile::SUBJECT,
    crate::incident::Case::SUBJECT,
    crate::incident::Drill::SUBJECT,
    crate::laws::SUBJECT,
    crate::risk::Asset::SUBJECT,
    crate::risk::Safeguard::SUBJECT,
    crate::risk::Signature::SUBJECT,
    crate::risk::Threat::SUBJECT,
    crate::level::Lowered::SUBJECT,
    OwnRule::SUBJECT,
    crate::second_step::SignInRule::SUBJECT,
    crate::signoff::SignOff::SUBJECT,
    crate::training::Completion::SUBJECT,
    crate::training::Course::SUBJECT,
    crate::training::Person::SUBJECT,
    crate::vendor::Agreement::SUBJECT,
    crate::vendor::Claim::SUBJECT,
    crate::vendor::Deployment::SUBJECT,
    crate::vendor::Party::SUBJECT,
];

/// A packet could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum PacketFault {
    /// The log could not be copied.
    #[error(transparent)]
    Log(#[from] LogError),
    /// A record could not be read.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

/// What the log tells of, entry by entry.
#[derive(Deserialize)]
struct Line {
    no: EntryNo,
    body: String,
}

/// The log, and the records, files and decisions that it tells of. The copy of the log is recorded in the log itself, after
/// what is copied.
///
/// # Errors
/// When something cannot be read, or the log tells of a kind of record that this version does not know.
pub async fn members(desk: &Desk) -> Result<Vec<Member>, PacketFault> {
    let mut log = String::new();
    let copy = desk.store().export_log(desk.by(), |line| {
        log.push_str(line);
        log.push('\n');
        Ok(())
    });
    copy.await?;
    let events = events(&log)?;
    Ok(vec![
        member(RECORDS, &records(desk, &events).await?)?,
        member(FILES, &files(desk, &events).await?)?,
        member(DECISIONS, &decisions(desk, &events).await?)?,
        Member {
            name: LOG.to_owned(),
            content: log.into_bytes(),
        },
    ])
}

fn events(log: &str) -> Result<Vec<(EntryNo, Event)>, OfficeError> {
    let lines = log.lines().filter(|line| line.starts_with("{\"no\":"));
    let event = |line| {
        let Line { no, body } = serde_json::from_str(line).map_err(|_| UNREADABLE)?;
        let event = canonical::from_bytes(body.as_bytes()).map_err(|_| UNREADABLE)?;
        Ok((no, event))
    };
    lines.map(event).collect()
}

/// Every revision of every record that the log tells of.
async fn records(desk: &Desk, events: &[(EntryNo, Event)]) -> Result<Vec<RecordLine>, OfficeError> {
    let told = events.iter().filter_map(|(_, event)| match &event.what {
        What::EvidenceRecorded(one) => Some((&one.subject, &one.subject_id, one.revision)),
        _ => None,
    });
    let shown = told.filter(|(subject, ..)| !KEPT_BACK.contains(&subject.as_str()));
    let told: BTreeSet<(&Word, &Word, u64)> = shown.collect();
    let subjects: BTreeSet<(&Word, &Word)> = told.iter().map(|one| (one.0, one.1)).collect();
    let mut lines = Vec::new();
    for (subject, subject_id) in subjects {
        let known = SHOWN.iter().find(|known| **known == subject.as_str());
        let known = known.ok_or(UNREADABLE)?;
        for row in desk.store().evidence_history(known, subject_id).await? {
            // What came after the copy of the log is not in the packet.
            if told.contains(&(subject, subject_id, row.revision)) {
                lines.push(RecordLine {
                    subject: subject.clone(),
                    subject_id: subject_id.clone(),
                    revision: row.revision,
                    at: row.recorded_at,
                    by: row.recorded_by.clone(),
                    record: serde_json::from_slice(&row.body).map_err(|_| UNREADABLE)?,
                });
            }
        }
    }
    Ok(lines)
}

/// Every file that the log tells of.
async fn files(desk: &Desk, events: &[(EntryNo, Event)]) -> Result<Vec<FileLine>, OfficeError> {
    let told = events.iter().filter_map(|(_, event)| match &event.what {
        What::EvidenceFileKept(one) => Some(&one.id),
        _ => None,
    });
    let told: BTreeSet<&Word> = told.collect();
    let files = desk.store().files().await?;
    let shown = files.into_iter().filter(|file| told.contains(&file.id));
    let line = |file: anteroom_store::EvidenceFile| FileLine {
        id: file.id,
        sha256: file.sha256,
        bytes: file.bytes,
        media_type: file.media_type,
    };
    Ok(shown.map(line).collect())
}

/// Every decision that the log tells of, with the facts that it saw.
async fn decisions(desk: &Desk, events: &[(EntryNo, Event)]) -> Result<Vec<Decision>, OfficeError> {
    let mut lines = Vec::new();
    for (no, event) in events {
        let (decision, reasons) = match &event.what {
            What::RequestOpened(one) => (&one.decision, &one.reasons),
            What::RequestRefused(one) => (&one.decision, &one.reasons),
            _ => continue,
        };
        let receipt = event.receipt.ok_or(UNREADABLE)?;
        let kept = desk.store().receipt(receipt).await?.ok_or(UNREADABLE)?;
        lines.push(Decision {
            entry: *no,
            receipt,
            decision: decision.clone(),
            reasons: reasons.clone(),
            facts: kept.facts,
        });
    }
    Ok(lines)
}

fn member(name: &str, lines: &[impl Serialize]) -> Result<Member, OfficeError> {
    let mut content = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut content, line).map_err(|_| UNREADABLE)?;
        content.push(b'\n');
    }
    let name = name.to_owned();
    Ok(Member { name, content })
}

const UNREADABLE: OfficeError = OfficeError::Unreadable("packet");

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Every kind that a file of this crate names.
    fn kinds(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                kinds(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let named = text.split("const SUBJECT: &'static str = \"").skip(1);
            found.extend(
                named
                    .filter_map(|rest| rest.split('"').next())
                    .map(str::to_owned),
            );
        }
    }

    /// A kind that nobody thought of would make every packet fail, or leak.
    #[test]
    fn every_kind_of_record_is_shown_or_kept_back() {
        let mut found = Vec::new();
        kinds(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        let mut known: Vec<&str> = SHOWN.into_iter().chain(KEPT_BACK).collect();
        found.retain(|kind| {
            !kind.is_empty()
                && kind
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        });
        // Its name stands in policy, whose kind of record it is.
        found.push(OwnRule::SUBJECT.to_owned());
        found.sort();
        known.sort_unstable();
        assert_eq!(found, known);
    }
}
