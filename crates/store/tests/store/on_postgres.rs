//! The same story on PostgreSQL, and what a locked server does.

use std::time::Instant;

use anteroom_store::{Place, RecordError, Store};
use sqlx::Connection as _;

use crate::story;
use crate::support::postgres::Server;
use crate::support::*;

#[tokio::test]
async fn the_story_on_postgresql() -> anyhow::Result<()> {
    let Some(server) = Server::start()? else {
        eprintln!("skipped: there is no PostgreSQL server on this machine");
        return Ok(());
    };
    let temp = tempfile::tempdir()?;
    let mut config = config(temp.path())?;
    config.place = Place::Postgres(server.url());
    story::tell(config.clone()).await?;
    a_locked_head_is_an_error_in_bounded_time(&server, config).await
}

async fn a_locked_head_is_an_error_in_bounded_time(
    server: &Server,
    config: anteroom_store::Config,
) -> anyhow::Result<()> {
    let store = Store::open(config).await?;
    let mut other = sqlx::PgConnection::connect(&server.url()).await?;
    let mut lock = other.begin().await?;
    sqlx::query("select no from audit_head for update")
        .execute(&mut *lock)
        .await?;
    let (id, start) = (receipt_id(), Instant::now());
    assert_eq!(
        store.recorder().open(request(id)).await.err(),
        Some(RecordError::Busy)
    );
    assert!(start.elapsed().as_secs() < 5);
    lock.rollback().await?;
    assert_eq!(store.receipt(id).await?, None);
    store.recorder().open(request(id)).await?.close(answered());
    store.recorder().flush().await?;
    store.verify_log(&[]).await?;
    store.close().await;
    Ok(())
}
