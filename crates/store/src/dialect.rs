//! Where SQLite and PostgreSQL differ: how to connect, what their error codes mean, and how a
//! batch of statements is run in one transaction.
//!
//! Everything else in this crate is written once for both.

use std::path::Path;
use std::str::FromStr as _;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Row as _, SqliteConnection};

use crate::Limits;
use crate::db::Conn;
use crate::error::{RecordError, StoreError};
use crate::script::{Arg, Statement};

/// Reads the head in the column order of its query.
macro_rules! head_row {
    ($row:expr, $last:expr) => {
        Ok(HeadRow {
            no: $row.try_get(0)?,
            hash: $row.try_get(1)?,
            frontier: $row.try_get(2)?,
            checkpoint: $row.try_get(3)?,
            last: $last,
        })
    };
}
/// Binds the values in their order.
macro_rules! bind {
    ($query:expr, $args:expr) => {
        $args.into_iter().fold($query, |query, arg| match arg {
            Arg::Blob(value) => query.bind(value),
            Arg::Bool(value) => query.bind(value),
            Arg::Int(value) => query.bind(value),
            Arg::Text(value) => query.bind(value),
        })
    };
}

const PG_HEAD: &str =
    "select no, hash, frontier, checkpoint from audit_head where id = 1 for update";
/// A statement of its own: one that waited for the lock would still look at the time before.
const PG_LAST: &str = "select hash from audit_entry where no = $1";
/// One trip to SQLite's thread instead of two.
const SQLITE_HEAD: &str = "begin immediate; select no, hash, frontier, checkpoint, \
     (select e.hash from audit_entry e where e.no = audit_head.no) \
     from audit_head where id = 1";

/// Pages of the write-ahead log (4 KiB each) after which they go into the database: the same few pages change with every
/// entry, so seldom is cheaper.
const CHECKPOINT_PAGES: &str = "4000";

/// Statements with more values than this are not kept prepared: they come in too many lengths.
const KEEP: usize = 100;

/// The row of `audit_head`, as it stands in the database.
pub(crate) struct HeadRow {
    pub no: i64,
    pub hash: Vec<u8>,
    pub frontier: Vec<u8>,
    pub checkpoint: String,
    /// The hash of the last entry itself, which the head should repeat.
    pub last: Option<Vec<u8>>,
}

/// SQLite: write-ahead log, every commit on disk before it returns, waiting for locks bounded.
pub(crate) fn sqlite_options(path: &Path, limits: &Limits) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        // What is purged must not stay in the file as free space.
        .pragma("secure_delete", "on")
        .busy_timeout(limits.lock_wait)
        .disable_statement_logging();
    match limits.pages {
        Some(pages) => options.pragma("max_page_count", pages.to_string()),
        None => options,
    }
}

/// PostgreSQL: the server gives up on locks and slow statements by itself.
pub(crate) fn pg_options(url: &str, limits: &Limits) -> Result<PgConnectOptions, StoreError> {
    let wait = limits.lock_wait.as_millis().to_string();
    let options = PgConnectOptions::from_str(url)?
        .application_name("anteroom")
        .options([
            ("lock_timeout", wait.as_str()),
            ("statement_timeout", wait.as_str()),
        ])
        .disable_statement_logging();
    Ok(options)
}

/// What an error code of either database means. SQLite's are numbers (the low byte is the kind),
/// PostgreSQL's have five characters.
pub(crate) fn meaning(code: &str) -> RecordError {
    match code {
        "23505" => return RecordError::Exists,
        "53100" => return RecordError::Full,
        "55P03" | "57014" | "40001" | "40P01" => return RecordError::Busy,
        _ => {}
    }
    match code.parse::<u32>() {
        Ok(1555 | 2067) => RecordError::Exists,
        Ok(n) if code.len() < 5 && matches!(n & 0xff, 5 | 6) => RecordError::Busy,
        Ok(n) if code.len() < 5 && n & 0xff == 13 => RecordError::Full,
        _ => RecordError::Database(code.to_owned()),
    }
}

/// Whether the guard on the log's head refused: its `no` became null.
pub(crate) fn head_moved(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    matches!(code.as_deref(), Some("1299" | "23502"))
}

impl Conn {
    /// Begins a transaction that may write, and reads the log's head under its lock.
    pub(crate) async fn begin(&mut self) -> Result<HeadRow, sqlx::Error> {
        match self {
            Conn::Pg(conn) => {
                sqlx::query("begin").execute(&mut **conn).await?;
                let row = sqlx::query(PG_HEAD).fetch_one(&mut **conn).await?;
                let no: i64 = row.try_get(0)?;
                let last = sqlx::query_scalar(PG_LAST)
                    .bind(no)
                    .fetch_optional(&mut **conn);
                head_row!(row, last.await?)
            }
            Conn::Sqlite(conn) => {
                let row = sqlx::query(SQLITE_HEAD).fetch_one(&mut **conn).await?;
                head_row!(row, row.try_get(4)?)
            }
        }
    }

    /// Runs the statements and commits. On an error the transaction is still open.
    pub(crate) async fn finish(&mut self, script: Vec<Statement>) -> Result<(), sqlx::Error> {
        match self {
            Conn::Pg(conn) => {
                for statement in script {
                    let sql = AssertSqlSafe(statement.numbered());
                    let keep = statement.args.len() <= KEEP;
                    let query = bind!(sqlx::query(sql), statement.args);
                    query.persistent(keep).execute(&mut **conn).await?;
                }
                sqlx::query("commit").execute(&mut **conn).await?;
            }
            Conn::Sqlite(conn) => run_at_once(conn, String::new(), script).await?,
        }
        Ok(())
    }

    /// Whether [`Conn::begin_and_finish`] saves anything.
    pub(crate) fn runs_at_once(&self) -> bool {
        matches!(self, Conn::Sqlite(_))
    }

    /// As `begin` and `finish`, without looking at the head: for SQLite one trip to its thread
    /// instead of two. The script itself must fail when the head is not as expected.
    pub(crate) async fn begin_and_finish(
        &mut self,
        script: Vec<Statement>,
    ) -> Result<(), sqlx::Error> {
        match self {
            Conn::Pg(conn) => {
                sqlx::query("begin").execute(&mut **conn).await?;
                self.finish(script).await
            }
            Conn::Sqlite(conn) => run_at_once(conn, "begin immediate;\n".to_owned(), script).await,
        }
    }

    /// The revision of the settings.
    pub(crate) async fn revision(&mut self) -> Result<i64, sqlx::Error> {
        const REVISION: &str = "select n from revision where id = 1";
        match self {
            Conn::Pg(conn) => sqlx::query_scalar(REVISION).fetch_one(&mut **conn).await,
            Conn::Sqlite(conn) => sqlx::query_scalar(REVISION).fetch_one(&mut **conn).await,
        }
    }

    /// Undoes an open transaction.
    pub(crate) async fn undo(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Conn::Pg(conn) => sqlx::query("rollback").execute(&mut **conn).await.map(drop),
            Conn::Sqlite(conn) => sqlx::query("rollback").execute(&mut **conn).await.map(drop),
        }
    }
}

/// Runs the statements and `commit` in one trip to SQLite's thread.
async fn run_at_once(
    conn: &mut SqliteConnection,
    mut sql: String,
    script: Vec<Statement>,
) -> Result<(), sqlx::Error> {
    let mut args = Vec::new();
    for statement in script {
        sql.push_str(&statement.sql);
        sql.push_str(";\n");
        args.extend(statement.args);
    }
    sql.push_str("commit");
    let keep = args.len() <= KEEP;
    let query = bind!(sqlx::query(AssertSqlSafe(sql)), args);
    query.persistent(keep).execute(conn).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases() {
        for (code, means) in [
            ("5", RecordError::Busy),
            ("261", RecordError::Busy),
            ("517", RecordError::Busy),
            ("6", RecordError::Busy),
            ("13", RecordError::Full),
            ("2067", RecordError::Exists),
            ("1555", RecordError::Exists),
            ("10", RecordError::Database("10".into())),
            ("55P03", RecordError::Busy),
            ("53100", RecordError::Full),
            ("23505", RecordError::Exists),
            ("42601", RecordError::Database("42601".into())),
        ] {
            assert_eq!(meaning(code), means, "{code}");
        }
    }
}
