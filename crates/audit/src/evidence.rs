//! What the practice records about itself and its vendors, as the log tells of it.
//!
//! The record and the file are stored sealed and may hold what a person typed; the log holds their hashes, never their
//! words. The hash is that of the sealed bytes: one of a short note could be guessed.

use serde::{Deserialize, Serialize};

use crate::{Hash, Word};

/// A record was added, or a newer revision of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRecorded {
    /// The id of its row.
    pub id: Word,
    /// What kind of thing it is about: `party`, `agreement`, `incident`.
    pub subject: Word,
    /// Which one.
    pub subject_id: Word,
    /// 1 for the first record of it, then one more each time.
    pub revision: u64,
    /// Whether nothing may be sent while this is the newest record of it.
    pub holds: bool,
    /// Which fields differ from the revision before, by their names in the program; for a yes or no, with the new one, such
    /// as `disabled:yes`; for what was chosen from the program's own list, with its code, such as `paused:strange_answers`. What
    /// else they say stands in the record only (45 CFR 164.312(b): activity is recorded).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub changed: Vec<Word>,
    /// SHA-256 of the record as it is stored: sealed.
    pub body_sha256: Hash,
}

/// A file was kept as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFileKept {
    /// The id of its row.
    pub id: Word,
    /// SHA-256 of the file, by which a copy of it is recognized.
    pub sha256: Hash,
    /// SHA-256 of the file as it is stored: sealed.
    pub sealed_sha256: Hash,
    /// Its size.
    pub bytes: u64,
    /// What kind of file it is said to be, such as `application/pdf`.
    pub media_type: Word,
}
