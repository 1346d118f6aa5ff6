//! Pieces of work at the pages: drafts and results, sealed, one owner each.
//!
//! What a run holds is the business of `office`; here it is bytes. A run is no evidence: it is changed in place and
//! purged when its time is over, while its receipts stay in the log.

use anteroom_audit::{Event, FieldsTaken, FindWaived, Micros, ResultTaken, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::StoreError;
use crate::script::{Arg, Statement};
use crate::seal::Cell;
use crate::store::new_id;
use crate::{By, Store};

/// A piece of work, opened. Debug shows no word of what it holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: Word,
    /// Whose it is: the person's id on the roster.
    pub person: Word,
    /// Which task, by its id.
    pub task: Word,
    /// How far it is: the program's own word.
    pub state: Word,
    /// The receipt of its last request.
    pub receipt: Option<Word>,
    /// When it was begun.
    pub made_at: Micros,
    /// When it was last changed.
    pub changed_at: Micros,
    /// What it holds.
    pub content: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run")
            .field("id", &self.id)
            .field("task", &self.task)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// Words of a run that leave although they were found. Debug shows none of them.
pub struct Waived<'a> {
    /// The code of the kind that was found.
    pub kind: &'static str,
    /// Why they are no patient information: the program's own word.
    pub reason: &'static str,
    /// The words.
    pub words: &'a str,
}

impl Store {
    /// Records words of a run that are about to leave as they are written, each with an entry of the log; the words are
    /// sealed, and purged with their run's time.
    ///
    /// # Errors
    /// When they cannot be sealed or written.
    pub async fn waive(&self, by: &By, run: &Run, waived: &[Waived<'_>]) -> Result<(), StoreError> {
        let (mut events, mut rows) = (Vec::new(), Vec::new());
        for one in waived {
            let id = new_id(by.at)?;
            let words = Cell {
                table: "waived",
                row: &id,
                column: "words",
                bound_to: Some(run.person.as_str()),
            };
            let sealed = self.inner.ring.seal(words, one.words.as_bytes())?;
            events.push(Event {
                at: by.at,
                actor: by.actor.clone(),
                receipt: None,
                what: What::FindWaived(FindWaived {
                    waived: Word::lossy(&id),
                    task: run.task.clone(),
                    found: Word::lossy(one.kind),
                    reason: Word::lossy(one.reason),
                }),
            });
            rows.push(vec![
                Arg::text(&*id),
                Arg::text(run.id.as_str()),
                Arg::text(run.person.as_str()),
                Arg::int(by.at.0),
                Arg::blob(sealed),
            ]);
        }
        if events.is_empty() {
            return Ok(());
        }
        let into = "insert into waived (id, run, person, made_at, words) values";
        let statements = Statement::insert(into, rows);
        self.inner.recorder.change(&events, statements).await?;
        Ok(())
    }

    /// Records that somebody takes the answer to a piece of work away as a file of this `form`.
    ///
    /// # Errors
    /// When it cannot be written; then they may not have it.
    pub async fn take_away(&self, by: &By, run: &Run, form: &str) -> Result<(), StoreError> {
        let taken = ResultTaken {
            task: run.task.clone(),
            form: Word::lossy(form),
            answer: run.receipt.clone(),
        };
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what: What::ResultTaken(taken),
        };
        self.inner.recorder.append(event).await?;
        Ok(())
    }

    /// Records that somebody takes out of an export what a task needs.
    ///
    /// # Errors
    /// When it cannot be written; then they may not have it.
    pub async fn take_fields(&self, by: &By, taken: FieldsTaken) -> Result<(), StoreError> {
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what: What::FieldsTaken(taken),
        };
        self.inner.recorder.append(event).await?;
        Ok(())
    }

    /// Begins a piece of work and gives its id.
    ///
    /// # Errors
    /// When it cannot be sealed or written.
    pub async fn begin_run(
        &self,
        by: &By,
        person: &Word,
        task: &Word,
        state: &'static str,
        content: &[u8],
    ) -> Result<Word, StoreError> {
        let id = new_id(by.at)?;
        let sealed = self.inner.ring.seal(cell(&id, person.as_str()), content)?;
        on!(&self.inner.db, |pool| {
            sqlx::query(
                "insert into run (id, person, task, state, made_at, changed_at, content) \
                 values ($1, $2, $3, $4, $5, $5, $6)",
            )
            .bind(&id)
            .bind(person.as_str())
            .bind(task.as_str())
            .bind(state)
            .bind(by.at.0)
            .bind(&sealed)
            .execute(pool)
            .await?;
        });
        Ok(Word::lossy(&id))
    }

    /// Takes a piece of work as it was read into another state, so that of several who want to at once one does. `stale`:
    /// one that came into that state before then may be taken again. Gives whether it was taken; it is changed at `at` then.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn take_run(
        &self,
        at: Micros,
        run: &Run,
        state: &'static str,
        stale: Micros,
    ) -> Result<bool, StoreError> {
        let taken = on!(&self.inner.db, |pool| {
            sqlx::query(
                "update run set state = $1, changed_at = $2 where id = $3 and person = $4 \
                 and thrown_at is null and changed_at = $5 and (state <> $1 or changed_at < $6)",
            )
            .bind(state)
            .bind(at.0)
            .bind(run.id.as_str())
            .bind(run.person.as_str())
            .bind(run.changed_at.0)
            .bind(stale.0)
            .execute(pool)
            .await?
            .rows_affected()
        });
        Ok(taken == 1)
    }

    /// Keeps what became of a piece of work as it was read.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when this person has no such work, or it was changed meanwhile; when it cannot be written.
    pub async fn keep_run(&self, at: Micros, run: &Run) -> Result<(), StoreError> {
        let bound = cell(run.id.as_str(), run.person.as_str());
        let sealed = self.inner.ring.seal(bound, &run.content)?;
        let receipt = run.receipt.as_ref().map(Word::as_str);
        let changed = on!(&self.inner.db, |pool| {
            sqlx::query(
                "update run set state = $1, receipt = $2, changed_at = $3, content = $4 \
                 where id = $5 and person = $6 and changed_at = $7",
            )
            .bind(run.state.as_str())
            .bind(receipt)
            .bind(at.0)
            .bind(&sealed)
            .bind(run.id.as_str())
            .bind(run.person.as_str())
            .bind(run.changed_at.0)
            .execute(pool)
            .await?
            .rows_affected()
        });
        as_it_was_read(changed)
    }

    /// Keeps what a piece of work holds so far while it is in somebody's hands: its state and its time stay, so that whoever
    /// has it can keep its end.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was changed meanwhile; when it cannot be written.
    pub async fn note_run(&self, run: &Run) -> Result<(), StoreError> {
        let bound = cell(run.id.as_str(), run.person.as_str());
        let sealed = self.inner.ring.seal(bound, &run.content)?;
        let changed = on!(&self.inner.db, |pool| {
            sqlx::query(
                "update run set content = $1 where id = $2 and person = $3 and changed_at = $4",
            )
            .bind(&sealed)
            .bind(run.id.as_str())
            .bind(run.person.as_str())
            .bind(run.changed_at.0)
            .execute(pool)
            .await?
            .rows_affected()
        });
        as_it_was_read(changed)
    }

    /// Everybody's work in one state.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn runs_in(&self, state: &str) -> Result<Vec<Run>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(IN_STATE).bind(state).fetch_all(pool).await?
        });
        rows.into_iter().map(|row| self.open_run(row)).collect()
    }

    /// A person's own piece of work; none when there is none of this id, it is somebody else's, or it was thrown away.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn run(&self, person: &Word, id: &str) -> Result<Option<Run>, StoreError> {
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(
                "select id, person, task, state, receipt, made_at, changed_at, content from run \
                 where id = $1 and person = $2 and thrown_at is null",
            )
            .bind(id)
            .bind(person.as_str())
            .fetch_optional(pool)
            .await?
        });
        row.map(|row| self.open_run(row)).transpose()
    }

    /// A person's own work, what changed last first, so many at the most.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn runs(&self, person: &Word, most: u32) -> Result<Vec<Run>, StoreError> {
        self.listed(OWN, person, most).await
    }

    /// A person's own work that they threw away and may take back, what was thrown away last first.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn thrown_runs(&self, person: &Word, most: u32) -> Result<Vec<Run>, StoreError> {
        self.listed(THROWN, person, most).await
    }

    async fn listed(
        &self,
        query: &'static str,
        person: &Word,
        most: u32,
    ) -> Result<Vec<Run>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(query)
                .bind(person.as_str())
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(|row| self.open_run(row)).collect()
    }

    /// Throws a person's own piece of work away: it is out of sight, and may be taken back until it is purged.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn throw_run(&self, at: Micros, person: &Word, id: &str) -> Result<(), StoreError> {
        self.set_thrown(Some(at.0), person, id).await
    }

    /// Takes a person's own piece of work back that they threw away.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn take_back_run(&self, person: &Word, id: &str) -> Result<(), StoreError> {
        self.set_thrown(None, person, id).await
    }

    async fn set_thrown(&self, at: Option<i64>, person: &Word, id: &str) -> Result<(), StoreError> {
        on!(&self.inner.db, |pool| {
            sqlx::query("update run set thrown_at = $1 where id = $2 and person = $3")
                .bind(at)
                .bind(id)
                .bind(person.as_str())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Throws away for good what a person threw away: one piece, or all of it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn drop_thrown_runs(
        &self,
        person: &Word,
        id: Option<&str>,
    ) -> Result<(), StoreError> {
        on!(&self.inner.db, |pool| {
            sqlx::query(
                "delete from run where person = $1 and thrown_at is not null and id = coalesce($2, id)",
            )
            .bind(person.as_str())
            .bind(id)
            .execute(pool)
            .await?;
        });
        Ok(())
    }

    pub(crate) fn open_run(&self, row: Row) -> Result<Run, StoreError> {
        let bound = cell(&row.id, &row.person);
        let content = self.inner.ring.open(bound, &row.content)?;
        Ok(Run {
            id: word(row.id)?,
            person: word(row.person)?,
            task: word(row.task)?,
            state: word(row.state)?,
            receipt: row.receipt.map(word).transpose()?,
            made_at: Micros(row.made_at),
            changed_at: Micros(row.changed_at),
            content,
        })
    }
}

const OWN: &str = "select id, person, task, state, receipt, made_at, changed_at, content from run \
     where person = $1 and thrown_at is null order by changed_at desc, id desc limit $2";
const IN_STATE: &str = "select id, person, task, state, receipt, made_at, changed_at, content from run \
     where state = $1 order by id";
const THROWN: &str = "select id, person, task, state, receipt, made_at, changed_at, content from run \
     where person = $1 and thrown_at is not null order by thrown_at desc, id desc limit $2";

/// A row as it is kept: sealed.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    id: String,
    person: String,
    task: String,
    state: String,
    receipt: Option<String>,
    made_at: i64,
    changed_at: i64,
    content: Vec<u8>,
}

fn word(text: String) -> Result<Word, StoreError> {
    Word::try_from(text).map_err(|_| StoreError::Unreadable("run"))
}

/// Whether a change met the piece of work as it was read.
fn as_it_was_read(changed: u64) -> Result<(), StoreError> {
    match changed {
        1 => Ok(()),
        _ => Err(StoreError::Missing("piece of work")),
    }
}

/// Content opens as its owner's only.
fn cell<'a>(id: &'a str, person: &'a str) -> Cell<'a> {
    Cell {
        table: "run",
        row: id,
        column: "content",
        bound_to: Some(person),
    }
}
