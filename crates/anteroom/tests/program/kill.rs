//! `kill -9` at any moment, during a thousand requests: afterwards the log verifies, and every body that the provider got
//! has its entry, because entries are durable before anything is sent.

use std::{
    collections::HashSet,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anteroom_audit::{EntryNo, Micros, What};
use anteroom_store::{Folder, Store};
use anteroom_testkit::{Installed, Patient, Upstream, client, question};
use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

const AT_ONCE: usize = 1000;

#[tokio::test(flavor = "multi_thread")]
async fn every_byte_that_left_has_its_entry() -> Result<()> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    for pause in [150, 700, 2500].map(Duration::from_millis) {
        let server = installed.serve()?;
        let before = upstream.record().count();
        let seen = format!("Seen {} times.", pause.as_millis());
        let mut requests = flood(server.url(), installed.key(), &seen)?;
        wait_for_one_more(&upstream, before).await?;
        tokio::time::sleep(pause).await;
        server.kill()?;
        requests.abort_all();
        check(&installed, &upstream).await?;
    }
    // The next start closes what was left open, and says so.
    drop(installed.serve()?);
    let states = states(&installed).await?;
    ensure!(
        !states.contains("open") && states.contains("interrupted"),
        "{states:?}"
    );
    Ok(())
}

/// A thousand requests under way, each with a body of its own, so that none stands for another; four connections carry them, so that descriptors do not run out.
fn flood(url: &str, key: &str, seen: &str) -> Result<JoinSet<()>> {
    let note = Patient::all()?.first().context("no patients")?.note();
    let models = ["m-slow", "o-slow", "m-echo", "o-echo"];
    let mut requests = JoinSet::new();
    for lane in 0..4 {
        let client = client().http2_prior_knowledge().build()?;
        for index in 0..AT_ONCE / 4 {
            let request = client
                .post(format!("{url}/v1/chat/completions"))
                .bearer_auth(key);
            let request = request.header("content-type", "application/json");
            let model = models.get((lane + index) % models.len());
            let model = model.context("a model")?;
            let body = question(
                model,
                &format!("{note} {seen} Coughed {index} times in {lane} hours."),
                true,
            );
            let body = body.to_string();
            requests.spawn(async move {
                // Most of them end with the server; how is not what this test is about.
                if let Ok(response) = request.body(body).send().await {
                    drop(response.bytes().await);
                }
            });
        }
    }
    Ok(requests)
}

async fn wait_for_one_more(upstream: &Upstream, before: usize) -> Result<()> {
    let start = Instant::now();
    while upstream.record().count() <= before {
        ensure!(
            start.elapsed() < Duration::from_secs(60),
            "nothing reaches the upstream"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

/// What the dead process left behind, before anything repairs it.
async fn check(installed: &Installed, upstream: &Upstream) -> Result<()> {
    let verified = installed.output(&["audit", "verify"])?;
    ensure!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stderr)
    );
    let store = open(installed).await?;
    let mut recorded = HashSet::new();
    let mut after = EntryNo(0);
    loop {
        let lines = store.log(after, 1000).await?;
        let Some(last) = lines.last() else { break };
        after = last.entry.no;
        recorded.extend(lines.into_iter().filter_map(|line| match line.event?.what {
            What::RequestOpened(opened) => Some(opened.body_sha256.to_string()),
            _ => None,
        }));
    }
    let sent = upstream.record().requests();
    let missing = sent
        .iter()
        .filter(|request| !recorded.contains(&request.body_sha256))
        .count();
    ensure!(
        missing == 0,
        "{missing} of {} bodies that left have no entry",
        sent.len()
    );
    store.close().await;
    Ok(())
}

async fn states(installed: &Installed) -> Result<HashSet<String>> {
    let store = open(installed).await?;
    let receipts = store.receipts(None, 100_000).await?;
    store.close().await;
    Ok(receipts
        .iter()
        .map(|receipt| receipt.state.as_str().to_owned())
        .collect())
}

async fn open(installed: &Installed) -> Result<Store> {
    let folder = Folder::open(&installed.data())?;
    Ok(Store::open(folder.config(Arc::new(|| Micros(0)))?).await?)
}
