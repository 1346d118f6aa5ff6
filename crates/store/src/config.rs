//! What a store needs to be opened, and how far it goes before it gives up.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::{Micros, Signer};

use crate::{KeyRing, Place};

/// The time, from whoever owns the clock.
pub type Now = Arc<dyn Fn() -> Micros + Send + Sync>;

/// What a store needs to be opened. [`Folder::config`](crate::Folder::config) fills it for a data
/// folder.
#[derive(Clone)]
pub struct Config {
    /// Where the tables are.
    pub place: Place,
    /// The keys that seal content columns.
    pub ring: KeyRing,
    /// The key that signs the log's checkpoints; its name is the log's origin.
    pub signer: Signer,
    /// Where the newest checkpoint is written too, so that a log that was cut together with its
    /// table of checkpoints is noticed. The file must be there:
    /// [`Folder::create_keys`](crate::Folder::create_keys) makes it.
    pub checkpoint_file: Option<PathBuf>,
    /// The time; used for requests that end by being dropped.
    pub now: Now,
    /// How far it goes before it gives up.
    pub limits: Limits,
}

/// How far the store goes before it gives up.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many requests may wait to be recorded; more are refused at once.
    pub queue: usize,
    /// How long the database may keep a writer waiting for its lock.
    pub lock_wait: Duration,
    /// How long a caller waits for its entry before it is told that nothing was recorded.
    pub record_wait: Duration,
    /// How long the end of a request may wait for company in its transaction.
    pub linger: Duration,
    /// The most pages (of 4 KiB) that a SQLite file may grow to.
    pub pages: Option<u32>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            queue: 4096,
            lock_wait: Duration::from_secs(2),
            record_wait: Duration::from_secs(5),
            linger: Duration::from_millis(20),
            pages: None,
        }
    }
}
