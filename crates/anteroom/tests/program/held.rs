//! `anteroom receipt` on the real binary: who may see and release an answer that is held, and who may not.

use std::path::Path;
use std::process::Output;
use std::sync::Arc;

use anteroom_audit::{Actor, Micros, Word};
use anteroom_office::held::Content;
use anteroom_office::work::Around;
use anteroom_store::{By, Folder, NewHeld, Store};
use anteroom_testkit::{Installed, Upstream};
use anyhow::{Result, ensure};
use serde_json::Value;

const RECEIPT: &str = "00000000-0000-7000-8000-000000000001";
const ANSWER: &str = "Rest, and drink enough.";

/// An answer for a patient that Maya of the front desk asked for.
async fn hold(installed: &Installed) -> Result<()> {
    let now = Micros(anteroom_gateway::Clock::system().now().as_microsecond());
    let folder = Folder::open(&installed.data())?;
    let store = Store::open(folder.config(Arc::new(move || now))?).await?;
    let word = Word::lossy;
    let content = Content {
        answer: ANSWER.to_owned(),
        as_sent: String::new(),
        placed: Vec::new(),
        around: Around::default(),
        asked: "Write.".to_owned(),
        sent: "Write.".to_owned(),
        sent_to: "m at h".to_owned(),
        edited: false,
    };
    let held = NewHeld {
        id: RECEIPT.parse()?,
        asked_by: word("maya"),
        asker: word("Maya Ortiz"),
        person: Some(word("maya")),
        run: None,
        use_case: word("patient_education"),
        reviewer: word("clinician"),
        why: vec![word("task")],
        content: content.to_bytes()?,
    };
    let by = By {
        actor: Actor::System,
        at: now,
    };
    store.hold(&by, &held).await?;
    store.close().await;
    Ok(())
}

async fn set_up() -> Result<(Upstream, Installed)> {
    let upstream = Upstream::start().await?;
    let installed = Installed::set_up(Path::new(env!("CARGO_BIN_EXE_anteroom")), &upstream.url())?;
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), "violin harbor mustard\n")?;
    let file = file.path().display().to_string();
    for (id, role) in [
        ("maya", "front-desk"),
        ("cora", "licensed-clinician"),
        ("dana", "manager"),
    ] {
        let rest = ["--role", role, "--passphrase-file", &file];
        installed.run(&[&["user", "add", id, "--name", id], &rest[..]].concat())?;
    }
    hold(&installed).await?;
    Ok((upstream, installed))
}

fn receipt(installed: &Installed, verb: &str, by: &str, rest: &[&str]) -> Result<Output> {
    installed.output(&[&["receipt", verb, RECEIPT, "--by", by], rest].concat())
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clinician_releases_and_the_asker_then_reads() -> Result<()> {
    let (_upstream, installed) = set_up().await?;
    let list = installed.output(&["receipt", "list", "--by", "cora"])?;
    ensure!(out(&list).contains(RECEIPT) && !out(&list).contains("Rest"));
    ensure!(out(&installed.output(&["receipt", "list", "--by", "dana"])?).is_empty());
    for (who, expected) in [("dana", Some(2)), ("nobody", Some(2)), ("maya", Some(0))] {
        let shown = receipt(&installed, "show", who, &[])?;
        ensure!(code(&shown) == expected && out(&shown).is_empty(), "{who}");
    }
    for who in ["dana", "maya", "nobody"] {
        ensure!(
            code(&receipt(&installed, "release", who, &[])?) == Some(2),
            "{who}"
        );
    }
    let shown = receipt(&installed, "show", "cora", &["--json"])?;
    let shown: Value = serde_json::from_slice(&shown.stdout)?;
    ensure!(
        shown.pointer("/content/answer") == Some(&ANSWER.into()),
        "{shown}"
    );
    ensure!(
        code(&receipt(&installed, "return", "cora", &[])?) == Some(2),
        "say what"
    );
    let trial = receipt(&installed, "release", "cora", &["--dry-run"])?;
    ensure!(code(&trial) == Some(0));
    ensure!(
        out(&receipt(&installed, "show", "maya", &[])?).is_empty(),
        "only a trial"
    );
    ensure!(code(&receipt(&installed, "release", "cora", &[])?) == Some(0));
    ensure!(
        code(&receipt(&installed, "refuse", "cora", &[])?) == Some(2),
        "once"
    );
    ensure!(out(&receipt(&installed, "show", "maya", &[])?).trim_end() == ANSWER);
    let log = out(&installed.output(&["audit", "list"])?);
    ensure!(
        log.contains("released an answer that was held, as cora"),
        "{log}"
    );
    ensure!(installed.output(&["audit", "verify"])?.status.success());
    let missing = [
        "receipt",
        "show",
        "00000000-0000-7000-8000-000000000002",
        "--by",
        "cora",
    ];
    ensure!(code(&installed.output(&missing)?) == Some(1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_back_says_why_and_shows_no_answer() -> Result<()> {
    let (_upstream, installed) = set_up().await?;
    let back = ["--comment", "Say it in fewer words."];
    ensure!(code(&receipt(&installed, "return", "cora", &back)?) == Some(0));
    let shown = receipt(&installed, "show", "maya", &[])?;
    let told = String::from_utf8_lossy(&shown.stderr).into_owned();
    ensure!(
        told.contains("returned") && told.contains("fewer words"),
        "{told}"
    );
    ensure!(out(&shown).is_empty());
    Ok(())
}
