//! Whether the settings changed, without asking the database: nine bytes beside its file.
//!
//! A query costs two changes of thread, too much for something that each request must know. So
//! whoever changes settings on SQLite first takes the file's lock and marks it as moving, then
//! writes its transaction, then marks the new revision as settled. A reader whose revision is the
//! settled one knows that no change had been completed when it looked. Anything else, a crash in
//! between included, sends it to the database, which is always right.
//!
//! A torn read cannot mislead: before a change is completed the mark "moving" with its revision has
//! been written whole, and no reader holds a revision that is not yet completed.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::RecordError;

const MOVING: u8 = 0;
const SETTLED: u8 = 1;
/// How long to wait before the lock is tried again.
const AGAIN: Duration = Duration::from_millis(5);

pub(crate) struct RevisionFile {
    file: File,
    path: std::path::PathBuf,
}

/// The right to change settings. Dropped without [`Moving::settle`], it leaves the file moving.
pub(crate) struct Moving {
    /// Opened anew, because a lock belongs to one opening of the file.
    file: File,
}

impl RevisionFile {
    /// Opens the file that belongs to a database, making it where it is missing.
    pub(crate) fn open(database: &Path) -> Result<Arc<RevisionFile>, RecordError> {
        let mut path = database.as_os_str().to_owned();
        path.push("-revision");
        let file = open(path.as_ref())?;
        Ok(Arc::new(RevisionFile {
            file,
            path: path.into(),
        }))
    }

    /// Whether no change was completed since this revision.
    pub(crate) fn settled_at(&self, revision: i64) -> bool {
        let mut found = [0; 9];
        let read = self.file.read_exact_at(&mut found, 0);
        read.is_ok() && found == mark(SETTLED, revision)
    }

    /// Takes the lock and says that something moves.
    pub(crate) async fn begin(&self, wait: Duration) -> Result<Moving, RecordError> {
        let (file, start) = (open(&self.path)?, Instant::now());
        while file.try_lock().is_err() {
            if start.elapsed() > wait {
                return Err(RecordError::Busy);
            }
            tokio::time::sleep(AGAIN).await;
        }
        write(&file, mark(MOVING, 0))?;
        Ok(Moving { file })
    }
}

impl Moving {
    /// Says which revision the database has now.
    pub(crate) fn settle(self, revision: i64) -> Result<(), RecordError> {
        write(&self.file, mark(SETTLED, revision))
    }
}

fn mark(state: u8, revision: i64) -> [u8; 9] {
    let mut mark = [state; 9];
    for (to, from) in mark.iter_mut().skip(1).zip(revision.to_be_bytes()) {
        *to = from;
    }
    mark
}

fn open(path: &Path) -> Result<File, RecordError> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600);
    options.open(path).map_err(|_| failed())
}

fn write(file: &File, mark: [u8; 9]) -> Result<(), RecordError> {
    file.write_all_at(&mark, 0).map_err(|_| failed())
}

fn failed() -> RecordError {
    RecordError::Database("revision file".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_settled_revision_is_confirmed() {
        let temp = tempfile::tempdir().unwrap();
        let database = temp.path().join("a.db");
        let (one, other) = (
            RevisionFile::open(&database).unwrap(),
            RevisionFile::open(&database).unwrap(),
        );
        assert!(
            !one.settled_at(0) && !one.settled_at(1),
            "a new file confirms nothing"
        );
        one.begin(Duration::ZERO)
            .await
            .unwrap()
            .settle(300)
            .unwrap();
        assert!(one.settled_at(300) && other.settled_at(300) && !other.settled_at(299));
        let moving = other.begin(Duration::ZERO).await.unwrap();
        assert!(!one.settled_at(300));
        assert!(
            one.begin(Duration::from_millis(20)).await.is_err(),
            "one change at a time"
        );
        drop(moving);
        assert!(
            !one.settled_at(300),
            "a change that was broken off settles nothing"
        );
        one.begin(Duration::ZERO)
            .await
            .unwrap()
            .settle(301)
            .unwrap();
        assert!(other.settled_at(301));
    }
}
