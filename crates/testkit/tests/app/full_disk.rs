//! When the log cannot be written, nothing is sent and the caller is told: the log is what lets anything leave.

use std::time::{Duration, Instant};

use anteroom_testkit::{App, Options, Patient};
use anyhow::{Context as _, Result, ensure};

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_stops_sending() -> Result<()> {
    let mut options = Options::default();
    // Room for the tables and some requests, not for many.
    options.store.pages = Some(120);
    let app = App::start_with(options).await?;
    let note = Patient::all()?.first().context("no patients")?.note();
    let mut answered = 0;
    for _ in 0..5_000 {
        let answer = app.ask("m-echo", &note).await?;
        if answer.status == 503 {
            ensure!(
                answer.json()["error"]["message"]
                    .as_str()
                    .is_some_and(|m| m.contains("Nothing was sent"))
            );
            break;
        }
        assert_eq!(answer.status, 200, "{}", answer.text);
        answered += 1;
    }
    assert!(
        answered > 0 && answered < 5_000,
        "the disk never filled up, or was full at once: {answered}"
    );
    assert_eq!(app.upstream.record().count(), answered);
    assert_eq!(app.ask("m-echo", &note).await?.status, 503);
    assert_eq!(app.upstream.record().count(), answered);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_stops_sending_in_bounded_time() -> Result<()> {
    let mut options = Options::default();
    options.store.lock_wait = Duration::from_millis(300);
    options.store.record_wait = Duration::from_secs(2);
    let app = App::start_with(options).await?;
    assert_eq!(app.ask("m-echo", "Hello").await?.status, 200);
    app.outcomes(1).await?;
    let lock = anteroom_testkit::DatabaseLock::take(&app.data()).await?;
    let start = Instant::now();
    let answer = app.ask("m-echo", "Hello").await?;
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert_eq!(health(&app).await?, 503);
    assert!(
        start.elapsed() < Duration::from_secs(6),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(app.upstream.record().count(), 1);
    lock.release().await?;
    // An answer about health is good for a second.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(health(&app).await?, 200);
    assert_eq!(app.ask("m-echo", "Hello").await?.status, 200);
    Ok(())
}

async fn health(app: &App) -> Result<u16> {
    let asked = app.request(reqwest::Method::GET, "/healthz").send().await?;
    Ok(asked.status().as_u16())
}
