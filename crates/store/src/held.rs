//! Answers that are held until somebody has reviewed them: sealed, each with one end at the most.
//!
//! What an answer holds and who may decide is the business of `office`; here it is bytes. That an answer is held and what
//! became of it are entries of the log, written in the same transaction as the rows.

use anteroom_audit::{AnswerHeld, Event, HeldEnded, Micros, ReceiptId, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::StoreError;
use crate::evidence::name;
use crate::held_id::HeldId;
use crate::script::{Arg, Statement};
use crate::seal::Cell;
use crate::{By, Store};

/// The word for the end of an answer that nobody decided on in time.
pub const HELD_EXPIRED: &str = "expired";

/// An answer to hold.
pub struct NewHeld {
    /// Which it is.
    pub id: HeldId,
    /// The id of the key or person that asked.
    pub asked_by: Word,
    /// Their name.
    pub asker: Word,
    /// Who that is on the practice's roster; none behind a shared key.
    pub person: Option<Word>,
    /// The piece of work that it was asked for.
    pub run: Option<Word>,
    /// What it was asked for.
    pub use_case: Word,
    /// Whose review it needs, in the program's own word.
    pub reviewer: Word,
    /// Why, in codes.
    pub why: Vec<Word>,
    /// What is held: clinical text.
    pub content: Zeroizing<Vec<u8>>,
}

/// An answer that is or was held, without a word of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldLine {
    /// Which it is.
    pub id: HeldId,
    /// The id of the key or person that asked.
    pub asked_by: Word,
    /// Their name.
    pub asker: Word,
    /// Who that is on the practice's roster; none behind a shared key.
    pub person: Option<Word>,
    /// The piece of work that it was asked for.
    pub run: Option<Word>,
    /// What it was asked for.
    pub use_case: Word,
    /// Whose review it needs.
    pub reviewer: Word,
    /// Why, in codes.
    pub why: Vec<Word>,
    /// Since when.
    pub held_at: Micros,
    /// What became of it; none while it waits.
    pub end: Option<HeldEnd>,
}

/// What became of an answer that was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldEnd {
    /// In the program's own word.
    pub word: Word,
    /// When.
    pub at: Micros,
    /// Who decided, by their id on the roster.
    pub person: Word,
    /// Whether they had asked for it themselves.
    pub own: bool,
}

impl Store {
    /// Holds an answer. When this returns, it and its entry are on disk.
    ///
    /// # Errors
    /// When it cannot be sealed or written; then nobody may be told of the answer.
    pub async fn hold(&self, by: &By, held: &NewHeld) -> Result<(), StoreError> {
        let id = held.id.to_string();
        let sealed = self.inner.ring.seal(content(&id), &held.content)?;
        let why: Vec<&str> = held.why.iter().map(Word::as_str).collect();
        let insert = Statement::new(
            "insert into held (receipt, asked_by, asker, person, run, use_case, reviewer, why, held_at, content) \
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(held.asked_by.as_str()),
                Arg::text(held.asker.as_str()),
                Arg::Text(held.person.as_ref().map(Word::to_string)),
                Arg::Text(held.run.as_ref().map(Word::to_string)),
                Arg::text(held.use_case.as_str()),
                Arg::text(held.reviewer.as_str()),
                Arg::text(why.join(" ")),
                Arg::int(by.at.0),
                Arg::blob(sealed),
            ],
        );
        let what = What::AnswerHeld(AnswerHeld {
            reviewer: held.reviewer.clone(),
            why: held.why.clone(),
            round: held.id.round,
        });
        self.write_held(by, held.id, what, vec![insert]).await
    }

    /// Ends the waiting of an answer that is held. Of several who want to at once, one does.
    ///
    /// # Errors
    /// [`RecordError::Exists`](crate::RecordError::Exists) when it has ended already; when it cannot be written.
    pub async fn end_held(
        &self,
        by: &By,
        held: HeldId,
        end: &HeldEnded,
        said: Option<&str>,
    ) -> Result<(), StoreError> {
        let id = held.to_string();
        let seal = |text: &str| self.inner.ring.seal(comment(&id), text.as_bytes());
        let insert = ended(by, &id, end, said.map(seal).transpose()?);
        let what = What::HeldEnded(end.clone());
        self.write_held(by, held, what, vec![insert]).await
    }

    /// Ends the waiting of an answer that nobody decided on in time, and throws away what it holds; that it was held stays.
    ///
    /// # Errors
    /// [`RecordError::Exists`](crate::RecordError::Exists) when it has ended already; when it cannot be written.
    pub async fn expire_held(&self, by: &By, held: HeldId) -> Result<(), StoreError> {
        let id = held.to_string();
        let end = HeldEnded {
            end: Word::lossy(HELD_EXPIRED),
            person: Word::lossy(name(&by.actor)),
            own: false,
            round: held.round,
        };
        let insert = ended(by, &id, &end, None);
        let empty = Statement::new(
            "update held set content = ? where receipt = ?",
            vec![Arg::blob(Vec::new()), Arg::text(&*id)],
        );
        let what = What::HeldEnded(end);
        self.write_held(by, held, what, vec![insert, empty]).await
    }

    async fn write_held(
        &self,
        by: &By,
        held: HeldId,
        what: What,
        statements: Vec<Statement>,
    ) -> Result<(), StoreError> {
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: Some(held.receipt),
            what,
        };
        self.inner.recorder.change(&[event], statements).await?;
        Ok(())
    }

    /// An answer that is or was held, without a word of it; none when there is none of this name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn held(&self, id: HeldId) -> Result<Option<HeldLine>, StoreError> {
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(ONE)
                .bind(id.to_string())
                .fetch_optional(pool)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// The last time that the answer to a request is or was held; none when it never was.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn held_last(&self, receipt: ReceiptId) -> Result<Option<HeldLine>, StoreError> {
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(LAST)
                .bind(receipt.to_string())
                .fetch_optional(pool)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// What is held, opened; none when there is none of this name.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn held_content(
        &self,
        held: HeldId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let id = held.to_string();
        let sealed: Option<Vec<u8>> = on!(&self.inner.db, |pool| {
            sqlx::query_scalar("select content from held where receipt = $1")
                .bind(&id)
                .fetch_optional(pool)
                .await?
        });
        let opened = sealed.map(|sealed| self.inner.ring.open(content(&id), &sealed));
        Ok(opened.transpose()?)
    }

    /// What a reviewer wrote about an answer; none when they wrote nothing.
    ///
    /// # Errors
    /// When it cannot be read or opened.
    pub async fn held_comment(
        &self,
        held: HeldId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let id = held.to_string();
        let sealed: Option<Option<Vec<u8>>> = on!(&self.inner.db, |pool| {
            sqlx::query_scalar("select comment from held_end where receipt = $1")
                .bind(&id)
                .fetch_optional(pool)
                .await?
        });
        let sealed = sealed.flatten();
        let opened = sealed.map(|sealed| self.inner.ring.open(comment(&id), &sealed));
        Ok(opened.transpose()?)
    }

    /// Answers that wait for a review, the oldest first, so many at the most.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn held_waiting(&self, most: u32) -> Result<Vec<HeldLine>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(WAITING)
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// Answers that expired, the last first, so many at the most.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn held_expired(&self, most: u32) -> Result<Vec<HeldLine>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(ENDED)
                .bind(HELD_EXPIRED)
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// Answers to what a person asked that are or were held, the newest first, so many at the most.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn held_of(&self, person: &Word, most: u32) -> Result<Vec<HeldLine>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(OF_PERSON)
                .bind(person.as_str())
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(Row::read).collect()
    }

    /// The newest answer to a piece of work of a person's own that is or was held.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn held_of_run(
        &self,
        person: &Word,
        run: &str,
    ) -> Result<Option<HeldLine>, StoreError> {
        let row: Option<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(OF_RUN)
                .bind(person.as_str())
                .bind(run)
                .fetch_optional(pool)
                .await?
        });
        row.map(Row::read).transpose()
    }

    /// Throws away the answers that were held before this and decided on, and those that expired before this; gives the number.
    /// Those that nobody has decided on stay: see [`Store::expire_held`].
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn purge_held(&self, before: Micros) -> Result<u64, StoreError> {
        Ok(on!(&self.inner.db, |pool| {
            sqlx::query(PURGE)
                .bind(before.0)
                .bind(HELD_EXPIRED)
                .execute(pool)
                .await?
                .rows_affected()
        }))
    }
}

// Whole statements, so that the tests, which read the source, prepare each on both databases.
const ONE: &str = "select h.receipt, h.asked_by, h.asker, h.person, h.run, h.use_case, h.reviewer, h.why, h.held_at, \
    e.word, e.ended_at, e.person as ended_by, e.own \
    from held h left join held_end e on e.receipt = h.receipt \
    where h.receipt = $1";
// The rounds after the first are named by the receipt, a point and a number.
const LAST: &str = "select h.receipt, h.asked_by, h.asker, h.person, h.run, h.use_case, h.reviewer, h.why, h.held_at, \
    e.word, e.ended_at, e.person as ended_by, e.own \
    from held h left join held_end e on e.receipt = h.receipt \
    where h.receipt = $1 or h.receipt like $1 || '.%' \
    order by length(h.receipt) desc, h.receipt desc limit 1";
const WAITING: &str = "select h.receipt, h.asked_by, h.asker, h.person, h.run, h.use_case, h.reviewer, h.why, h.held_at, \
    e.word, e.ended_at, e.person as ended_by, e.own \
    from held h left join held_end e on e.receipt = h.receipt \
    where e.receipt is null order by h.held_at, h.receipt limit $1";
const ENDED: &str = "select h.receipt, h.asked_by, h.asker, h.person, h.run, h.use_case, h.reviewer, h.why, h.held_at, \
    e.word, e.ended_at, e.person as ended_by, e.own \
    from held h join held_end e on e.receipt = h.receipt \
    where e.word = $1 order by e.ended_at desc, h.receipt desc limit $2";
const OF_PERSON: &str = "select h.receipt, h.asked_by, h.asker, h.person, h.run, h.use_case, h.reviewer, h.why, h.held_at, \
    e.word, e.ended_at, e.person as ended_by, e.own \
    from held h left join held_end e on e.receipt = h.receipt \
    where h.person = $1 order by h.held_at desc, h.receipt desc limit $2";
const OF_RUN: &str = "select h.receipt, h.asked_by, h.asker, h.person, h.run, h.use_case, h.reviewer, h.why, h.held_at, \
    e.word, e.ended_at, e.person as ended_by, e.own \
    from held h left join held_end e on e.receipt = h.receipt \
    where h.person = $1 and h.run = $2 order by h.held_at desc, length(h.receipt) desc, h.receipt desc limit 1";
const PURGE: &str = "delete from held where held_at < $1 and receipt in \
    (select receipt from held_end where word <> $2 or ended_at < $1)";

#[derive(sqlx::FromRow)]
struct Row {
    receipt: String,
    asked_by: String,
    asker: String,
    person: Option<String>,
    run: Option<String>,
    use_case: String,
    reviewer: String,
    why: String,
    held_at: i64,
    word: Option<String>,
    ended_at: Option<i64>,
    ended_by: Option<String>,
    own: Option<i64>,
}

impl Row {
    fn read(self) -> Result<HeldLine, StoreError> {
        let end = match (self.word, self.ended_at, self.ended_by, self.own) {
            (Some(end), Some(at), Some(person), Some(own)) => Some(HeldEnd {
                word: word(end)?,
                at: Micros(at),
                person: word(person)?,
                own: own != 0,
            }),
            _ => None,
        };
        Ok(HeldLine {
            id: self.receipt.parse().map_err(|_| UNREADABLE)?,
            asked_by: word(self.asked_by)?,
            asker: word(self.asker)?,
            person: self.person.map(word).transpose()?,
            run: self.run.map(word).transpose()?,
            use_case: word(self.use_case)?,
            reviewer: word(self.reviewer)?,
            why: self
                .why
                .split_whitespace()
                .map(|code| word(code.to_owned()))
                .collect::<Result<_, _>>()?,
            held_at: Micros(self.held_at),
            end,
        })
    }
}

const UNREADABLE: StoreError = StoreError::Unreadable("held");

fn word(text: String) -> Result<Word, StoreError> {
    Word::try_from(text).map_err(|_| UNREADABLE)
}

/// The row of an answer's end.
fn ended(by: &By, receipt: &str, end: &HeldEnded, said: Option<Vec<u8>>) -> Statement {
    Statement::new(
        "insert into held_end (receipt, word, ended_at, person, own, comment) values (?, ?, ?, ?, ?, ?)",
        vec![
            Arg::text(receipt),
            Arg::text(end.end.as_str()),
            Arg::int(by.at.0),
            Arg::text(end.person.as_str()),
            Arg::int(end.own.into()),
            Arg::Blob(said),
        ],
    )
}

/// A column of `held`.
fn content<'a>(receipt: &'a str) -> Cell<'a> {
    Cell {
        table: "held",
        row: receipt,
        column: "content",
        bound_to: None,
    }
}

/// A column of `held_end`.
fn comment<'a>(receipt: &'a str) -> Cell<'a> {
    Cell {
        table: "held_end",
        row: receipt,
        column: "comment",
        bound_to: None,
    }
}
