//! Wherever a provider cuts its stream, the caller gets the restored text: every position, in both forms, in content,
//! inside JSON, in thinking and in the arguments of tool calls.

use anteroom_testkit::{Answer, App, Cut, Patient, Script, json::at, question};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};

/// Short, with several placeholders next to each other and what looks like one but is none.
fn text() -> Result<String> {
    let patients = Patient::all()?;
    let Patient {
        given,
        family,
        ssn,
        phone,
        ..
    } = patients.first().context("no patients")?;
    Ok(format!(
        "Patient {given} {family} (SSN {ssn}), \"{family}\" [x] [PATIENT_9], phone {phone}"
    ))
}

/// What left for `text`, and its length in characters: the positions to cut at.
async fn left(app: &App, text: &str) -> Result<usize> {
    let before = app.upstream.record().count();
    app.ask("o-echo", text).await?;
    let requests = app.upstream.record().requests();
    let sent = requests.get(before).context("nothing left")?.json();
    let content = at(&sent, "/messages/0/content")
        .as_str()
        .context("no content left")?;
    assert!(content.contains("[PATIENT_1"), "{content}");
    Ok(content.chars().count())
}

#[tokio::test(flavor = "multi_thread")]
async fn text_is_restored_at_every_position() -> Result<()> {
    let (app, text) = (App::start().await?, text()?);
    for at in 0..=left(&app, &text).await? {
        app.upstream.force(Some(Script::Echo(Cut::At(at))));
        for model in ["m-echo", "o-echo"] {
            let answer = app.ask_streaming(model, &text).await?;
            assert_eq!(answer.streamed(), text, "{model} cut at {at}");
            assert_eq!(answer.events().last().map(String::as_str), Some("[DONE]"));
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn text_inside_json_is_restored_and_stays_json() -> Result<()> {
    let (app, text) = (App::start().await?, text()?);
    let positions = left(&app, &text).await? + 16;
    for at in 0..=positions {
        app.upstream.force(Some(Script::Json(Cut::At(at))));
        for model in ["m-json", "o-json"] {
            let mut request = question(model, &text, true);
            request["response_format"] = json!({"type": "json_object"});
            let answer = app.chat(&request).await?;
            let parsed: Value = serde_json::from_str(&answer.streamed())?;
            let whole = json!({"summary": text, "items": [text]});
            assert_eq!(parsed, whole, "{model} cut at {at}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn thinking_is_restored_apart_from_the_answer() -> Result<()> {
    let (app, text) = (App::start().await?, text()?);
    let positions = left(&app, &text).await? + 15;
    for at in 0..=positions {
        app.upstream.force(Some(Script::Think(Cut::At(at))));
        for model in ["m-think", "o-think"] {
            let answer = app.ask_streaming(model, &text).await?;
            assert_eq!(
                answer.streamed(),
                format!("In short: {text}"),
                "{model} cut at {at}"
            );
            assert_eq!(
                thought(&answer),
                format!("The note says: {text}"),
                "{model} cut at {at}"
            );
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn tool_calls_arrive_whole_and_restored() -> Result<()> {
    let (app, text) = (App::start().await?, text()?);
    let positions = left(&app, &text).await? + 11;
    for at in 0..=positions {
        app.upstream.force(Some(Script::Tools(Cut::At(at))));
        for model in ["m-tools", "o-tools"] {
            let mut request = question(model, &text, true);
            request["tools"] = json!([{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]);
            for arguments in arguments(&app.chat(&request).await?)? {
                assert_eq!(arguments["text"], text.as_str(), "{model} cut at {at}");
            }
        }
    }
    Ok(())
}

fn deltas(answer: &Answer) -> Vec<Value> {
    let events = answer.events();
    let parsed = events
        .iter()
        .filter_map(|event| serde_json::from_str::<Value>(event).ok());
    parsed
        .map(|event| at(&event, "/choices/0/delta").clone())
        .collect()
}

fn thought(answer: &Answer) -> String {
    deltas(answer)
        .iter()
        .filter_map(|delta| at(delta, "/reasoning_content").as_str())
        .collect()
}

/// The arguments of both calls; a call that comes in pieces does not parse.
fn arguments(answer: &Answer) -> Result<Vec<Value>> {
    let calls: Vec<Value> = deltas(answer)
        .iter()
        .filter_map(|delta| at(delta, "/tool_calls").as_array().cloned())
        .flatten()
        .collect();
    assert_eq!(calls.len(), 2, "{}", answer.text);
    calls
        .iter()
        .map(|call| {
            Ok(serde_json::from_str(
                at(call, "/function/arguments")
                    .as_str()
                    .context("no text")?,
            )?)
        })
        .collect()
}
