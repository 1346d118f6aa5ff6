//! What recording costs: CPU time for each request (opened, closed, settings asked for), one at a
//! time and many at once.
//!
//! ```text
//! cargo run --release -p anteroom-store --example record_cost [FOLDER]
//! ```

#![expect(clippy::print_stdout, reason = "it prints its measurements")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anteroom_audit::{Actor, Closed, Closing, Found, Hash, Micros, Opened, ReceiptId, Word};
use anteroom_store::{Folder, OpenRequest, Store};
use anyhow::Context as _;
use zeroize::Zeroizing;

const REQUESTS: u64 = 20_000;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> anyhow::Result<()> {
    let temp = match std::env::args().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let store = open(temp.path()).await?;
    let busy = cpu()?;
    for _ in 0..REQUESTS {
        store.snapshot().await?;
    }
    println!(
        "settings    1 at a time: {:6.1} us CPU",
        each(cpu()? - busy, REQUESTS)
    );
    for lanes in [1, 8, 64, 256] {
        let requests = if lanes == 1 { REQUESTS / 4 } else { REQUESTS };
        let (start, busy) = (Instant::now(), cpu()?);
        run(&store, lanes, requests).await?;
        store.recorder().flush().await?;
        let (wall, busy) = (start.elapsed(), cpu()? - busy);
        println!(
            "open+close {lanes:4} at a time: {:6.1} us CPU, {:7.1} us wall each",
            each(busy, requests),
            wall.as_secs_f64() * 1e6 / requests as f64,
        );
    }
    let (start, busy) = (Instant::now(), cpu()?);
    let entries = store.verify_log(&[]).await?.entries;
    println!(
        "verify {entries} entries: {:.2} s, {:.1} us CPU each; memory {}",
        start.elapsed().as_secs_f64(),
        each(cpu()? - busy, entries),
        memory()?,
    );
    store.close().await;
    Ok(())
}

async fn open(path: &Path) -> anyhow::Result<Store> {
    let folder = Folder::create(&path.join("data"))?;
    folder.create_keys()?;
    let start = Instant::now();
    let store = Store::open(folder.config(Arc::new(|| Micros(0)))?).await?;
    println!("open store: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    Ok(store)
}

async fn run(store: &Store, lanes: u64, requests: u64) -> anyhow::Result<()> {
    let left = Arc::new(AtomicU64::new(requests));
    let tasks: Vec<_> = (0..lanes)
        .map(|_| {
            let (store, left) = (store.clone(), Arc::clone(&left));
            tokio::spawn(async move {
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
                    .is_ok()
                {
                    let open = store.recorder().open(request()).await?;
                    open.close(Closed::only(Closing::Answered));
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(())
}

fn request() -> OpenRequest {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let word = Word::lossy;
    OpenRequest {
        id: ReceiptId(uuid::Uuid::from_u64_pair(
            0x0199_0000_0000_7000 + (n << 16),
            n,
        )),
        at: Micros(0),
        actor: Actor::Key {
            id: word("0199c0de-0000-7000-8000-000000000000"),
            name: word("desk"),
        },
        opened: Opened {
            connection: word("main"),
            model: word("mistral-large-latest"),
            host: word("api.mistral.ai"),
            endpoint: word("chat"),
            decision: word("allow_deidentified"),
            reasons: vec![word("deidentified"), word("agreement_covers")],
            found: Found::from([(word("name"), 2), (word("phone"), 1), (word("date"), 4)]),
            replacing: None,
            purpose: None,
            part2_consent: None,
            removed: Found::new(),
            placeholders: 7,
            body_sha256: Hash::ZERO,
            bytes: 1024,
            rule_set: word("6f1ed002ab5595859014ebf0951522d9"),
            facts_sha256: Hash::ZERO,
        },
        facts: "{\"connection\":{\"approved\":true}}".repeat(20),
        mapping: Some(Zeroizing::new(vec![b'x'; 300])),
    }
}

/// CPU time of this process so far, in clock ticks of 10 ms.
fn cpu() -> anyhow::Result<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(") ").next().context("stat")?;
    let mut ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u64>);
    let (user, system) = (
        ticks.next().context("user")??,
        ticks.next().context("system")??,
    );
    Ok(user + system)
}

fn each(ticks: u64, n: u64) -> f64 {
    ticks as f64 * 10_000.0 / n as f64
}

fn memory() -> anyhow::Result<String> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .context("VmHWM")?;
    Ok(line
        .split_whitespace()
        .skip(1)
        .collect::<Vec<_>>()
        .join(" "))
}
