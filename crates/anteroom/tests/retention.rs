//! The server purges the placeholder maps that were kept for long enough, and says so in the log.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anteroom_audit::{Actor, Closed, Closing, Found, Hash, Micros, Opened, ReceiptId, Word};
use anteroom_store::{Folder, OpenRequest, Store};
use anteroom_testkit::{Installed, Upstream};
use anyhow::{Result, ensure};

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
    let server = installed.serve()?;
    for _ in 0..100 {
        if installed
            .run(&["audit", "list", "--last", "1"])?
            .contains("purged 1 placeholder maps")
        {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    server.kill()?;
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
