//! A provider that never stops: whatever it sends without end, the caller gets a correct error in time, the receipt says what
//! happened, and the memory of the server stays where it was.

use std::{
    collections::HashMap,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anteroom_audit::Micros;
use anteroom_store::{Folder, Store};
use anteroom_testkit::{Answer, Installed, Patient, Server, Torrent, Upstream, question};
use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// One endless reply: the model that asks for it, whether it is streamed, what the caller gets, how the receipt closes.
type Case = (&'static str, bool, u16, &'static str);

const CASES: [Case; 14] = [
    ("m-flood", false, 502, "upstream_garbage"),
    ("o-flood", false, 502, "upstream_garbage"),
    ("m-flood", true, 200, "upstream_garbage"),
    ("o-flood", true, 200, "upstream_garbage"),
    ("m-endless", true, 200, "upstream_garbage"),
    ("o-endless", true, 200, "upstream_garbage"),
    ("t-headers", false, 502, "upstream_broke"),
    ("t-headers", true, 502, "upstream_broke"),
    ("t-header-line", false, 502, "upstream_broke"),
    ("t-header-line", true, 502, "upstream_broke"),
    ("t-interim", false, 504, "upstream_silent"),
    ("t-interim", true, 504, "upstream_silent"),
    ("t-error-body", false, 400, "upstream_refused"),
    ("t-error-body", true, 400, "upstream_refused"),
];

/// How often each is asked for.
const ROUNDS: usize = 3;

/// Times that a provider may take: short, because some of these replies are only ended by them.
const PATIENCE: &str = "[timeouts]\nfirst_byte_s = 3\nwhole_s = 3\nidle_s = 3\ntotal_s = 60\n";

/// Longer than all of them, in a program that is not optimized, on a machine that does other things too.
const IN_TIME: Duration = Duration::from_secs(90);

/// The first round may take this much, in MiB: one reply of the largest size that is read, as it grows.
const ONE_REPLY: u64 = 160;

/// The rounds after it may add this much, in MiB: what is let go of one reply may still be held while the next one grows, a
/// matter of chance. Half a reply kept of each of the six that are read to their limit would be twice this in two rounds.
const OVERLAP: u64 = 96;

/// Callers who do not read may add this much together, in MiB.
const FLAT: u64 = 32;

/// Bytes that a provider may send until it is cut off (`reply_limit`), and what may be under way besides.
const MOST_READ: usize = (32 << 20) + (8 << 20);

#[tokio::test(flavor = "multi_thread")]
async fn replies_without_end_are_cut_off_and_cost_no_memory() -> Result<()> {
    let (upstream, torrent) = (Upstream::start_forgetful().await?, Torrent::start()?);
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    installed.add(
        "torrent",
        "openai-compatible",
        &torrent.url(),
        &Torrent::models(),
    )?;
    installed.configure(PATIENCE)?;
    let server = installed.serve()?;
    for model in ["m-echo", "o-echo"] {
        let answer = installed.send(&server, &asked(model, false)?).await?;
        ensure!(answer.status() == 200, "{model}: {}", answer.status());
    }
    let (before, mut expected, mut peaks) = (server.peak_mib()?, HashMap::new(), Vec::new());
    for _ in 0..ROUNDS {
        for case in CASES {
            expected.insert(cut_off(&installed, &server, case).await?, case);
        }
        peaks.push(server.peak_mib()?);
    }
    let (first, last) = peaks.first().zip(peaks.last()).context("no round")?;
    println!("peak before: {before} MiB, after each round: {peaks:?} MiB");
    ensure!(
        first - before <= ONE_REPLY,
        "{before} MiB grew to {first} MiB"
    );
    ensure!(
        last - first <= OVERLAP,
        "each round takes more: {peaks:?} MiB"
    );
    settled(&installed, server, &expected).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_does_not_read_holds_the_flood_back() -> Result<()> {
    let upstream = Upstream::start_forgetful().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let server = installed.serve()?;
    let warm = installed.send(&server, &asked("m-echo", true)?).await?;
    Answer::read(warm).await?;
    let before = server.peak_mib()?;
    let mut silent = Vec::new();
    for _ in 0..16 {
        silent.push(installed.send(&server, &asked("m-flood", true)?).await?);
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let peak = server.peak_mib()?;
    println!("peak before: {before} MiB, with 16 callers who do not read: {peak} MiB");
    ensure!(peak - before <= FLAT, "{before} MiB grew to {peak} MiB");
    let mut left = HashMap::new();
    for response in silent {
        let id = response.headers()["anteroom-receipt"].to_str()?.to_owned();
        left.insert(id, ("m-flood", true, 200, "client_left"));
    }
    settled(&installed, server, &left).await
}

/// Asks for one endless reply and looks at what the caller gets; gives the receipt's id.
async fn cut_off(installed: &Installed, server: &Server, case: Case) -> Result<String> {
    let (model, streamed, status, _) = case;
    let start = Instant::now();
    let response = installed.send(server, &asked(model, streamed)?).await?;
    let answer = Answer::read(response).await?;
    let id = answer
        .headers
        .get("anteroom-receipt")
        .context("no receipt")?
        .to_str()?
        .to_owned();
    ensure!(
        start.elapsed() < IN_TIME,
        "{case:?} took {:?}",
        start.elapsed()
    );
    ensure!(
        answer.status == status,
        "{case:?}: {} {}",
        answer.status,
        end(&answer)
    );
    ensure!(
        answer.text.len() < MOST_READ,
        "{case:?}: {} bytes",
        answer.text.len()
    );
    ensure!(
        !answer.text.contains("[DONE]"),
        "{case:?}: it says that it is whole"
    );
    let error = match status {
        200 => serde_json::from_str::<Value>(answer.events().last().context("no event")?)?,
        _ => answer.json(),
    };
    ensure!(
        error.pointer("/error/receipt").and_then(Value::as_str) == Some(id.as_str()),
        "{case:?}: {}",
        end(&answer)
    );
    Ok(id)
}

/// The note of an invented patient for a model.
fn asked(model: &str, streamed: bool) -> Result<Value> {
    let note = Patient::all()?.first().context("no patients")?.note();
    Ok(question(model, &note, streamed))
}

/// The last words of an answer that may be long.
fn end(answer: &Answer) -> String {
    let words: Vec<char> = answer.text.chars().rev().take(400).collect();
    words.into_iter().rev().collect()
}

/// Every receipt is closed with what happened, and the log verifies.
async fn settled(
    installed: &Installed,
    server: Server,
    expected: &HashMap<String, Case>,
) -> Result<()> {
    // Closing never waits, so the caller may be faster than the log.
    tokio::time::sleep(Duration::from_secs(2)).await;
    server.kill()?;
    let folder = Folder::open(&installed.data())?;
    let store = Store::open(folder.config(Arc::new(|| Micros(0)))?).await?;
    let receipts = store.receipts(None, 100_000).await?;
    store.close().await;
    let states: HashMap<String, &str> = receipts
        .iter()
        .map(|receipt| (receipt.id.to_string(), receipt.state.as_str()))
        .collect();
    for (id, case) in expected {
        ensure!(
            states.get(id) == Some(&case.3),
            "{case:?}: {:?}",
            states.get(id)
        );
    }
    installed.run(&["audit", "verify"])?;
    Ok(())
}
