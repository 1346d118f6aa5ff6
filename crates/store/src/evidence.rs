//! Records that the practice keeps about itself, its people and its vendors.
//!
//! A record is a body of a subject (which vendor, which incident) at a revision. Nothing is ever changed: a newer
//! revision is added, and the newest counts. What a body means is the business of `office`; here it is bytes, stored
//! sealed. Whether a record stops all sending is a column of its own, because every request asks.

use std::collections::HashMap;

use anteroom_audit::{Actor, EvidenceRecorded, Hash, Micros, What, Word};
use zeroize::Zeroizing;

use crate::db::on;
use crate::error::{RecordError, StoreError};
use crate::script::{Arg, Statement};
use crate::seal::Cell;
use crate::store::new_id;
use crate::{By, KeyRing, Store};

/// A record, opened. Debug shows no word of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Which one of its kind it is about.
    pub subject_id: Word,
    /// 1 for the first, then one more each time.
    pub revision: u64,
    /// When it was recorded.
    pub recorded_at: Micros,
    /// Who recorded it: the account at the command line, or the key's name.
    pub recorded_by: Word,
    /// What it says.
    pub body: Zeroizing<Vec<u8>>,
}

/// A record that is to be added.
pub struct NewEvidence {
    /// What kind of thing it is about, such as `party`. The program's own word.
    pub subject: &'static str,
    /// Which one. It stands in the log, so it is no free text.
    pub subject_id: Word,
    /// One more than the newest that the caller has seen; 1 for the first.
    pub revision: u64,
    /// Whether nothing may be sent while this is the newest record of it.
    pub holds: bool,
    /// Which fields differ from the revision before, as the log says it: the program's own words.
    pub changed: Vec<Word>,
    /// What it says.
    pub body: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Evidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evidence")
            .field("subject_id", &self.subject_id)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// Adds a record.
    ///
    /// # Errors
    /// [`RecordError::Exists`] when there is a record of this revision: somebody else was first.
    pub async fn record_evidence(&self, by: &By, new: NewEvidence) -> Result<(), StoreError> {
        self.record_all(by, &[], vec![new]).await
    }

    /// What a new record adds to the log and to its table.
    pub(crate) async fn evidence_added(
        &self,
        by: &By,
        new: NewEvidence,
    ) -> Result<(What, Statement), StoreError> {
        if new.revision != self.newest_revision(&new).await? + 1 {
            return Err(RecordError::Exists.into());
        }
        let id = new_id(by.at)?;
        let bound = bound(new.subject, new.subject_id.as_str(), new.revision);
        let body = self.inner.ring.seal(cell(&id, &bound), &new.body)?;
        let body_sha256 = Hash::of(&body);
        let insert = Statement::new(
            "insert into evidence (id, subject, subject_id, revision, holds, body, body_sha256, \
             recorded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            vec![
                Arg::text(&*id),
                Arg::text(new.subject),
                Arg::text(new.subject_id.as_str()),
                Arg::count(new.revision),
                Arg::Bool(new.holds),
                Arg::blob(body),
                Arg::text(body_sha256.to_string()),
                Arg::int(by.at.0),
                Arg::text(name(&by.actor)),
            ],
        );
        let what = EvidenceRecorded {
            id: Word::lossy(&id),
            subject: Word::lossy(new.subject),
            subject_id: new.subject_id,
            revision: new.revision,
            holds: new.holds,
            changed: new.changed,
            body_sha256,
        };
        Ok((What::EvidenceRecorded(what), insert))
    }

    /// The newest record of each subject of a kind, by the subject's id.
    ///
    /// # Errors
    /// When they cannot be read or opened.
    pub async fn evidence(&self, subject: &'static str) -> Result<Vec<Evidence>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(NEWEST).bind(subject).fetch_all(pool).await?
        });
        rows.iter()
            .map(|row| row.open(&self.inner.ring, subject))
            .collect()
    }

    /// Every record of one subject, oldest first.
    ///
    /// # Errors
    /// When they cannot be read or opened.
    pub async fn evidence_history(
        &self,
        subject: &'static str,
        subject_id: &Word,
    ) -> Result<Vec<Evidence>, StoreError> {
        let rows: Vec<Row> = on!(&self.inner.db, |pool| {
            sqlx::query_as(HISTORY)
                .bind(subject)
                .bind(subject_id.as_str())
                .fetch_all(pool)
                .await?
        });
        rows.iter()
            .map(|row| row.open(&self.inner.ring, subject))
            .collect()
    }

    /// The newest record of each subject of every kind, sealed as it is kept.
    pub(crate) async fn shelf(&self) -> Result<Shelf, StoreError> {
        let rows: Vec<ShelfRow> = on!(&self.inner.db, |pool| {
            sqlx::query_as(SHELF).fetch_all(pool).await?
        });
        let mut kinds: HashMap<String, Vec<Row>> = HashMap::new();
        for ShelfRow { subject, row } in rows {
            kinds.entry(subject).or_default().push(row);
        }
        let ring = self.inner.ring.clone();
        Ok(Shelf { kinds, ring })
    }

    /// Whether a newest record says that nothing may be sent.
    pub(crate) async fn is_held(&self) -> Result<bool, StoreError> {
        let holding: i64 = on!(&self.inner.db, |pool| {
            sqlx::query_scalar(HOLDING).fetch_one(pool).await?
        });
        Ok(holding > 0)
    }

    async fn newest_revision(&self, new: &NewEvidence) -> Result<u64, StoreError> {
        let newest: i64 = on!(&self.inner.db, |pool| {
            sqlx::query_scalar(REVISION)
                .bind(new.subject)
                .bind(new.subject_id.as_str())
                .fetch_one(pool)
                .await?
        });
        u64::try_from(newest).map_err(|_| UNREADABLE)
    }
}

/// The newest record of each subject, still sealed: opened when somebody looks, so that no word of them lies in memory.
#[derive(Clone)]
pub(crate) struct Shelf {
    kinds: HashMap<String, Vec<Row>>,
    ring: KeyRing,
}

impl Shelf {
    /// The records of a kind, by the subject's id.
    pub(crate) fn open(&self, subject: &str) -> Result<Vec<Evidence>, StoreError> {
        let rows = self.kinds.get(subject).into_iter().flatten();
        rows.map(|row| row.open(&self.ring, subject)).collect()
    }
}

impl std::fmt::Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shelf").finish_non_exhaustive()
    }
}

const NEWEST: &str = "select id, subject_id, revision, body, recorded_at, recorded_by from evidence e \
     where subject = $1 and not exists (select 1 from evidence n where n.subject = e.subject \
     and n.subject_id = e.subject_id and n.revision > e.revision) order by subject_id";
const HISTORY: &str = "select id, subject_id, revision, body, recorded_at, recorded_by from evidence \
     where subject = $1 and subject_id = $2 order by revision";
const HOLDING: &str = "select count(*) from evidence e where e.holds and not exists \
     (select 1 from evidence n where n.subject = e.subject and n.subject_id = e.subject_id \
     and n.revision > e.revision)";
const REVISION: &str = "select coalesce(max(revision), 0) from evidence \
     where subject = $1 and subject_id = $2";

const SHELF: &str = "select subject, id, subject_id, revision, body, recorded_at, recorded_by from evidence e \
     where not exists (select 1 from evidence n where n.subject = e.subject \
     and n.subject_id = e.subject_id and n.revision > e.revision) order by subject, subject_id";

#[derive(sqlx::FromRow)]
struct ShelfRow {
    subject: String,
    #[sqlx(flatten)]
    row: Row,
}

#[derive(Clone, sqlx::FromRow)]
struct Row {
    id: String,
    subject_id: String,
    revision: i64,
    body: Vec<u8>,
    recorded_at: i64,
    recorded_by: String,
}

impl Row {
    fn open(&self, ring: &KeyRing, subject: &str) -> Result<Evidence, StoreError> {
        let revision = u64::try_from(self.revision).map_err(|_| UNREADABLE)?;
        let bound = bound(subject, &self.subject_id, revision);
        let body = ring.open(cell(&self.id, &bound), &self.body)?;
        Ok(Evidence {
            subject_id: word(&self.subject_id)?,
            revision,
            recorded_at: Micros(self.recorded_at),
            recorded_by: word(&self.recorded_by)?,
            body,
        })
    }
}

const UNREADABLE: StoreError = StoreError::Unreadable("evidence");

/// Who did it, as it stands beside a record.
pub(crate) fn name(actor: &Actor) -> &str {
    match actor {
        Actor::Key { name, .. } | Actor::Operator { name } | Actor::Person { name, .. } => {
            name.as_str()
        }
        Actor::System => "Anteroom",
    }
}

/// A body makes sense as this revision of its subject only.
fn bound(subject: &str, subject_id: &str, revision: u64) -> String {
    format!("{subject} {subject_id} {revision}")
}

fn cell<'a>(id: &'a str, bound: &'a str) -> Cell<'a> {
    Cell {
        table: "evidence",
        row: id,
        column: "body",
        bound_to: Some(bound),
    }
}

fn word(text: &str) -> Result<Word, StoreError> {
    Word::new(text).map_err(|_| UNREADABLE)
}
