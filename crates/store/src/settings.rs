//! The settings by the log, held against the tables.
//!
//! Every change of settings is an entry of the log, so the log says how each of their rows must
//! look. Whoever edits a table by hand (where a connection leads, how long an agreement holds, a key
//! that was withdrawn, a key of his own) is found when the log is verified.

use std::collections::BTreeMap;

use anteroom_audit::{
    Actor, ConnectionAdded, ConnectionApproved, ConnectionReplacing, Day, EntryNo, Event,
    EvidenceFileKept, EvidenceRecorded, Hash, KeyCreated, Micros, PracticeCreated, What, Word,
};
use sqlx::{ColumnIndex, Decode, Type};

use crate::Store;
use crate::db::on;
use crate::error::StoreError;
use crate::evidence::name;
use crate::row::json_list;

/// A row of the settings is not as the log says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row} of table {table}: {fault}")]
pub struct Unlogged {
    /// The table.
    pub table: &'static str,
    /// The row's id; its name where the log, written by an earlier version, does not know the id.
    pub row: String,
    /// What is wrong with it.
    pub fault: RowFault,
}

/// What is wrong with a row of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// A column holds something else.
    #[error("{0} is not what the log says")]
    Changed(&'static str),
    /// It is not there, or not as it was made.
    #[error("it is missing, though entry {0} of the log made it")]
    Missing(EntryNo),
    /// It is not there, though the log tells of it.
    #[error("it is missing, though the log tells of it")]
    Gone,
    /// It was not made by Anteroom.
    #[error("no entry of the log made it")]
    Unknown,
}

/// Values by column, as text.
type Fields = BTreeMap<&'static str, Option<String>>;

/// A row as it stands in its table.
#[derive(Debug)]
pub(crate) struct Stored {
    table: &'static str,
    id: String,
    fields: Fields,
}

/// The settings by the log.
#[derive(Default)]
pub(crate) struct Settings {
    rows: Vec<Said>,
}

/// A row as the log says that it must be; with all that the log says of it.
struct Said {
    table: &'static str,
    id: Option<String>,
    made: EntryNo,
    fields: Fields,
}

/// How a table's rows are read as text. The statement gives the id, then the columns.
struct Table {
    name: &'static str,
    select: &'static str,
    columns: &'static [&'static str],
    /// A column of bytes, which is compared by its SHA-256; the last one of the statement.
    hashed: Option<&'static str>,
}

/// What a new connection puts in the place of patient information.
const PLACEHOLDERS: &str = "placeholders";

/// The table whose content is read row by row.
const FILES: &str = "evidence_file";

const TABLES: [Table; 6] = [
    Table {
        name: "practice",
        select: "select id, name, state, cast(created_at as text) from practice",
        columns: &["name", "state", "created_at"],
        hashed: None,
    },
    Table {
        name: "connection",
        select: "select id, name, provider, base_url, host, models, replacing, cast(added_at as text), \
             cast(revoked_at as text), upstream_key from connection",
        columns: &[
            "name",
            "provider",
            "base_url",
            "host",
            "models",
            "replacing",
            "added_at",
            "revoked_at",
        ],
        hashed: Some("upstream_key"),
    },
    Table {
        name: "approval",
        select: "select id, connection_id, purpose, agreement_until, case when no_training then \
             'yes' else 'no' end, approved_by, cast(approved_at as text) from approval",
        columns: &[
            "connection_id",
            "purpose",
            "agreement_until",
            "no_training",
            "approved_by",
            "approved_at",
        ],
        hashed: None,
    },
    Table {
        name: "api_key",
        select: "select id, name, cast(created_at as text), cast(revoked_at as text), hash \
             from api_key",
        columns: &["name", "created_at", "revoked_at"],
        hashed: Some("hash"),
    },
    Table {
        name: "evidence",
        select: "select id, subject, subject_id, cast(revision as text), case when holds then \
             'yes' else 'no' end, body_sha256, cast(recorded_at as text), recorded_by, body \
             from evidence",
        columns: &[
            "subject",
            "subject_id",
            "revision",
            "holds",
            "body_sha256",
            "recorded_at",
            "recorded_by",
        ],
        hashed: Some("body"),
    },
    Table {
        name: FILES,
        select: "select id, sha256, cast(bytes as text), media_type, cast(kept_at as text), \
             kept_by from evidence_file",
        columns: &["sha256", "bytes", "media_type", "kept_at", "kept_by"],
        hashed: None,
    },
];

impl Settings {
    /// Takes in the next entry.
    pub(crate) fn apply(&mut self, no: EntryNo, event: &Event) {
        let at = event.at;
        match &event.what {
            What::ConnectionAdded(added) => self.rows.push(connection(no, at, added)),
            What::ConnectionApproved(new) => {
                let approval = self.approval(no, at, new);
                self.rows.push(approval);
            }
            What::ConnectionReplacing(new) => self.replacing(new),
            What::ConnectionRevoked(gone) => {
                let row = self.live_connection(&gone.connection);
                revoke(row, at);
            }
            What::EvidenceFileKept(kept) => self.rows.push(file(no, at, &event.actor, kept)),
            What::EvidenceRecorded(new) => self.rows.push(evidence(no, at, &event.actor, new)),
            What::KeyCreated(key) => self.rows.push(api_key(no, at, key)),
            What::KeyRevoked(gone) => {
                let id = Some(gone.key.to_string());
                let mut rows = self.rows.iter_mut();
                revoke(rows.find(|row| row.table == "api_key" && row.id == id), at);
            }
            What::PracticeCreated(made) => self.rows.push(practice(no, at, made)),
            _ => {}
        }
    }

    /// Holds the tables against what the log says. The first difference is the error.
    pub(crate) fn compare(&self, mut stored: Vec<Stored>) -> Result<(), Unlogged> {
        for said in &self.rows {
            let at = stored.iter().position(|row| said.is_about(row));
            let row = at.map(|at| stored.swap_remove(at)).ok_or(Unlogged {
                table: said.table,
                row: said.label(),
                fault: RowFault::Missing(said.made),
            })?;
            said.compare(row)?;
        }
        match stored.into_iter().next() {
            None => Ok(()),
            Some(Stored { table, id: row, .. }) => Err(Unlogged {
                table,
                row,
                fault: RowFault::Unknown,
            }),
        }
    }

    /// Names are taken once among the connections that were not withdrawn.
    fn live_connection(&mut self, name: &Word) -> Option<&mut Said> {
        let mut rows = self.rows.iter_mut();
        rows.find(|row| {
            row.table == "connection"
                && row.field("name") == Some(name.as_str())
                && row.field("revoked_at").is_none()
        })
    }

    fn replacing(&mut self, new: &ConnectionReplacing) {
        if let Some(row) = self.live_connection(&new.connection) {
            row.set("replacing", Some(&new.replacing));
        }
    }

    fn approval(&mut self, no: EntryNo, at: Micros, new: &ConnectionApproved) -> Said {
        let connection = self
            .live_connection(&new.connection)
            .and_then(|row| row.id.clone());
        let training = if new.no_training { "yes" } else { "no" };
        let mut said = Said::new("approval", no, new.id.as_ref());
        said.set("purpose", Some(&new.purpose));
        said.set(
            "agreement_until",
            new.agreement_until.as_ref().map(Day::to_string),
        );
        said.set("no_training", Some(training));
        said.set("approved_by", Some(&new.approved_by));
        said.set("approved_at", Some(at.0));
        if connection.is_some() {
            said.set("connection_id", connection);
        }
        said
    }
}

fn practice(no: EntryNo, at: Micros, made: &PracticeCreated) -> Said {
    let mut said = Said::new("practice", no, made.id.as_ref());
    said.set("name", Some(&made.name));
    said.set("state", Some(&made.state));
    said.set("created_at", Some(at.0));
    said
}

fn connection(no: EntryNo, at: Micros, added: &ConnectionAdded) -> Said {
    let mut said = Said::new("connection", no, added.id.as_ref());
    said.set("name", Some(&added.connection));
    said.set("provider", Some(&added.provider));
    said.set("host", Some(&added.host));
    said.set("models", Some(json_list(&added.models)));
    said.set("replacing", Some(PLACEHOLDERS));
    said.set("added_at", Some(at.0));
    said.set("revoked_at", None::<i64>);
    if added.id.is_some() {
        said.set("base_url", added.base_url.as_ref());
        said.set("upstream_key", added.sealed_key_sha256);
    }
    said
}

fn api_key(no: EntryNo, at: Micros, key: &KeyCreated) -> Said {
    let mut said = Said::new("api_key", no, Some(&key.key));
    said.set("name", Some(&key.name));
    said.set("created_at", Some(at.0));
    said.set("revoked_at", None::<i64>);
    if key.key_sha256.is_some() {
        said.set("hash", key.key_sha256.map(|hash| Hash::of(hash.as_bytes())));
    }
    said
}

fn evidence(no: EntryNo, at: Micros, actor: &Actor, new: &EvidenceRecorded) -> Said {
    let mut said = Said::new("evidence", no, Some(&new.id));
    said.set("subject", Some(&new.subject));
    said.set("subject_id", Some(&new.subject_id));
    said.set("revision", Some(new.revision));
    said.set("holds", Some(if new.holds { "yes" } else { "no" }));
    said.set("body_sha256", Some(new.body_sha256));
    said.set("recorded_at", Some(at.0));
    said.set("recorded_by", Some(name(actor)));
    said.set("body", Some(new.body_sha256));
    said
}

fn file(no: EntryNo, at: Micros, actor: &Actor, kept: &EvidenceFileKept) -> Said {
    let mut said = Said::new(FILES, no, Some(&kept.id));
    said.set("sha256", Some(kept.sha256));
    said.set("bytes", Some(kept.bytes));
    said.set("media_type", Some(&kept.media_type));
    said.set("kept_at", Some(at.0));
    said.set("kept_by", Some(name(actor)));
    said.set("content", Some(kept.sealed_sha256));
    said
}

fn revoke(row: Option<&mut Said>, at: Micros) {
    if let Some(row) = row {
        row.set("revoked_at", Some(at.0));
    }
}

impl Said {
    fn new(table: &'static str, made: EntryNo, id: Option<&Word>) -> Said {
        Said {
            table,
            id: id.map(Word::to_string),
            made,
            fields: Fields::new(),
        }
    }

    fn set(&mut self, column: &'static str, value: Option<impl ToString>) {
        self.fields
            .insert(column, value.map(|value| value.to_string()));
    }

    fn field(&self, column: &str) -> Option<&str> {
        self.fields.get(column)?.as_deref()
    }

    /// By its id; where the log does not say one, by everything that it does say.
    fn is_about(&self, row: &Stored) -> bool {
        self.table == row.table
            && match &self.id {
                Some(id) => *id == row.id,
                None => self.changed(row).is_none(),
            }
    }

    fn compare(&self, row: Stored) -> Result<(), Unlogged> {
        match self.changed(&row) {
            None => Ok(()),
            Some(column) => Err(Unlogged {
                table: row.table,
                row: row.id,
                fault: RowFault::Changed(column),
            }),
        }
    }

    fn changed(&self, row: &Stored) -> Option<&'static str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(column, value)| row.fields.get(*column) != Some(value))
            .map(|(column, _)| *column)
    }

    fn label(&self) -> String {
        let name = self.field("name").or(self.field("approved_by"));
        self.id
            .clone()
            .or(name.map(str::to_owned))
            .unwrap_or_default()
    }
}

impl Store {
    /// All rows of the settings.
    pub(crate) async fn stored_settings(&self) -> Result<Vec<Stored>, StoreError> {
        let mut all = Vec::new();
        for table in &TABLES {
            let unreadable = |_| StoreError::Unreadable(table.name);
            on!(&self.inner.db, |pool| {
                for row in sqlx::query(table.select).fetch_all(pool).await? {
                    all.push(table.read(&row).map_err(unreadable)?);
                }
            });
        }
        self.hash_files(&mut all).await?;
        Ok(all)
    }

    async fn hash_files(&self, all: &mut [Stored]) -> Result<(), StoreError> {
        for row in all.iter_mut().filter(|row| row.table == FILES) {
            let hash = self.sealed_hash(&row.id).await?;
            row.fields
                .insert("content", hash.map(|hash| hash.to_string()));
        }
        Ok(())
    }
}

impl Table {
    fn read<'r, R: sqlx::Row>(&self, row: &'r R) -> Result<Stored, sqlx::Error>
    where
        usize: ColumnIndex<R>,
        String: Decode<'r, R::Database> + Type<R::Database>,
        Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
    {
        let mut fields = Fields::new();
        for (at, column) in (1..).zip(self.columns) {
            fields.insert(column, row.try_get(at)?);
        }
        if let Some(column) = self.hashed {
            let bytes: Option<Vec<u8>> = row.try_get(self.columns.len() + 1)?;
            fields.insert(column, bytes.map(|bytes| Hash::of(&bytes).to_string()));
        }
        Ok(Stored {
            table: self.name,
            id: row.try_get(0)?,
            fields,
        })
    }
}
