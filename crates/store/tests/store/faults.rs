//! A full disk, a locked database, too many at once, callers that give up: an error in bounded
//! time, and nothing recorded as open that was not.

use std::time::{Duration, Instant};

use anteroom_store::{Config, Folder, RecordError, Store, StoreError};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use crate::support::*;

async fn raw(config: &Config) -> SqliteConnection {
    let path = database(config);
    SqliteConnection::connect(&path.display().to_string())
        .await
        .unwrap()
}

async fn open_receipts(config: &Config) -> i64 {
    let sql = "select count(*) from receipt where state = 'open'";
    sqlx::query_scalar(sql)
        .fetch_one(&mut raw(config).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_full_disk_refuses_and_leaves_nothing_open() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let mut config = config(temp.path())?;
    config.limits.pages = Some(90);
    let store = Store::open(config.clone()).await?;
    let mut held = Vec::new();
    let error = loop {
        match store.recorder().open(request(receipt_id())).await {
            Ok(open) => held.push(open),
            Err(error) => break error,
        }
        assert!(held.len() < 10_000, "the disk never filled up");
    };
    assert_eq!(error, RecordError::Full);
    assert_eq!(open_receipts(&config).await, i64::try_from(held.len())?);
    // Their ends cannot be written now, and are kept until there is room again.
    let ended = held.len();
    held.into_iter().for_each(|open| open.close(answered()));
    assert_eq!(store.recorder().flush().await, Err(RecordError::Full));
    assert_eq!(store.verify_log(&[]).await?.entries, u64::try_from(ended)?);
    store.close().await;
    config.limits.pages = None;
    let store = Store::open(config.clone()).await?;
    assert_eq!(store.recover(by().at).await?, u64::try_from(ended)?);
    store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn a_locked_database_refuses_in_bounded_time() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let store = Store::open(config.clone()).await?;
    let kept = store.recorder().open(request(receipt_id())).await?;
    let mut lock = raw(&config).await;
    lock.execute("begin exclusive").await?;
    let start = Instant::now();
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let recorder = store.recorder();
            tokio::spawn(async move { recorder.open(request(receipt_id())).await.err() })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await?, Some(RecordError::Busy));
    }
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    // An end that comes meanwhile is not lost.
    kept.close(answered());
    lock.execute("rollback").await?;
    store
        .recorder()
        .open(request(receipt_id()))
        .await?
        .close(answered());
    store.recorder().flush().await?;
    assert_eq!(open_receipts(&config).await, 0);
    assert_eq!(store.verify_log(&[]).await?.entries, 4);
    Ok(())
}

#[tokio::test]
async fn too_many_at_once_are_refused_at_once() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let mut config = config(temp.path())?;
    config.limits.queue = 4;
    let store = Store::open(config.clone()).await?;
    let mut lock = raw(&config).await;
    lock.execute("begin exclusive").await?;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let recorder = store.recorder();
            tokio::spawn(async move {
                let start = Instant::now();
                (
                    recorder.open(request(receipt_id())).await.err(),
                    start.elapsed(),
                )
            })
        })
        .collect();
    let mut overloaded = 0;
    for task in tasks {
        let (error, took) = task.await?;
        if error == Some(RecordError::Overloaded) {
            overloaded += 1;
            assert!(took < Duration::from_millis(500));
        } else {
            assert_eq!(error, Some(RecordError::Busy));
        }
    }
    assert!(overloaded >= 40, "{overloaded}");
    lock.execute("rollback").await?;
    assert_eq!(open_receipts(&config).await, 0);
    Ok(())
}

#[tokio::test]
async fn a_caller_that_gives_up_leaves_no_open_receipt() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let store = Store::open(config.clone()).await?;
    let mut given_up = 0;
    for micros in 0..200 {
        let (recorder, wait) = (store.recorder(), Duration::from_micros(micros * 10));
        let opening = recorder.open(request(receipt_id()));
        given_up += usize::from(tokio::time::timeout(wait, opening).await.is_err());
    }
    assert!(given_up > 0);
    store.recorder().flush().await?;
    // A receipt that was on its way while its caller left is closed in the next turn.
    store.recorder().flush().await?;
    assert_eq!(open_receipts(&config).await, 0);
    store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn a_closed_store_refuses() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let store = Store::open(config(temp.path())?).await?;
    let recorder = store.recorder();
    let open = recorder.open(request(receipt_id())).await?;
    store.close().await;
    assert_eq!(
        recorder.open(request(receipt_id())).await.err(),
        Some(RecordError::Stopped)
    );
    assert_eq!(recorder.flush().await, Err(RecordError::Stopped));
    drop(open);
    Ok(())
}

#[tokio::test]
async fn another_sealing_key_is_noticed_when_opening() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let folder = folder(temp.path())?;
    Store::open(folder.config(clock())?).await?.close().await;
    let other = Folder::create(&temp.path().join("other"))?;
    other.create_keys()?;
    let mut config = folder.config(clock())?;
    config.ring = other.ring()?;
    assert_eq!(Store::open(config).await.err(), Some(StoreError::WrongKey));
    Ok(())
}

/// A folder of the first version, with a connection and its approval, is brought up to date.
#[tokio::test]
async fn tables_of_the_first_version_keep_their_rows() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(database(&config))
        .create_if_missing(true);
    let mut old = SqliteConnection::connect_with(&options).await?;
    sqlx::migrate!("migrations/sqlite")
        .run_to(1, &mut old)
        .await?;
    old.execute(
        "insert into connection values ('c', 'main', 'mistral', 'https://api.mistral.ai', \
         'api.mistral.ai', '[\"m\"]', null, 1, null); \
         insert into approval values ('a', 'c', 'deidentified', '2027-03-31', 1, 'Dana', 2)",
    )
    .await?;
    old.close().await?;
    let store = Store::open(config).await?;
    let connections = store.connections().await?;
    assert_eq!(connections.len(), 1);
    assert!(connections[0].approval("deidentified").is_some());
    Ok(())
}
