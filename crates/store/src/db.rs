//! The two databases behind one type, and the connections to them.
//!
//! SQL is written once, in the subset that SQLite and PostgreSQL share, and run through [`on!`].
//! What differs between the two is in `dialect`.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, PgConnection, PgPool, SqliteConnection, SqlitePool};

use crate::dialect;
use crate::error::{RecordError, StoreError};

/// Where the tables are.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A PostgreSQL server, by its URL.
    Postgres(String),
    /// A file; made when it is missing.
    Sqlite(PathBuf),
}

/// A pool of connections for reading; writing goes through [`Conn`].
#[derive(Clone)]
pub(crate) enum Db {
    Pg(PgPool),
    Sqlite(SqlitePool),
}

/// The writer's own connection.
pub(crate) enum Conn {
    Pg(Box<PgConnection>),
    Sqlite(Box<SqliteConnection>),
}

/// How to make connections.
#[derive(Clone)]
pub(crate) enum Options {
    Pg(Box<PgConnectOptions>),
    Sqlite(Box<SqliteConnectOptions>),
}

/// Runs one expression with whichever pool or connection there is.
macro_rules! on {
    ($db:expr, |$c:ident| $body:expr) => {
        match $db {
            $crate::db::Db::Pg($c) => $body,
            $crate::db::Db::Sqlite($c) => $body,
        }
    };
}
pub(crate) use on;

/// Readers at a time. They are threads in SQLite's case, so few.
const READERS: u32 = 4;

impl Options {
    pub(crate) fn new(place: &Place, limits: &crate::Limits) -> Result<Options, StoreError> {
        Ok(match place {
            Place::Postgres(url) => Options::Pg(Box::new(dialect::pg_options(url, limits)?)),
            Place::Sqlite(path) => Options::Sqlite(Box::new(dialect::sqlite_options(path, limits))),
        })
    }

    /// Opens the pool and brings the tables up to date.
    pub(crate) async fn pool(&self, wait: Duration) -> Result<Db, StoreError> {
        let db = match self {
            Options::Pg(options) => Db::Pg(pool(wait).connect_with(*options.clone()).await?),
            Options::Sqlite(options) => {
                Db::Sqlite(pool(wait).connect_with(*options.clone()).await?)
            }
        };
        let migrated = match &db {
            Db::Pg(pool) => sqlx::migrate!("migrations/postgres").run(pool).await,
            Db::Sqlite(pool) => sqlx::migrate!("migrations/sqlite").run(pool).await,
        };
        match migrated {
            Ok(()) => Ok(db),
            Err(sqlx::migrate::MigrateError::Execute(error)) => Err(error.into()),
            Err(_) => Err(RecordError::Database("migration".to_owned()).into()),
        }
    }

    /// Opens one connection outside the pool.
    pub(crate) async fn connect(&self) -> Result<Conn, sqlx::Error> {
        Ok(match self {
            Options::Pg(options) => Conn::Pg(Box::new(PgConnection::connect_with(options).await?)),
            Options::Sqlite(options) => {
                Conn::Sqlite(Box::new(SqliteConnection::connect_with(options).await?))
            }
        })
    }
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            // The URL may hold a password.
            Place::Postgres(_) => f.write_str("Postgres"),
            Place::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
        }
    }
}

/// A fresh ping before each use would double the cost of the snapshot's one small query.
fn pool<DB: sqlx::Database>(wait: Duration) -> PoolOptions<DB> {
    PoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(wait)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}
