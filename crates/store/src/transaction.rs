//! One transaction of the log: entries, their receipts, the new head and its signed checkpoint.
//!
//! Several processes may append to one log, so the head is looked at under the database's own lock
//! each time. A head that this process did not leave there itself is believed only when its
//! checkpoint is signed and fits; nothing is ever appended to another, because that would put our
//! signature under somebody else's log.

use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::{Chain, Checkpoint, Frontier, Hash, Home, Signer, VerifyingKey};

use crate::checkpoint_file::CheckpointFile;
use crate::db::{Conn, Options};
use crate::dialect::{self, HeadRow};
use crate::error::RecordError;
use crate::revision_file::RevisionFile;
use crate::row::{self, Draft};
use crate::script::{Arg, Statement};

/// A checkpoint is kept for good each time the log has grown by so many entries.
const KEEP_EVERY: u64 = 256;

/// The end of the log, to which this process appends.
pub(crate) struct Log {
    pub options: Options,
    pub signer: Signer,
    pub key: VerifyingKey,
    pub file: CheckpointFile,
    /// Where changes of settings are announced to readers; none on PostgreSQL.
    pub revision: Option<Arc<RevisionFile>>,
    pub lock_wait: Duration,
    conn: Option<Conn>,
    /// The log as this process left it.
    left: Option<End>,
}

/// Where the log ends.
#[derive(Clone)]
struct End {
    chain: Chain,
    /// How many entries the checkpoint's file counts at least.
    filed: u64,
}

/// What a transaction will write, and the log as it is afterwards.
struct Plan {
    end: End,
    script: Vec<Statement>,
}

impl Log {
    pub(crate) fn new(
        options: Options,
        signer: Signer,
        file: CheckpointFile,
        revision: Option<Arc<RevisionFile>>,
        lock_wait: Duration,
    ) -> Log {
        let key = signer.verifying_key();
        Log {
            options,
            signer,
            key,
            file,
            revision,
            lock_wait,
            conn: None,
            left: None,
        }
    }

    /// Appends entries together with changes of settings, so that no reader misses them.
    pub(crate) async fn change(
        &mut self,
        drafts: &[Draft],
        also: &[Statement],
    ) -> Result<u64, RecordError> {
        let drafts: Vec<&Draft> = drafts.iter().collect();
        let Some(file) = self.revision.clone() else {
            return self.append(&drafts, also).await;
        };
        let moving = file.begin(self.lock_wait).await?;
        let done = self.append(&drafts, also).await;
        if let Some(conn) = &mut self.conn
            && let Ok(revision) = conn.revision().await
        {
            moving.settle(revision)?;
        }
        done
    }

    /// Appends the drafts, with other changes, in one transaction. Gives the log's new size.
    pub(crate) async fn append(
        &mut self,
        drafts: &[&Draft],
        also: &[Statement],
    ) -> Result<u64, RecordError> {
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            None => self.options.connect().await?,
        };
        match self.transact(&mut conn, drafts, also).await {
            Ok(Plan { end, .. }) => {
                let size = end.chain.size();
                self.file.newest(&end.chain);
                self.left = Some(end);
                self.conn = Some(conn);
                Ok(size)
            }
            Err(error) => {
                // A connection that cannot even undo is dropped; the database then undoes.
                self.conn = conn.undo().await.is_ok().then_some(conn);
                Err(error)
            }
        }
    }

    async fn transact(
        &self,
        conn: &mut Conn,
        drafts: &[&Draft],
        also: &[Statement],
    ) -> Result<Plan, RecordError> {
        if let Some(left) = self.left.as_ref().filter(|_| conn.runs_at_once()) {
            let mut plan = self.plan(left.clone(), drafts, also)?;
            match conn
                .begin_and_finish(std::mem::take(&mut plan.script))
                .await
            {
                // Somebody else has appended since; the transaction has written nothing.
                Err(error) if dialect::head_moved(&error) => conn.undo().await?,
                done => return Ok(done.map(|()| plan)?),
            }
        }
        let head = self.adopt(conn.begin().await?)?;
        let mut plan = self.plan(head, drafts, also)?;
        conn.finish(std::mem::take(&mut plan.script)).await?;
        Ok(plan)
    }

    fn plan(
        &self,
        before: End,
        drafts: &[&Draft],
        also: &[Statement],
    ) -> Result<Plan, RecordError> {
        let (before, filed) = (before.chain, before.filed.max(self.filed()));
        let mut chain = before.clone();
        let rows = row::script(&mut chain, drafts);
        let note = Checkpoint::of(&chain, Home::Log { filed })
            .sign(&self.signer)
            .map_err(|_| RecordError::Damaged)?;
        let mut script = vec![head(&before, &chain, &note)];
        script.extend(rows);
        script.extend_from_slice(also);
        if before.size() / KEEP_EVERY != chain.size() / KEEP_EVERY {
            script.push(keep(&chain, &note));
        }
        let end = End { chain, filed };
        Ok(Plan { end, script })
    }

    /// How far the checkpoint's file has come. Servers that share a PostgreSQL database have a file
    /// each, of which the shared log cannot speak.
    fn filed(&self) -> u64 {
        match self.revision {
            Some(_) => self.file.durable(),
            None => 0,
        }
    }

    /// What the database's head stands for.
    fn adopt(&self, row: HeadRow) -> Result<End, RecordError> {
        let frontier = Frontier::from_bytes(&row.frontier).map_err(|_| RecordError::Damaged)?;
        let head = Hash::try_from(row.hash.as_slice()).map_err(|_| RecordError::Damaged)?;
        let found = Chain::at(head, frontier);
        // The last entry must be there, and be the one that the head speaks of.
        if row.no > 0 && row.last.as_ref() != Some(&row.hash) {
            return Err(RecordError::Damaged);
        }
        if let Some(left) = self.left.as_ref().filter(|left| left.chain == found) {
            return Ok(left.clone());
        }
        let says = match (row.no, row.checkpoint.as_str()) {
            (0, "") => Checkpoint::of(&Chain::new(), Home::Log { filed: 0 }),
            (_, note) => Checkpoint::open(note, &self.key).map_err(|_| RecordError::Damaged)?,
        };
        let Home::Log { filed } = says.home else {
            return Err(RecordError::Damaged);
        };
        let fits = says.fits(&found) && u64::try_from(row.no) == Ok(says.size);
        if !fits || self.file.contradicts(&says, filed) {
            return Err(RecordError::Damaged);
        }
        let chain = found;
        Ok(End { chain, filed })
    }
}

/// Moves the head on, if it and the last entry are still what `before` says. If not, `no` becomes
/// null, which the table refuses, and with it the whole transaction.
fn head(before: &Chain, after: &Chain, note: &str) -> Statement {
    let (no, hash) = (
        Arg::count(before.size()),
        Arg::blob(before.head().as_bytes()),
    );
    Statement::new(
        "update audit_head set no = case when no = ? and hash = ? and (no = 0 or exists \
         (select 1 from audit_entry e where e.no = ? and e.hash = ?)) then cast(? as bigint) end, \
         hash = ?, frontier = ?, checkpoint = ? where id = 1",
        vec![
            no.clone(),
            hash.clone(),
            no,
            hash,
            Arg::count(after.size()),
            Arg::blob(after.head().as_bytes()),
            Arg::blob(after.frontier().to_bytes()),
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
