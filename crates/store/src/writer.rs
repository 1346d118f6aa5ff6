//! The one task that writes: group commit.
//!
//! While a transaction is being written, callers queue up; the next transaction takes them all.
//! Each transaction appends the entries, writes their receipts, the new head and its signed
//! checkpoint, and is on disk (fsync) before anybody is told. When it fails, everybody in it is
//! told so and nobody else. The head is read under the database's own lock each time, so several
//! processes may append to one log.

use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::{Chain, Checkpoint, EntryNo, Frontier, Hash, Signer, VerifyingKey};
use tokio::sync::mpsc;

use crate::checkpoint_file::CheckpointFile;
use crate::db::{Conn, Options};
use crate::dialect::HeadRow;
use crate::error::RecordError;
use crate::recorder::{Closes, Job, OpenReceipt};
use crate::row::{self, Draft};
use crate::script::{Arg, Statement};

/// The most jobs in one transaction.
const BATCH: usize = 256;
/// A checkpoint is kept for good each time the log has grown by so many entries.
const KEEP_EVERY: u64 = 256;
/// How long to wait before ends are tried again that could not be written.
const RETRY: Duration = Duration::from_secs(1);

pub(crate) struct Writer {
    pub options: Options,
    pub signer: Signer,
    pub key: VerifyingKey,
    pub queue: mpsc::Receiver<Job>,
    pub closes: Arc<Closes>,
    pub file: CheckpointFile,
    pub linger: Duration,
    pub conn: Option<Conn>,
    /// The chain as this writer left it; believed without checking while the database agrees.
    pub chain: Option<Chain>,
    pub failed: bool,
}

impl Writer {
    /// Works until nobody can ask any more, then writes what still waits.
    pub(crate) async fn run(mut self) {
        let mut jobs = Vec::with_capacity(BATCH);
        while self.gather(&mut jobs).await {
            self.work(std::mem::take(&mut jobs)).await;
        }
        let _ = self.batch(Vec::new()).await;
        self.file.write_now().await;
    }

    /// Waits for something to do. False when the queue has ended.
    async fn gather(&mut self, jobs: &mut Vec<Job>) -> bool {
        loop {
            let wait = match (self.closes.is_empty(), self.failed) {
                (false, false) => self.linger,
                (false, true) => RETRY,
                (true, _) => self.file.due().unwrap_or(Duration::MAX),
            };
            tokio::select! {
                biased;
                n = self.queue.recv_many(jobs, BATCH) => return n > 0,
                () = self.closes.bell.notified(), if self.closes.is_empty() => {}
                () = pause(wait) => return true,
            }
        }
    }

    async fn work(&mut self, jobs: Vec<Job>) {
        let (mut entries, mut changes, mut flushes) = (Vec::new(), Vec::new(), Vec::new());
        for job in jobs {
            match job {
                Job::Change(draft, statements, reply) => changes.push((draft, statements, reply)),
                Job::Flush(reply) => flushes.push(reply),
                Job::Open(..) | Job::Single(..) => entries.push(job),
                Job::Stop => self.queue.close(),
            }
        }
        let written = self.batch(entries).await;
        for (draft, statements, reply) in changes {
            let done = self.commit(&[&draft], statements).await;
            let _ = reply.send(done.map(|last| EntryNo(last.size())));
        }
        if !flushes.is_empty() {
            self.file.write_now().await;
        }
        for reply in flushes {
            let _ = reply.send(written.clone());
        }
        self.file.write_when_due();
    }

    /// Writes the ends that wait and the jobs in one transaction, then tells everybody.
    async fn batch(&mut self, mut jobs: Vec<Job>) -> Result<(), RecordError> {
        jobs.retain(|job| !job.abandoned());
        let ends = self.closes.take();
        let drafts: Vec<&Draft> = ends
            .iter()
            .chain(jobs.iter().filter_map(Job::draft))
            .collect();
        if drafts.is_empty() {
            return Ok(());
        }
        let first = drafts.len() - jobs.len();
        let done = self.commit(&drafts, Vec::new()).await;
        self.failed = done.is_err();
        match &done {
            Ok(chain) => {
                let before = chain.size() - (first + jobs.len()) as u64;
                for (job, no) in jobs.into_iter().zip(before + first as u64 + 1..) {
                    job.succeed(EntryNo(no), &self.closes);
                }
            }
            Err(error) => {
                self.closes.put_back(ends);
                for job in jobs {
                    job.fail(error);
                }
            }
        }
        done.map(drop)
    }

    /// One transaction. Gives the chain as it is afterwards.
    async fn commit(
        &mut self,
        drafts: &[&Draft],
        also: Vec<Statement>,
    ) -> Result<Chain, RecordError> {
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => self.options.connect().await?,
        };
        let done = self.transact(&mut conn, drafts, also).await;
        match &done {
            Ok((chain, note)) => {
                self.file.newest(chain.size(), note);
                self.chain = Some(chain.clone());
                self.conn = Some(conn);
            }
            // A connection that cannot even undo is dropped; the database then undoes by itself.
            Err(_) => self.conn = conn.undo().await.is_ok().then_some(conn),
        }
        done.map(|(chain, _)| chain)
    }

    async fn transact(
        &mut self,
        conn: &mut Conn,
        drafts: &[&Draft],
        also: Vec<Statement>,
    ) -> Result<(Chain, String), RecordError> {
        let mut chain = self.adopt(conn.begin().await?)?;
        let before = chain.size();
        let mut script = row::script(&mut chain, drafts);
        script.extend(also);
        let note = Checkpoint::of(&chain)
            .sign(&self.signer)
            .map_err(|_| RecordError::Damaged)?;
        script.push(head(&chain, &note));
        if before / KEEP_EVERY != chain.size() / KEEP_EVERY {
            script.push(keep(&chain, &note));
        }
        conn.finish(script).await?;
        Ok((chain, note))
    }

    /// The chain that the database's head stands for. One that this writer did not leave there
    /// itself is believed only when its checkpoint is signed and fits.
    fn adopt(&self, row: HeadRow) -> Result<Chain, RecordError> {
        let frontier = Frontier::from_bytes(&row.frontier).map_err(|_| RecordError::Damaged)?;
        let head = Hash::try_from(row.hash.as_slice()).map_err(|_| RecordError::Damaged)?;
        let found = Chain::at(head, frontier);
        // The last entry must be there, and be the one that the head speaks of.
        if row.no > 0 && row.last.as_ref() != Some(&row.hash) {
            return Err(RecordError::Damaged);
        }
        if self.chain.as_ref() == Some(&found) {
            return Ok(found);
        }
        let says = match (row.no, row.checkpoint.as_str()) {
            (0, "") => Checkpoint::of(&Chain::new()),
            (_, note) => Checkpoint::open(note, &self.key).map_err(|_| RecordError::Damaged)?,
        };
        let fits = says == Checkpoint::of(&found) && u64::try_from(row.no) == Ok(says.size);
        if !fits || self.file.contradicts(&says, &self.key) {
            return Err(RecordError::Damaged);
        }
        Ok(found)
    }
}

impl Job {
    fn abandoned(&self) -> bool {
        match self {
            Job::Change(_, _, reply) | Job::Single(_, reply) => reply.is_closed(),
            Job::Flush(reply) => reply.is_closed(),
            Job::Open(_, _, reply) => reply.is_closed(),
            Job::Stop => false,
        }
    }

    fn draft(&self) -> Option<&Draft> {
        match self {
            Job::Change(draft, ..) | Job::Open(draft, ..) | Job::Single(draft, _) => Some(draft),
            Job::Flush(_) | Job::Stop => None,
        }
    }

    /// A receipt whose caller has left meanwhile is dropped with the answer, and so closed.
    fn succeed(self, no: EntryNo, closes: &Arc<Closes>) {
        match self {
            Job::Change(_, _, reply) | Job::Single(_, reply) => drop(reply.send(Ok(no))),
            Job::Flush(reply) => drop(reply.send(Ok(()))),
            Job::Open(draft, actor, reply) => {
                if let Some(id) = draft.receipt {
                    let receipt = OpenReceipt::new(id, no, actor, Arc::clone(closes));
                    drop(reply.send(Ok(receipt)));
                }
            }
            Job::Stop => {}
        }
    }

    fn fail(self, error: &RecordError) {
        let error = error.clone();
        match self {
            Job::Change(_, _, reply) | Job::Single(_, reply) => drop(reply.send(Err(error))),
            Job::Flush(reply) => drop(reply.send(Err(error))),
            Job::Open(_, _, reply) => drop(reply.send(Err(error))),
            Job::Stop => {}
        }
    }
}

fn head(chain: &Chain, note: &str) -> Statement {
    Statement::new(
        "update audit_head set no = ?, hash = ?, frontier = ?, checkpoint = ? where id = 1",
        vec![
            Arg::count(chain.size()),
            Arg::blob(chain.head().as_bytes()),
            Arg::blob(chain.frontier().to_bytes()),
            Arg::text(note),
        ],
    )
}

fn keep(chain: &Chain, note: &str) -> Statement {
    Statement::new(
        "insert into checkpoint (size, note) values (?, ?)",
        vec![Arg::count(chain.size()), Arg::text(note)],
    )
}

async fn pause(wait: Duration) {
    if wait == Duration::MAX {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(wait).await;
}
