//! Pieces of work that their owner shares with one colleague. A row is there while it is shared; the log tells of what was.
//!
//! Who may read is decided in `office`; here a piece of work that was thrown away or purged is shared with nobody.

use anteroom_audit::{Event, Micros, ShareEnded, SharedWorkRead, What, Word, WorkShared};

use crate::db::on;
use crate::error::StoreError;
use crate::run::{self, Run};
use crate::script::{Arg, Statement};
use crate::{By, Store};

/// A piece of work that is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The id of the piece of work.
    pub run: Word,
    /// Whose it is.
    pub owner: Word,
    /// With whom it is shared.
    pub colleague: Word,
    /// Since when.
    pub shared_at: Micros,
    /// When the colleague first opened it; none while it is new to them.
    pub opened_at: Option<Micros>,
}

impl Store {
    /// Shares a piece of work with a colleague.
    ///
    /// # Errors
    /// [`RecordError::Exists`](crate::RecordError::Exists) when it is shared already; when it cannot be written.
    pub async fn share_run(&self, by: &By, run: &Run, colleague: &Word) -> Result<(), StoreError> {
        let insert = Statement::new(
            "insert into share (run, owner, colleague, shared_at) values (?, ?, ?, ?)",
            vec![
                Arg::text(run.id.as_str()),
                Arg::text(run.person.as_str()),
                Arg::text(colleague.as_str()),
                Arg::int(by.at.0),
            ],
        );
        let what = What::WorkShared(WorkShared {
            work: run.id.clone(),
            task: run.task.clone(),
            with: colleague.clone(),
        });
        self.write_share(by, what, vec![insert]).await
    }

    /// Ends the sharing of a piece of work, for a reason in the program's own word.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn end_share(
        &self,
        by: &By,
        share: &Share,
        why: &'static str,
    ) -> Result<(), StoreError> {
        let delete = Statement::new(
            "delete from share where run = ? and owner = ?",
            vec![
                Arg::text(share.run.as_str()),
                Arg::text(share.owner.as_str()),
            ],
        );
        let what = What::ShareEnded(ShareEnded {
            work: share.run.clone(),
            with: share.colleague.clone(),
            why: Word::lossy(why),
        });
        self.write_share(by, what, vec![delete]).await
    }

    /// Writes down that the colleague opened a piece of work that is shared with them, and what for, in the program's own word.
    ///
    /// # Errors
    /// When it cannot be written: then nothing of it may be shown.
    pub async fn shared_run_opened(
        &self,
        by: &By,
        share: &Share,
        task: &Word,
        did: &'static str,
    ) -> Result<(), StoreError> {
        let what = What::SharedWorkRead(SharedWorkRead {
            work: share.run.clone(),
            task: task.clone(),
            owner: share.owner.clone(),
            did: Word::lossy(did),
        });
        let opened = Statement::new(
            "update share set opened_at = ? where run = ? and colleague = ? and opened_at is null",
            vec![
                Arg::int(by.at.0),
                Arg::text(share.run.as_str()),
                Arg::text(share.colleague.as_str()),
            ],
        );
        self.write_share(by, what, vec![opened]).await
    }

    async fn write_share(
        &self,
        by: &By,
        what: What,
        statements: Vec<Statement>,
    ) -> Result<(), StoreError> {
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what,
        };
        self.inner.recorder.change(&[event], statements).await?;
        Ok(())
    }

    /// What a person shares of their own work.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn shares_of(&self, owner: &Word) -> Result<Vec<Share>, StoreError> {
        let rows: Vec<ShareRow> = on!(&self.inner.db, |pool| {
            sqlx::query_as(
                "select run, owner, colleague, shared_at, opened_at from share where owner = $1",
            )
            .bind(owner.as_str())
            .fetch_all(pool)
            .await?
        });
        rows.into_iter().map(ShareRow::read).collect()
    }

    /// What others share with a person, with what it holds, what changed last first, so many at the most.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn shared_with(
        &self,
        colleague: &Word,
        most: u32,
    ) -> Result<Vec<(Share, Run)>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(WITH)
                .bind(colleague.as_str())
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(|row| row.read(self)).collect()
    }

    /// A piece of work that somebody shares with this person; none where there is none of this id, or they do not.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn shared_run(
        &self,
        colleague: &Word,
        id: &str,
    ) -> Result<Option<(Share, Run)>, StoreError> {
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(ONE)
                .bind(colleague.as_str())
                .bind(id)
                .fetch_optional(pool)
                .await?
        });
        row.map(|row| row.read(self)).transpose()
    }
}

const WITH: &str = "select s.run, s.owner, s.colleague, s.shared_at, s.opened_at, r.id, r.person, r.task, r.state, r.receipt, \
     r.made_at, r.changed_at, r.content from share s join run r on r.id = s.run and r.person = s.owner \
     where s.colleague = $1 and r.thrown_at is null order by r.changed_at desc, r.id desc limit $2";
const ONE: &str = "select s.run, s.owner, s.colleague, s.shared_at, s.opened_at, r.id, r.person, r.task, r.state, r.receipt, \
     r.made_at, r.changed_at, r.content from share s join run r on r.id = s.run and r.person = s.owner \
     where s.colleague = $1 and s.run = $2 and r.thrown_at is null";

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    share: ShareRow,
    #[sqlx(flatten)]
    run: run::Row,
}

impl Row {
    fn read(self, store: &Store) -> Result<(Share, Run), StoreError> {
        Ok((self.share.read()?, store.open_run(self.run)?))
    }
}

#[derive(sqlx::FromRow)]
struct ShareRow {
    run: String,
    owner: String,
    colleague: String,
    shared_at: i64,
    opened_at: Option<i64>,
}

impl ShareRow {
    fn read(self) -> Result<Share, StoreError> {
        let word = |text| Word::try_from(text).map_err(|_| StoreError::Unreadable("share"));
        Ok(Share {
            run: word(self.run)?,
            owner: word(self.owner)?,
            colleague: word(self.colleague)?,
            shared_at: Micros(self.shared_at),
            opened_at: self.opened_at.map(Micros),
        })
    }
}
