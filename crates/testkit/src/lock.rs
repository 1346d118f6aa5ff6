//! Another process's grip on the database, for the test of what happens meanwhile.

use std::path::Path;

use anyhow::Result;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

/// Holds SQLite's write lock on a data folder's database until released.
pub struct DatabaseLock(SqliteConnection);

impl DatabaseLock {
    /// Takes the lock.
    pub async fn take(data: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(data.join("anteroom.db"));
        let mut connection = options.connect().await?;
        sqlx::raw_sql("begin exclusive")
            .execute(&mut connection)
            .await?;
        Ok(Self(connection))
    }

    /// Lets go.
    pub async fn release(mut self) -> Result<()> {
        sqlx::raw_sql("rollback").execute(&mut self.0).await?;
        Ok(self.0.close().await?)
    }
}
