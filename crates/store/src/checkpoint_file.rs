//! The newest checkpoint as a file beside the database.
//!
//! Whoever cuts the end of the log would cut the checkpoint in the database too; this copy then
//! says that there was more. It is made together with the keys, when the log is still empty, and
//! replaced by renaming, at most about once a second and when the recorder ends, always after the
//! transaction that it speaks of.
//!
//! Its origin is its own, so no checkpoint out of the database can be put in its place, and the
//! database's own say how far it had come: a file that is missing, or older than that, was tampered
//! with. Such a log verifies no more and nothing is appended to it. A crash cannot look like that:
//! the file never runs ahead of the log, and the log speaks only of a file that is on disk.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anteroom_audit::{Chain, Checkpoint, Home, Signer, VerifyingKey};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::replace::{replace, sync_name};

const EVERY: Duration = Duration::from_secs(1);

/// What is wrong with the checkpoint that is kept in a file beside the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is not there, or cannot be read.
    #[error("it is missing, so nothing shows that the end of the log was not cut")]
    Missing,
    /// It is not what this log's key signed for this file.
    #[error("it is not genuine: it was not signed for this file with the key of this log")]
    NotGenuine,
    /// It is an older one that was put back.
    #[error("it is an old one: it counts {size} entries, but the log knows of one with {filed}")]
    Old {
        /// How many entries it counts.
        size: u64,
        /// How many it counted at least when the log's last entry was written.
        filed: u64,
    },
}

pub(crate) struct CheckpointFile {
    path: Option<PathBuf>,
    signer: Signer,
    pending: Option<Chain>,
    written: Option<Instant>,
    writing: Option<JoinHandle<()>>,
    /// How many entries the file counts at least, also after a crash.
    durable: Arc<AtomicU64>,
}

impl CheckpointFile {
    pub(crate) fn new(path: Option<PathBuf>, signer: Signer) -> CheckpointFile {
        CheckpointFile {
            path,
            signer,
            pending: None,
            written: None,
            writing: None,
            durable: Arc::default(),
        }
    }

    /// Notes the newest state of the log, to be written when it is time.
    pub(crate) fn newest(&mut self, chain: &Chain) {
        if self.path.is_some() {
            self.pending = Some(chain.clone());
        }
    }

    /// How many entries the file counts at least, as far as this process knows.
    pub(crate) fn durable(&self) -> u64 {
        self.durable.load(Ordering::Relaxed)
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

    /// Whether the file does not bear out what `head`, a checkpoint of the log's own, says: it is
    /// not as it must be, or it says that the log was longer, or other.
    pub(crate) fn contradicts(&self, head: &Checkpoint, filed: u64) -> bool {
        let Some(path) = &self.path else { return false };
        match read(path, &self.signer.verifying_key(), filed) {
            Ok(kept) => kept.size > head.size || (kept.size == head.size && kept.root != head.root),
            Err(_) => true,
        }
    }

    fn start(&mut self) {
        let (Some(path), Some(chain)) = (self.path.clone(), self.pending.take()) else {
            return;
        };
        let (signer, durable) = (self.signer.clone(), Arc::clone(&self.durable));
        self.written = Some(Instant::now());
        self.writing = Some(tokio::task::spawn_blocking(move || {
            match write(&path, &signer, &chain) {
                Ok(size) => drop(durable.fetch_max(size, Ordering::Relaxed)),
                Err(error) => {
                    tracing::warn!(kind = ?error.kind(), "the checkpoint file could not be written");
                }
            }
        }));
    }
}

/// Makes the file of a log that is still empty.
pub(crate) fn create(path: &Path, signer: &Signer) -> std::io::Result<()> {
    write(path, signer, &Chain::new()).map(drop)
}

/// The checkpoint in the file, which must count `filed` entries at least.
pub(crate) fn read(path: &Path, key: &VerifyingKey, filed: u64) -> Result<Checkpoint, FileFault> {
    let bytes = fs::read(path).map_err(|_| FileFault::Missing)?;
    let note = std::str::from_utf8(&bytes).map_err(|_| FileFault::NotGenuine)?;
    let kept = Checkpoint::open(note, key).map_err(|_| FileFault::NotGenuine)?;
    match kept {
        Checkpoint { home, .. } if home != Home::File => Err(FileFault::NotGenuine),
        Checkpoint { size, .. } if size < filed => Err(FileFault::Old { size, filed }),
        kept => Ok(kept),
    }
}

/// Brings the file to at least this state of the log; gives how many entries it counts then. Under
/// a lock, because another process may write a newer one, and the file must never go back.
fn write(path: &Path, signer: &Signer, chain: &Chain) -> std::io::Result<u64> {
    let lock = open(&path.with_extension("lock"))?;
    lock.lock()?;
    let kept = read(path, &signer.verifying_key(), chain.size());
    if kept.is_err() {
        let note = Checkpoint::of(chain, Home::File).sign(signer);
        replace(path, note.map_err(std::io::Error::other)?.as_bytes())?;
    }
    // The new name itself must be on disk before the log speaks of it, whoever gave it.
    sync_name(path)?;
    Ok(kept.map_or(chain.size(), |kept| kept.size))
}

fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_never_goes_back_and_takes_nothing_else_for_its_own() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("checkpoint");
        let signer = Signer::from_seed("anteroom/test", &[3; 32]).unwrap();
        let key = signer.verifying_key();
        assert_eq!(read(&path, &key, 0), Err(FileFault::Missing));
        let mut chain = Chain::new();
        create(&path, &signer).unwrap();
        let first = fs::read(&path).unwrap();
        for _ in 0..3 {
            chain.append_body(b"{}".to_vec());
        }
        assert_eq!(write(&path, &signer, &chain).unwrap(), 3);
        assert_eq!(write(&path, &signer, &Chain::new()).unwrap(), 3);
        assert!(read(&path, &key, 3).unwrap().fits(&chain));
        fs::write(&path, first).unwrap();
        let old = FileFault::Old { size: 0, filed: 3 };
        assert_eq!(read(&path, &key, 3), Err(old));
        let logs_own = Checkpoint::of(&chain, Home::Log { filed: 3 });
        fs::write(&path, logs_own.sign(&signer).unwrap()).unwrap();
        assert_eq!(read(&path, &key, 0), Err(FileFault::NotGenuine));
        fs::write(&path, [0xff]).unwrap();
        assert_eq!(read(&path, &key, 0), Err(FileFault::NotGenuine));
    }
}
