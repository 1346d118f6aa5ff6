//! The canary: everything runs with invented patients while everything is logged at the finest level, and none of their
//! words may turn up in a log line, an error, an address, an entry of the audit log, or a byte of the data folder, however it
//! is written.
//!
//! One test in a file of its own: the subscriber is the whole process's.

mod api;
mod pages;

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use anteroom_audit::EntryNo;
use anteroom_testkit::{Answer, App, Disguises, Options, Patient};
use anyhow::{Result, ensure};
use tracing_subscriber::fmt::MakeWriter;

/// Keeps every log line.
#[derive(Clone, Default)]
struct Ears(Arc<Mutex<Vec<u8>>>);

impl Write for Ears {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Ears {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_word_of_a_patient_turns_up_where_it_must_not() -> Result<()> {
    let ears = Ears::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false);
    subscriber.with_writer(ears.clone()).init();
    // Panics are hushed as in the binary; so this test fails by errors, whose text is shown, not by assertions.
    anteroom_web::hush_panics();
    let app = App::start_with(Options::impatient()).await?;
    let patients = Patient::all()?;
    let mut refusals = Vec::new();
    for patient in &patients {
        refusals.extend(api::exercise(&app, patient).await?);
    }
    let told_by_pages = pages::exercise(&app, &patients).await?;
    app.outcomes(patients.len()).await?;
    let heard = ears
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    // What was heard at all proves that the ears were open.
    ensure!(
        heard.len() > 10_000 && String::from_utf8_lossy(&heard).contains("TRACE"),
        "hardly anything was logged: {}",
        heard.len()
    );
    let identifiers: Vec<&str> = patients.iter().flat_map(Patient::identifiers).collect();
    let disguises = Disguises::of(&identifiers)?;
    let mut seen = Vec::new();
    for (place, bytes) in [
        ("program's log", heard),
        ("data folder", app.stored_bytes()?),
        ("audit log", entries(&app).await?.into_bytes()),
        ("API's refusals", told(&refusals).into_bytes()),
        (
            "pages' addresses, headers and errors",
            told_by_pages.into_bytes(),
        ),
        ("upstream", app.upstream.record().raw()),
    ] {
        ensure!(!bytes.is_empty(), "there is no {place} to look through");
        let names = disguises.seen(&bytes).into_iter();
        seen.extend(names.map(|name| format!("{name}: in the {place}")));
    }
    ensure!(seen.is_empty(), "{seen:#?}");
    app.store.verify_log(&[]).await?;
    Ok(())
}

fn told(refusals: &[Answer]) -> String {
    let lines = refusals.iter();
    lines
        .map(|answer| format!("{:?}\n{}\n", answer.headers, answer.text))
        .collect()
}

/// The audit log and the receipts as they are read, not as the database lays them out.
async fn entries(app: &App) -> Result<String> {
    let mut all = format!("{:?}\n", app.store.receipts(None, 100_000).await?);
    let mut after = EntryNo(0);
    loop {
        let lines = app.store.log(after, 1000).await?;
        let Some(last) = lines.last() else {
            return Ok(all);
        };
        after = last.entry.no;
        all += &format!("{lines:?}\n");
    }
}
