//! The story: one note through the real pipeline, and everything that can be seen of it.

use std::sync::Arc;

use anteroom_audit::Word;
use anteroom_gateway::{Dialect, Gateway};
use anteroom_store::Receipt;
use anyhow::Context as _;
use bytes::Bytes;
use serde_json::json;

use super::columns::beside;
use super::practice::Practice;
use super::window::Window;
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::roster::PracticeFile;
use crate::terminal;

/// An invented visit note, as a clinic would write it.
const NOTE: &str = include_str!("note.txt");

/// What the model is asked to do with it.
const TASK: &str = "Write a short letter to the patient about this visit. Keep words in square brackets as they are.";

/// Sends the note and prints the journey.
pub(super) async fn tell(practice: &Practice, window: &Arc<Window>) -> Result<(), Failure> {
    let gateway = practice.office.gateway(
        &Config::default(),
        &PracticeFile::default(),
        Some(window.clone()),
    )?;
    let (answer, receipt) = ask(&gateway, practice).await?;
    practice
        .office
        .store
        .recorder()
        .flush()
        .await
        .context("the log cannot be written")?;
    let sample = if practice.is_sample {
        " (sample answers, not a language model)"
    } else {
        ""
    };
    terminal::line(format_args!(
        "Anteroom demo. The practice and the patient are invented.{sample}\n"
    ))?;
    let (left, came_back) = (window.message_that_left(), window.answer());
    terminal::line(beside(
        ("1  What was written", NOTE),
        ("2  What left for the model", &left),
    ))?;
    terminal::line(beside(
        ("3  What came back", &came_back),
        ("4  What the caller got", &answer),
    ))?;
    proof(practice, &receipt).await
}

async fn ask(gateway: &Gateway, practice: &Practice) -> Result<(String, String), Failure> {
    let caller = gateway
        .identify(Some(&practice.key))
        .await
        .context("the demo's key is not known")?;
    let messages =
        json!([{ "role": "system", "content": TASK }, { "role": "user", "content": NOTE }]);
    let body = json!({ "model": practice.model, "messages": messages }).to_string();
    let reply = gateway
        .chat(caller, Dialect::OpenAi, Bytes::from(body))
        .await;
    let reply =
        reply.map_err(|refusal| Failure::new(Exit::Policy, anyhow::anyhow!(refusal.message())))?;
    let receipt = reply.receipt.clone();
    Ok((reply.into_text().await.unwrap_or_default(), receipt))
}

/// The decision, the receipt and the check of the log.
async fn proof(practice: &Practice, receipt: &str) -> Result<(), Failure> {
    let store = &practice.office.store;
    let id = receipt
        .parse()
        .map_err(|_| anyhow::anyhow!("the receipt has no id"))?;
    let receipt = store
        .receipt(id)
        .await
        .context("the receipt cannot be read")?
        .context("there is no receipt")?;
    terminal::line(summary(&receipt))?;
    let verified = store
        .verify_log(&[])
        .await
        .context("the log does not verify")?;
    terminal::line(format_args!(
        "Log         {} entries, unbroken; root {}\n",
        verified.entries, verified.root
    ))
}

fn summary(receipt: &Receipt) -> String {
    let found: Vec<String> = receipt
        .found
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let reasons: Vec<&str> = receipt.reasons.iter().map(Word::as_str).collect();
    format!(
        "Found       {}\nDecision    {} ({})\nReceipt     {}, {}",
        found.join(", "),
        receipt.decision,
        reasons.join(", "),
        receipt.id,
        receipt.state
    )
}
