//! The server purges the placeholder maps that were kept for long enough, and closes what nobody answered for as long; the log
//! says so.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::{Actor, Closed, Closing, Found, Hash, Micros, Opened, ReceiptId, Word};
use anteroom_store::{By, Folder, NewException, OpenRequest, Store};
use anteroom_testkit::{Installed, Upstream};
use anyhow::{Context as _, Result, ensure};

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// A request that was sent then, with a placeholder map.
fn sent(id: ReceiptId, at: Micros) -> OpenRequest {
    let word = Word::lossy;
    OpenRequest {
        id,
        at,
        actor: Actor::System,
        opened: Opened {
            connection: word("local"),
            model: word("o-echo"),
            host: word("127.0.0.1"),
            endpoint: word("chat"),
            decision: word("allow_deidentified"),
            reasons: Vec::new(),
            found: Found::new(),
            replacing: None,
            purpose: None,
            part2_consent: None,
            removed: Found::new(),
            placeholders: 1,
            body_sha256: Hash::ZERO,
            bytes: 1,
            rule_set: word("r"),
            facts_sha256: Hash::ZERO,
        },
        facts: "{}".to_owned(),
        mapping: Some(b"a map".to_vec().into()),
    }
}

async fn open(installed: &Installed, now: Micros) -> Result<Store> {
    let folder = Folder::open(&installed.data())?;
    Ok(Store::open(folder.config(Arc::new(move || now))?).await?)
}

/// Serves until the log's last entry says this, or for a while.
async fn until_logged(installed: &Installed, says: &str) -> Result<()> {
    let server = installed.serve()?;
    for _ in 0..100 {
        let last = installed.run(&["audit", "list", "--last", "1"])?;
        if last.contains(says) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    server.kill()
}

/// Somebody asked then that a phone number may stand in texts.
async fn asked(store: &Store, at: Micros) -> Result<()> {
    let (maya, task) = (Word::lossy("maya"), Word::lossy("patient-handout"));
    let actor = Actor::Person {
        id: maya.clone(),
        name: maya.clone(),
    };
    let by = By { actor, at };
    let id = store.begin_run(&by, &maya, &task, "draft", b"{}").await?;
    let run = store.run(&maya, id.as_str()).await?.context("no work")?;
    let new = NewException {
        asker: &maya,
        run: &run,
        kind: Word::lossy("phone"),
        place: Word::lossy("must_include"),
        content: b"614-555-0199".to_vec().into(),
    };
    store.ask_exception(&by, &new).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_answered_is_closed_at_the_start_and_what_is_new_waits_on() -> Result<()> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let now = Micros(anteroom_gateway::Clock::system().now().as_microsecond());
    let store = open(&installed, now).await?;
    for days in [31, 29] {
        asked(&store, Micros(now.0 - days * DAY)).await?;
    }
    store.close().await;
    let says =
        "closed the request to let a phone number stand in texts: nobody answered it in time.";
    until_logged(&installed, says).await?;
    let log = String::from_utf8(installed.output(&["audit", "list"])?.stdout)?;
    ensure!(log.contains(&format!("Anteroom {says}")), "{log}");
    let store = open(&installed, now).await?;
    let waiting = store.exceptions_waiting(10).await?;
    ensure!(waiting.len() == 1, "the new one waits: {waiting:?}");
    store.close().await;
    ensure!(installed.output(&["audit", "verify"])?.status.success());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn old_maps_go_at_the_start_and_new_ones_stay() -> Result<()> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let now = Micros(anteroom_gateway::Clock::system().now().as_microsecond());
    let [old, new] = [
        "00000000-0000-7000-8000-000000000001",
        "00000000-0000-7000-8000-000000000002",
    ];
    let (old, new): (ReceiptId, ReceiptId) = (old.parse()?, new.parse()?);
    let store = open(&installed, now).await?;
    for (id, days) in [(old, 31), (new, 29)] {
        let receipt = store
            .recorder()
            .open(sent(id, Micros(now.0 - days * DAY)))
            .await?;
        receipt.close(Closed::only(Closing::Answered));
    }
    store.close().await;
    until_logged(&installed, "purged 1 placeholder maps").await?;
    let store = open(&installed, now).await?;
    ensure!(
        store.mapping(old).await?.is_none(),
        "the old map is still there"
    );
    ensure!(store.mapping(new).await?.is_some(), "the new map is gone");
    store.close().await;
    let log = String::from_utf8(installed.output(&["audit", "list"])?.stdout)?;
    ensure!(log.contains("Anteroom purged 1 placeholder maps"), "{log}");
    ensure!(installed.output(&["audit", "verify"])?.status.success());
    Ok(())
}
