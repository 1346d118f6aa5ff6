//! What is finished: how a run that goes on knows what an earlier one has done.
//!
//! As `make` does it: a document is finished when it is newer than the file that it was made from. Nothing is kept for each
//! file, so that neither a million of them nor a run that is killed costs anything, and nothing that is passed on with the
//! documents tells of their content or age: a hash of a short note can be guessed, its date is the patient's. Kept is only
//! with which settings and since when the folder is written; with other settings everything is done again.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::target::Target;

/// What documents are made with: when any of it differs, so may they.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Making {
    /// What finds and reads, as fingerprints.
    pub(super) detector: String,
    /// The way of replacing.
    pub(super) mode: String,
    /// The year that decides on ages over 89, in the way that needs it.
    pub(super) year: Option<i16>,
}

/// The note in the folder.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    making: Making,
    since: Timestamp,
}

/// Tells which documents are finished.
pub(super) struct Record {
    since: SystemTime,
}

/// The clock of file systems may lag behind ours by a tick of the kernel. A file that changed so shortly before it was read
/// counts as changed since.
const LAG: Duration = Duration::from_millis(10);

impl Record {
    /// Reads the note of an earlier run with the same settings, or begins one.
    pub(super) fn open(target: &Target, making: &Making, now: Timestamp) -> anyhow::Result<Self> {
        let path = target.state().join("run.json");
        let earlier = fs::read(&path).ok();
        let earlier = earlier.and_then(|bytes| serde_json::from_slice::<Note>(&bytes).ok());
        if let Some(note) = earlier.filter(|note| note.making == *making) {
            return Ok(Self {
                since: note.since.into(),
            });
        }
        let note = Note {
            making: making.clone(),
            since: now,
        };
        write(target, &path, &note).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { since: now.into() })
    }

    /// Whether the document at `place` was made from this file as it is now.
    pub(super) fn is_finished(&self, source: &Metadata, place: &Path) -> bool {
        let made = fs::symlink_metadata(place).ok().filter(Metadata::is_file);
        let made = made.and_then(|about| about.modified().ok());
        let changed = changed(source).and_then(|at| at.checked_add(LAG));
        made.zip(changed)
            .is_some_and(|(made, changed)| made >= self.since && made > changed)
    }
}

/// When a file was last changed, by the time that nobody can set.
fn changed(about: &Metadata) -> Option<SystemTime> {
    let seconds = Duration::from_secs(about.ctime().try_into().ok()?);
    let rest = Duration::from_nanos(about.ctime_nsec().try_into().ok()?);
    SystemTime::UNIX_EPOCH.checked_add(seconds + rest)
}

fn write(target: &Target, path: &Path, note: &Note) -> anyhow::Result<()> {
    let mut draft = target.draft()?;
    serde_json::to_writer(&mut draft, note)?;
    Ok(draft.finish(path)?)
}
