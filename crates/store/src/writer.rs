//! The one writer: group commit.
//!
//! While a transaction is being written, callers queue up; the next transaction takes them all. When
//! several came at once the last time, a moment is given to those who are about to come: writing for
//! eight costs little more than writing for one. A caller alone never waits for others.
//! It is on disk (fsync) before anybody is told. When it fails, everybody in it is told so and
//! nobody else. The writer has a thread of its own, so that what it waits for does not keep the
//! server's threads busy. What one transaction does is in `transaction`.

use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::EntryNo;
use tokio::sync::{mpsc, oneshot};

use crate::error::{RecordError, StoreError};
use crate::job::{Entry, Job, Waiter};
use crate::recorder::Closes;
use crate::row::Draft;
use crate::transaction::Log;

/// The most jobs in one transaction.
const BATCH: usize = 256;
/// How long callers who come in a crowd wait for one another.
const CROWD: Duration = Duration::from_millis(1);
/// How long to wait before ends are tried again that could not be written.
const RETRY: Duration = Duration::from_secs(1);

pub(crate) struct Writer {
    pub log: Log,
    pub queue: mpsc::Receiver<Job>,
    pub closes: Arc<Closes>,
    pub linger: Duration,
    pub failed: bool,
    /// Entries that callers waited for in the last transaction.
    pub waited: usize,
}

impl Writer {
    /// Starts the writer's thread. The receiver hears when it has ended.
    pub(crate) fn start(self) -> Result<oneshot::Receiver<()>, StoreError> {
        let failed = |_| StoreError::Record(RecordError::Stopped);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(failed)?;
        let (ended, end) = oneshot::channel();
        let work = move || {
            runtime.block_on(self.run());
            let _ = ended.send(());
        };
        std::thread::Builder::new()
            .name("anteroom-log".to_owned())
            .spawn(work)
            .map_err(failed)?;
        Ok(end)
    }

    /// Works until nobody can ask any more, then writes what still waits.
    async fn run(mut self) {
        let mut jobs = Vec::with_capacity(BATCH);
        while self.gather(&mut jobs).await {
            self.crowd(&mut jobs);
            self.work(std::mem::take(&mut jobs)).await;
        }
        let _ = self.batch(Vec::new()).await;
        self.log.file.write_now().await;
    }

    /// Waits for something to do. False when the queue has ended.
    async fn gather(&mut self, jobs: &mut Vec<Job>) -> bool {
        loop {
            let wait = match (self.closes.is_empty(), self.failed) {
                (false, false) => self.linger,
                (false, true) => RETRY,
                (true, _) => self.log.file.due().unwrap_or(Duration::MAX),
            };
            tokio::select! {
                biased;
                n = self.queue.recv_many(jobs, BATCH) => return n > 0,
                () = self.closes.bell.notified(), if self.closes.is_empty() => {}
                () = pause(wait) => return true,
            }
        }
    }

    /// Lets those come who are about to, if the last ones came in a crowd too.
    fn crowd(&mut self, jobs: &mut Vec<Job>) {
        if jobs.is_empty() || self.waited < 2 {
            return;
        }
        // This thread has nothing else to do.
        std::thread::sleep(CROWD);
        while jobs.len() < BATCH
            && let Ok(job) = self.queue.try_recv()
        {
            jobs.push(job);
        }
    }

    async fn work(&mut self, jobs: Vec<Job>) {
        let (mut entries, mut changes, mut flushes) = (Vec::new(), Vec::new(), Vec::new());
        let mut probes = Vec::new();
        for job in jobs {
            match job {
                Job::Change(drafts, also, reply) => changes.push((drafts, also, reply)),
                Job::Flush(reply) => flushes.push(reply),
                Job::Open(draft, actor, reply) => {
                    entries.push(Entry {
                        draft,
                        waiter: Waiter::Open(actor, reply),
                    });
                }
                Job::Probe(reply) => probes.push(reply),
                Job::Single(draft, reply) => {
                    entries.push(Entry {
                        draft,
                        waiter: Waiter::Single(reply),
                    });
                }
                Job::Stop => self.queue.close(),
            }
        }
        if !entries.is_empty() {
            self.waited = entries.len();
        }
        let written = self.batch(entries).await;
        for (drafts, also, reply) in changes.into_iter().filter(|(.., reply)| !reply.is_closed()) {
            let done = self.log.change(&drafts, &also).await;
            drop(reply.send(done.map(EntryNo)));
        }
        if probes.iter().any(|reply| !reply.is_closed()) {
            let done = self.log.append(&[], &[]).await.map(drop);
            for reply in probes {
                drop(reply.send(done.clone()));
            }
        }
        if !flushes.is_empty() {
            self.log.file.write_now().await;
        }
        for reply in flushes {
            drop(reply.send(written.clone()));
        }
        self.log.file.write_when_due();
    }

    /// Writes the ends that wait and the entries in one transaction, then tells everybody.
    async fn batch(&mut self, mut entries: Vec<Entry>) -> Result<(), RecordError> {
        entries.retain(|entry| !entry.waiter.is_moot());
        let ends = self.closes.take();
        let drafts: Vec<&Draft> = ends
            .iter()
            .chain(entries.iter().map(|entry| &entry.draft))
            .collect();
        if drafts.is_empty() {
            return Ok(());
        }
        let done = self.log.append(&drafts, &[]).await;
        self.failed = done.is_err();
        match done {
            Ok(size) => {
                let first = size + 1 - entries.len() as u64;
                for (entry, no) in entries.into_iter().zip(first..) {
                    entry
                        .waiter
                        .succeed(&entry.draft, EntryNo(no), &self.closes);
                }
                Ok(())
            }
            Err(error) => {
                self.closes.put_back(ends);
                entries
                    .into_iter()
                    .for_each(|entry| entry.waiter.fail(&error));
                Err(error)
            }
        }
    }
}

async fn pause(wait: Duration) {
    if wait == Duration::MAX {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(wait).await;
}
