//! The newest checkpoint as a file beside the database.
//!
//! Whoever cuts the end of the log would cut the checkpoint in the database too; this copy then
//! says that there was more. It is replaced by renaming, at most about once a second and when the
//! recorder ends, always after the transaction that it speaks of.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anteroom_audit::{Checkpoint, VerifyingKey};
use tokio::task::JoinHandle;
use tokio::time::Instant;

const EVERY: Duration = Duration::from_secs(1);

pub(crate) struct CheckpointFile {
    path: Option<PathBuf>,
    key: VerifyingKey,
    pending: Option<(u64, String)>,
    written: Option<Instant>,
    writing: Option<JoinHandle<()>>,
}

impl CheckpointFile {
    pub(crate) fn new(path: Option<PathBuf>, key: VerifyingKey) -> CheckpointFile {
        CheckpointFile {
            path,
            key,
            pending: None,
            written: None,
            writing: None,
        }
    }

    /// Notes the newest checkpoint, to be written when it is time.
    pub(crate) fn newest(&mut self, size: u64, note: &str) {
        if self.path.is_some() {
            self.pending = Some((size, note.to_owned()));
        }
    }

    /// How long until the file should be written; none when it is up to date.
    pub(crate) fn due(&self) -> Option<Duration> {
        self.pending.as_ref()?;
        Some(
            self.written
                .map_or(Duration::ZERO, |then| EVERY.saturating_sub(then.elapsed())),
        )
    }

    /// Writes in the background when it is time.
    pub(crate) fn write_when_due(&mut self) {
        let busy = self
            .writing
            .as_ref()
            .is_some_and(|task| !task.is_finished());
        if self.due() == Some(Duration::ZERO) && !busy {
            self.start();
        }
    }

    /// Writes what is pending and waits for it.
    pub(crate) async fn write_now(&mut self) {
        if let Some(task) = self.writing.take() {
            let _ = task.await;
        }
        self.start();
        if let Some(task) = self.writing.take() {
            let _ = task.await;
        }
    }

    /// Whether the file says that the log was longer, or other, than `head` says.
    pub(crate) fn contradicts(&self, head: &Checkpoint, key: &VerifyingKey) -> bool {
        let Some(path) = &self.path else { return false };
        match read(path, key) {
            Some(kept) => kept.size > head.size || (kept.size == head.size && kept != *head),
            None => false,
        }
    }

    fn start(&mut self) {
        let (Some(path), Some((size, note))) = (self.path.clone(), self.pending.take()) else {
            return;
        };
        let key = self.key.clone();
        self.written = Some(Instant::now());
        self.writing = Some(tokio::task::spawn_blocking(move || {
            // Another process may have written a newer one.
            if read(&path, &key).is_none_or(|kept| kept.size < size)
                && let Err(error) = replace(&path, &note)
            {
                tracing::warn!(kind = ?error.kind(), "the checkpoint file could not be written");
            }
        }));
    }
}

/// The checkpoint in the file, where there is a valid one.
pub(crate) fn read(path: &Path, key: &VerifyingKey) -> Option<Checkpoint> {
    Checkpoint::open(&fs::read_to_string(path).ok()?, key).ok()
}

fn replace(path: &Path, note: &str) -> std::io::Result<()> {
    let fresh = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = fs::File::create(&fresh)?;
    file.write_all(note.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}
