//! Requests to allow words that were found and are nobody's: sealed, each with one answer at the most.
//!
//! What a request holds and who may decide is the business of `office`; here it is bytes. They are purged with the work of
//! their time, but not before the request is answered; what became of it is kept as long again, and stays in the log.

use anteroom_audit::{Event, ExceptionAnswered, ExceptionAsked, Micros, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::StoreError;
use crate::evidence::{NewEvidence, name};
use crate::script::{Arg, Statement};
use crate::seal::Cell;
use crate::store::new_id;
use crate::{By, Run, Store};

/// A request that is to be made.
pub struct NewException<'a> {
    /// The asker's name.
    pub asker: &'a Word,
    /// The piece of work in which the words stand; the request is its owner's.
    pub run: &'a Run,
    /// The code of the kind that was found.
    pub kind: Word,
    /// The field in which they stand, by its name.
    pub place: Word,
    /// What is asked: it holds the words.
    pub content: Zeroizing<Vec<u8>>,
}

/// A request, opened. Debug shows no word of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ExceptionLine {
    /// Its id.
    pub id: Word,
    /// Who asked, by their id on the roster.
    pub person: Word,
    /// Their name.
    pub asker: Word,
    /// The piece of work in which the words stand.
    pub run: Word,
    /// The task that it belongs to.
    pub task: Word,
    /// The code of the kind that was found.
    pub kind: Word,
    /// The field in which they stand, by its name.
    pub place: Word,
    /// When it was asked.
    pub asked_at: Micros,
    /// What is asked; none once that is purged.
    pub content: Option<Zeroizing<Vec<u8>>>,
    /// What became of it; none while it waits.
    pub answer: Option<ExceptionAnswer>,
}

/// What became of a request.
#[derive(Clone, PartialEq, Eq)]
pub struct ExceptionAnswer {
    /// In the program's own word.
    pub word: Word,
    /// When.
    pub at: Micros,
    /// Who decided, by name.
    pub by: Word,
    /// What they wrote to whoever asked; none where nothing.
    pub comment: Option<Zeroizing<Vec<u8>>>,
    /// Whether whoever asked has read it.
    pub is_read: bool,
}

impl std::fmt::Debug for ExceptionLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExceptionLine")
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Makes a request, and gives its id.
    ///
    /// # Errors
    /// When it cannot be sealed or written.
    pub async fn ask_exception(&self, by: &By, new: &NewException<'_>) -> Result<Word, StoreError> {
        let id = new_id(by.at)?;
        let sealed = self
            .inner
            .ring
            .seal(content(&id, new.run.person.as_str()), &new.content)?;
        let insert = Statement::new(
            "insert into exception_asked (id, person, asker, run, task, kind, place, asked_at, content) \
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(new.run.person.as_str()),
                Arg::text(new.asker.as_str()),
                Arg::text(new.run.id.as_str()),
                Arg::text(new.run.task.as_str()),
                Arg::text(new.kind.as_str()),
                Arg::text(new.place.as_str()),
                Arg::int(by.at.0),
                Arg::blob(sealed),
            ],
        );
        let what = What::ExceptionAsked(ExceptionAsked {
            request: Word::lossy(&id),
            task: new.run.task.clone(),
            found: new.kind.clone(),
        });
        let event = Event {
            at: by.at,
            actor: by.actor.clone(),
            receipt: None,
            what,
        };
        self.inner.recorder.change(&[event], vec![insert]).await?;
        Ok(Word::lossy(&id))
    }

    /// Decides on a request, and writes the record that follows from it, all or nothing. Of several who want to at once, one
    /// does.
    ///
    /// # Errors
    /// [`RecordError::Exists`](crate::RecordError::Exists) when it is decided already, or the record has been changed
    /// meanwhile; when it cannot be written.
    pub async fn answer_exception(
        &self,
        by: &By,
        line: &ExceptionLine,
        word: &'static str,
        said: Option<&str>,
        record: Option<NewEvidence>,
    ) -> Result<(), StoreError> {
        let id = line.id.as_str();
        let seal = |text: &str| self.inner.ring.seal(comment(id), text.as_bytes());
        let insert = Statement::new(
            "insert into exception_answer (request, word, answered_at, answered_by, comment) \
             values (?, ?, ?, ?, ?)",
            vec![
                Arg::text(id),
                Arg::text(word),
                Arg::int(by.at.0),
                Arg::text(name(&by.actor)),
                Arg::Blob(said.map(seal).transpose()?),
            ],
        );
        let mut whats = vec![What::ExceptionAnswered(ExceptionAnswered {
            request: line.id.clone(),
            found: line.kind.clone(),
            answer: Word::lossy(word),
        })];
        let mut statements = vec![insert];
        if let Some(record) = record {
            let (what, insert) = self.evidence_added(by, record).await?;
            whats.push(what);
            statements.push(insert);
        }
        self.change_all(by, whats, statements).await
    }

    /// Remembers that whoever asked has read the answer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn read_exception(&self, at: Micros, line: &ExceptionLine) -> Result<(), StoreError> {
        on!(&self.inner.db, |pool| {
            sqlx::query("update exception_answer set read_at = $1 where request = $2")
                .bind(at.0)
                .bind(line.id.as_str())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Requests that wait, the oldest first, so many at the most.
    ///
    /// # Errors
    /// When they cannot be read or opened.
    pub async fn exceptions_waiting(&self, most: u32) -> Result<Vec<ExceptionLine>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(WAITING)
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// Requests with this answer, in the program's own word, the last answered first, so many at the most.
    ///
    /// # Errors
    /// When they cannot be read or opened.
    pub async fn exceptions_answered(
        &self,
        word: &'static str,
        most: u32,
    ) -> Result<Vec<ExceptionLine>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(ANSWERED)
                .bind(word)
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// A person's own requests, the newest first, so many at the most.
    ///
    /// # Errors
    /// When they cannot be read or opened.
    pub async fn exceptions_of(
        &self,
        person: &Word,
        most: u32,
    ) -> Result<Vec<ExceptionLine>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(OF_PERSON)
                .bind(person.as_str())
                .bind(i64::from(most))
                .fetch_all(pool)
                .await?
        });
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    fn opened(&self, row: Row) -> Result<ExceptionLine, StoreError> {
        let ring = &self.inner.ring;
        let sealed = Some(row.content.as_slice()).filter(|sealed| !sealed.is_empty());
        let held = sealed.map(|sealed| ring.open(content(&row.id, &row.person), sealed));
        let held = held.transpose()?;
        let said = row.comment.as_deref();
        let said = said.map(|sealed| ring.open(comment(&row.id), sealed));
        let said = said.transpose()?;
        row.read(held, said)
    }
}

// Whole statements, so that the tests, which read the source, prepare each on both databases.
const WAITING: &str = "select e.id, e.person, e.asker, e.run, e.task, e.kind, e.place, e.asked_at, e.content, \
    a.word, a.answered_at, a.answered_by, a.comment, a.read_at \
    from exception_asked e left join exception_answer a on a.request = e.id \
    where a.request is null order by e.asked_at, e.id limit $1";
const ANSWERED: &str = "select e.id, e.person, e.asker, e.run, e.task, e.kind, e.place, e.asked_at, e.content, \
    a.word, a.answered_at, a.answered_by, a.comment, a.read_at \
    from exception_asked e join exception_answer a on a.request = e.id \
    where a.word = $1 order by a.answered_at desc, e.id desc limit $2";
const OF_PERSON: &str = "select e.id, e.person, e.asker, e.run, e.task, e.kind, e.place, e.asked_at, e.content, \
    a.word, a.answered_at, a.answered_by, a.comment, a.read_at \
    from exception_asked e left join exception_answer a on a.request = e.id \
    where e.person = $1 order by e.asked_at desc, e.id desc limit $2";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person: String,
    asker: String,
    run: String,
    task: String,
    kind: String,
    place: String,
    asked_at: i64,
    content: Vec<u8>,
    word: Option<String>,
    answered_at: Option<i64>,
    answered_by: Option<String>,
    comment: Option<Vec<u8>>,
    read_at: Option<i64>,
}

impl Row {
    fn read(
        self,
        content: Option<Zeroizing<Vec<u8>>>,
        comment: Option<Zeroizing<Vec<u8>>>,
    ) -> Result<ExceptionLine, StoreError> {
        let answer = match (self.word, self.answered_at, self.answered_by) {
            (Some(answer), Some(at), Some(by)) => Some(ExceptionAnswer {
                word: word(answer)?,
                at: Micros(at),
                by: word(by)?,
                comment,
                is_read: self.read_at.is_some(),
            }),
            _ => None,
        };
        Ok(ExceptionLine {
            id: word(self.id)?,
            person: word(self.person)?,
            asker: word(self.asker)?,
            run: word(self.run)?,
            task: word(self.task)?,
            kind: word(self.kind)?,
            place: word(self.place)?,
            asked_at: Micros(self.asked_at),
            content,
            answer,
        })
    }
}

fn word(text: String) -> Result<Word, StoreError> {
    Word::try_from(text).map_err(|_| StoreError::Unreadable("exception"))
}

/// A column of `exception_asked`.
fn content<'a>(id: &'a str, person: &'a str) -> Cell<'a> {
    Cell {
        table: "exception_asked",
        row: id,
        column: "content",
        bound_to: Some(person),
    }
}

/// A column of `exception_answer`.
fn comment(request: &str) -> Cell<'_> {
    Cell {
        table: "exception_answer",
        row: request,
        column: "comment",
        bound_to: None,
    }
}
