//! What the log in a packet tells of records, files and decisions, and whether the packet shows the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{DECISIONS, FILES, KEPT_BACK, LOG, PacketError, RECORDS};
use crate::{EntryNo, Event, Hash, Micros, ReceiptId, What, Word, canonical};

/// A record as a packet shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordLine {
    /// What kind.
    pub subject: Word,
    /// Which one.
    pub subject_id: Word,
    /// Which revision.
    pub revision: u64,
    /// When it was recorded.
    pub at: Micros,
    /// Who recorded it.
    pub by: Word,
    /// What it says.
    pub record: Value,
}

/// A file as a packet lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLine {
    /// Its id.
    pub id: Word,
    /// SHA-256 of its content, by which a copy is recognized.
    pub sha256: Hash,
    /// Its size.
    pub bytes: u64,
    /// What kind of file it is said to be.
    pub media_type: Word,
}

/// A decision as a packet shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The entry of the log that tells of it.
    pub entry: EntryNo,
    /// The request's receipt.
    pub receipt: ReceiptId,
    /// What was decided.
    pub decision: Word,
    /// Why.
    pub reasons: Vec<Word>,
    /// What was seen, as JSON: codes and counts.
    pub facts: String,
}

/// A record by kind, id and revision.
type Key = (Word, Word, u64);

/// What the log tells.
#[derive(Default)]
pub(super) struct Told {
    records: BTreeSet<Key>,
    kept_back: usize,
    files: BTreeMap<Word, FileLine>,
    decisions: BTreeMap<u64, Decided>,
}

/// A decision as the log tells of it.
struct Decided {
    receipt: Option<ReceiptId>,
    decision: Word,
    reasons: Vec<Word>,
    facts_sha256: Hash,
}

#[derive(Deserialize)]
struct Line {
    no: EntryNo,
    body: String,
}

impl Told {
    /// Reads a copy of a log that was verified.
    pub(super) fn of(log: &str) -> Result<Told, PacketError> {
        let mut told = Told::default();
        for (at, line) in log
            .lines()
            .enumerate()
            .filter(|(_, line)| line.starts_with("{\"no\":"))
        {
            let line: Line = serde_json::from_str(line).map_err(|_| unreadable(LOG, at))?;
            // An entry that only a later version knows tells this one nothing.
            if let Ok(event) = canonical::from_bytes(line.body.as_bytes()) {
                told.hear(line.no, event);
            }
        }
        Ok(told)
    }

    fn hear(&mut self, no: EntryNo, event: Event) {
        let receipt = event.receipt;
        let mut decide = |decision, reasons, facts_sha256| {
            let decided = Decided {
                receipt,
                decision,
                reasons,
                facts_sha256,
            };
            self.decisions.insert(no.0, decided);
        };
        match event.what {
            What::RequestOpened(one) => decide(one.decision, one.reasons, one.facts_sha256),
            What::RequestRefused(one) => decide(one.decision, one.reasons, one.facts_sha256),
            What::EvidenceRecorded(one) if KEPT_BACK.contains(&one.subject.as_str()) => {
                self.kept_back += 1;
            }
            What::EvidenceRecorded(one) => {
                self.records
                    .insert((one.subject, one.subject_id, one.revision));
            }
            What::EvidenceFileKept(one) => {
                let file = FileLine {
                    id: one.id.clone(),
                    sha256: one.sha256,
                    bytes: one.bytes,
                    media_type: one.media_type,
                };
                self.files.insert(one.id, file);
            }
            _ => {}
        }
    }

    /// Holds the records against the log, and gives how many there are and how many are kept back.
    pub(super) fn hold_records(&self, text: &str) -> Result<(usize, usize), PacketError> {
        let mut left = self.records.clone();
        for line in each::<RecordLine>(text, RECORDS) {
            let line = line?;
            let key = (line.subject, line.subject_id, line.revision);
            if !left.remove(&key) {
                return Err(record(key));
            }
        }
        match left.pop_first() {
            Some(missing) => Err(record(missing)),
            None => Ok((self.records.len(), self.kept_back)),
        }
    }

    /// Holds the list of files against the log, and gives how many there are.
    pub(super) fn hold_files(&self, text: &str) -> Result<usize, PacketError> {
        let mut left = self.files.clone();
        for line in each::<FileLine>(text, FILES) {
            let line = line?;
            if left.remove(&line.id).as_ref() != Some(&line) {
                return Err(PacketError::File(line.id));
            }
        }
        match left.pop_first() {
            Some((missing, _)) => Err(PacketError::File(missing)),
            None => Ok(self.files.len()),
        }
    }

    /// Holds the decisions against the log, and gives how many there are.
    pub(super) fn hold_decisions(&self, text: &str) -> Result<usize, PacketError> {
        let mut left: BTreeSet<u64> = self.decisions.keys().copied().collect();
        for line in each::<Decision>(text, DECISIONS) {
            let line = line?;
            let told = self.decisions.get(&line.entry.0);
            if !left.remove(&line.entry.0) || !told.is_some_and(|told| told.is(&line)) {
                return Err(PacketError::Decision(line.entry));
            }
        }
        match left.pop_first() {
            Some(missing) => Err(PacketError::Decision(EntryNo(missing))),
            None => Ok(self.decisions.len()),
        }
    }
}

impl Decided {
    fn is(&self, shown: &Decision) -> bool {
        self.receipt == Some(shown.receipt)
            && self.decision == shown.decision
            && self.reasons == shown.reasons
            && self.facts_sha256 == Hash::of(shown.facts.as_bytes())
    }
}

fn each<T: for<'de> Deserialize<'de>>(
    text: &str,
    member: &'static str,
) -> impl Iterator<Item = Result<T, PacketError>> {
    let lines = text.lines().enumerate();
    lines.map(move |(at, line)| serde_json::from_str(line).map_err(|_| unreadable(member, at)))
}

fn unreadable(member: &'static str, at: usize) -> PacketError {
    let line = at + 1;
    PacketError::Line { member, line }
}

fn record((subject, subject_id, revision): Key) -> PacketError {
    PacketError::Record {
        subject,
        subject_id,
        revision,
    }
}
