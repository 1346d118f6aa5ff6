//! What left is counted with each entry, counted anew when that is lost, and held against the log.

use anteroom_audit::Micros;
use anteroom_store::{Config, LogError, RowFault, Store, Traffic, Unlogged};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _};

use crate::support::*;

/// Noon of the day on which requests of these tests are made.
const NOON: i64 = 1_790_000_000_000_000 / 86_400_000_000 * 86_400_000_000 + 43_200_000_000;
const HOUR: i64 = 3_600_000_000;

/// Sends one request at each of these hours after noon, the second of each pair for a letter.
async fn send(store: &Store, hours: &[i64]) -> anyhow::Result<()> {
    for hour in hours {
        for purpose in [None, Some(word("referral_letter"))] {
            let mut request = request(receipt_id());
            request.at = Micros(NOON + hour * HOUR);
            request.opened.purpose = purpose;
            store.recorder().open(request).await?.close(answered());
        }
    }
    store.recorder().flush().await?;
    Ok(())
}

async fn by_hand(config: &Config, sql: &str) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new().filename(database(config));
    let mut conn = options.connect().await?;
    conn.execute(AssertSqlSafe(sql.to_owned())).await?;
    Ok(conn.close().await?)
}

fn counts(traffic: &[Traffic]) -> Vec<(Option<&str>, u64, Micros)> {
    let each = traffic.iter();
    each.map(|one| {
        let purpose = one.purpose.as_ref().map(anteroom_audit::Word::as_str);
        (purpose, one.requests, one.last)
    })
    .collect()
}

#[tokio::test]
async fn days_are_added_up_and_the_first_begins_when_it_is_asked_for() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let store = Store::open(config(temp.path())?).await?;
    send(&store, &[0, 1, 2, 24, 25, 72]).await?;
    for (since, requests) in [
        (Micros(0), 6),
        (Micros(NOON), 6),
        (Micros(NOON + 1), 5),
        (Micros(NOON + 2 * HOUR), 4),
        (Micros(NOON + 3 * HOUR), 3),
        (Micros(NOON + 25 * HOUR), 2),
        (Micros(NOON + 26 * HOUR), 1),
    ] {
        let last = Micros(NOON + 72 * HOUR);
        let expected = [
            (None, requests, last),
            (Some("referral_letter"), requests, last),
        ];
        assert_eq!(counts(&store.traffic(since).await?), expected, "{since:?}");
    }
    assert!(store.traffic(Micros(NOON + 73 * HOUR)).await?.is_empty());
    store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_lost_is_counted_anew() -> anyhow::Result<()> {
    let temp = tempfile::tempdir()?;
    let config = config(temp.path())?;
    let store = Store::open(config.clone()).await?;
    send(&store, &[0, 1, 30]).await?;
    let before = store.traffic(Micros(0)).await?;
    store.close().await;
    by_hand(&config, "delete from traffic").await?;
    let store = Store::open(config).await?;
    assert_eq!(store.traffic(Micros(0)).await?, before);
    send(&store, &[31]).await?;
    store.verify_log(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn a_count_that_the_log_does_not_bear_out_is_found() -> anyhow::Result<()> {
    for (sql, fault) in [
        (
            "update traffic set requests = requests + 1 where purpose = ''",
            RowFault::Changed("requests"),
        ),
        (
            "update traffic set requests = requests - 1 where purpose = ''",
            RowFault::Changed("requests"),
        ),
        (
            "update traffic set newest = newest - 1 where purpose = ''",
            RowFault::Changed("newest"),
        ),
        ("delete from traffic where purpose = ''", RowFault::Gone),
        ("update traffic set host = 'a.example'", RowFault::Unknown),
    ] {
        let temp = tempfile::tempdir()?;
        let config = config(temp.path())?;
        let store = Store::open(config.clone()).await?;
        send(&store, &[0, 1]).await?;
        store.close().await;
        by_hand(&config, sql).await?;
        let store = Store::open(config).await?;
        let verdict = store.verify_log(&[]).await;
        store.close().await;
        let Err(LogError::Settings(Unlogged {
            table: "traffic",
            fault: found,
            ..
        })) = verdict
        else {
            anyhow::bail!("{sql}: {verdict:?}");
        };
        assert_eq!(found, fault, "{sql}");
    }
    Ok(())
}
