//! The patients' way through the API: answered, refused, broken off.

use anteroom_testkit::{Answer, App, Patient};
use anyhow::{Result, ensure};
use serde_json::json;

/// Sends the patient everywhere; gives what was refused.
pub(super) async fn exercise(app: &App, patient: &Patient) -> Result<Vec<Answer>> {
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
