//! The canary: everything runs with invented patients while everything is logged at the finest level, and none of their
//! words may turn up in a log line, an error, an address, or a byte of the data folder.
//!
//! One test in a file of its own: the subscriber is the whole process's.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use anteroom_testkit::{Answer, App, Options, Patient, leak};
use anyhow::{Result, ensure};
use serde_json::json;
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
        refusals.extend(exercise(&app, patient).await?);
    }
    app.outcomes(patients.len()).await?;
    // What was heard at all proves that the ears were open.
    let heard = String::from_utf8_lossy(&ears.0.lock().unwrap_or_else(PoisonError::into_inner))
        .into_owned();
    ensure!(
        heard.contains("TRACE") && heard.len() > 10_000,
        "hardly anything was logged: {}",
        heard.len()
    );
    let stored = String::from_utf8_lossy(&app.stored_bytes()?).into_owned();
    let told: String = refusals
        .iter()
        .map(|answer| format!("{:?}\n{}\n", answer.headers, answer.text))
        .collect();
    let raw = String::from_utf8_lossy(&app.upstream.record().raw()).into_owned();
    let mut seen = Vec::new();
    for identifier in patients.iter().flat_map(Patient::identifiers) {
        for (place, text) in [
            ("log", &heard),
            ("data folder", &stored),
            ("refusals", &told),
            ("upstream", &raw),
        ] {
            if leak::named(text, identifier) {
                seen.push(format!("{identifier} in the {place}"));
            }
        }
    }
    ensure!(seen.is_empty(), "{seen:#?}");
    app.store.verify_log(&[]).await?;
    Ok(())
}

/// Sends the patient everywhere; gives what was refused.
async fn exercise(app: &App, patient: &Patient) -> Result<Vec<Answer>> {
    let note = patient.note();
    let mut refusals = Vec::new();
    for model in ["m-echo", "o-echo", "m-think", "o-tools", "m-json"] {
        let answer = app.ask(model, &note).await?;
        ensure!(answer.status == 200, "{model}: {}", answer.text);
        app.ask_streaming(model, &note).await?;
    }
    for model in [
        "u-echo",
        "m-status-422",
        "o-status-500",
        "o-garbage",
        "m-cut",
        &patient.family,
        "o-status-401",
    ] {
        refusals.push(app.ask(model, &note).await?);
    }
    for model in ["m-cut", "o-breakoff", "o-garbage"] {
        app.ask_streaming(model, &note).await?;
    }
    let odd = json!({
        "model": "m-echo", "messages": [{"role": "user", "content": note}],
        "metadata": {patient.email.clone(): note}, patient.family.clone(): note,
    });
    refusals.extend(
        [app.chat(&odd).await?]
            .into_iter()
            .filter(|answer| answer.status != 200),
    );
    let path = format!("/v1/models/{}?ssn={}", patient.mrn, patient.ssn);
    refusals.push(app.post(&path, note.clone()).await?);
    refusals.push(app.post("/v1/files", note.clone()).await?);
    refusals.push(app.post("/v1/chat/completions", note.clone()).await?);
    refusals.push(
        app.post("/v1/chat/completions", format!("{{\"model\":\"{note}"))
            .await?,
    );
    app.post(
        "/v1/embeddings",
        json!({"model": "m-echo", "input": [note]}).to_string(),
    )
    .await?;
    let names = app
        .request(reqwest::Method::GET, "/v1/models")
        .header("x-patient", &patient.mrn);
    names.header("cookie", &patient.ssn).send().await?;
    Ok(refusals)
}
