//! Every way in which a provider fails: the caller is told the truth in time, the receipt closes with the true outcome,
//! and nothing of the provider's words comes through.

use std::time::{Duration, Instant};

use anteroom_testkit::{Answer, App, Options, Patient};
use anyhow::{Context as _, Result};

/// Longer than any of the waiting times of [`Options::impatient`] together.
const IN_TIME: Duration = Duration::from_secs(6);

fn note() -> Result<String> {
    Ok(Patient::all()?.first().context("no patients")?.note())
}

/// One request on its own app; its answer and the state of its receipt.
async fn one(model: &str, stream: bool) -> Result<(Answer, String)> {
    let app = App::start_with(Options::impatient()).await?;
    let (start, note) = (Instant::now(), note()?);
    let answer = if stream {
        app.ask_streaming(model, &note).await?
    } else {
        app.ask(model, &note).await?
    };
    assert!(
        start.elapsed() < IN_TIME,
        "{model} took {:?}",
        start.elapsed()
    );
    assert_eq!(
        app.upstream.record().count(),
        1,
        "{model}: requests are not repeated"
    );
    let states = app.outcomes(1).await?;
    assert_eq!(states.len(), 1, "{model}: one receipt");
    app.store.verify_log(&[]).await?;
    Ok((answer, states.concat()))
}

#[tokio::test(flavor = "multi_thread")]
async fn whole_replies() -> Result<()> {
    for (script, status, state) in [
        ("echo", 200, "answered"),
        ("length", 200, "answered"),
        ("slow", 200, "answered"),
        ("breakoff", 502, "upstream_broke"),
        ("cut", 502, "upstream_broke"),
        ("garbage", 502, "upstream_garbage"),
        ("never", 504, "upstream_silent"),
        ("stall", 504, "upstream_silent"),
        ("status-401", 502, "upstream_refused"),
        ("status-403", 502, "upstream_refused"),
        ("status-422", 400, "upstream_refused"),
        ("status-429", 429, "upstream_refused"),
        ("status-500", 503, "upstream_refused"),
        ("status-503", 503, "upstream_refused"),
    ] {
        for style in ["m", "o"] {
            let (answer, closed) = one(&format!("{style}-{script}"), false).await?;
            assert_eq!(
                (answer.status, closed.as_str()),
                (status, state),
                "{style}-{script}: {}",
                answer.text
            );
            assert_eq!(
                answer.status == 200,
                answer.json()["error"].is_null(),
                "{style}-{script}"
            );
            assert!(
                answer.headers.contains_key("anteroom-receipt"),
                "{style}-{script}"
            );
            assert!(
                answer.status == 200 || !answer.text.contains("extra_forbidden"),
                "{style}-{script}"
            );
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_that_break_end_with_an_error_and_no_done() -> Result<()> {
    for (script, state) in [
        ("breakoff", "upstream_broke"),
        ("cut", "upstream_broke"),
        ("stall", "upstream_silent"),
        ("endless", "upstream_garbage"),
    ] {
        for style in ["m", "o"] {
            let (answer, closed) = one(&format!("{style}-{script}"), true).await?;
            assert_eq!(
                (answer.status, closed.as_str()),
                (200, state),
                "{style}-{script}"
            );
            let events = answer.events();
            assert!(
                !events.iter().any(|event| event == "[DONE]"),
                "{style}-{script}: {events:?}"
            );
            let last = events.last().context("no event at all")?;
            assert!(last.contains("\"error\""), "{style}-{script}: {last}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_that_never_begin_are_refused_with_a_status() -> Result<()> {
    for (script, status, state) in [
        ("never", 504, "upstream_silent"),
        ("status-401", 502, "upstream_refused"),
        ("status-429", 429, "upstream_refused"),
        ("status-500", 503, "upstream_refused"),
    ] {
        for style in ["m", "o"] {
            let (answer, closed) = one(&format!("{style}-{script}"), true).await?;
            assert_eq!(
                (answer.status, closed.as_str()),
                (status, state),
                "{style}-{script}: {}",
                answer.text
            );
            assert_eq!(answer.headers["content-type"], "application/json");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_provider_says_when_to_come_back() -> Result<()> {
    for model in ["m-status-429", "o-status-429"] {
        for streamed in [false, true] {
            let (answer, _state) = one(model, streamed).await?;
            assert_eq!(answer.headers["retry-after"], "7", "{model}");
            assert_eq!(answer.json()["error"]["code"], "upstream_busy", "{model}");
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_not_there_is_told() -> Result<()> {
    let mut app = App::start_with(Options::impatient()).await?;
    app.upstream.stop().await;
    let answer = app.ask("m-echo", "hello").await?;
    assert_eq!(answer.status, 502, "{}", answer.text);
    assert_eq!(app.outcomes(1).await?, ["upstream_unreachable"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_leaves_is_recorded_as_such() -> Result<()> {
    let app = App::start().await?;
    let body = anteroom_testkit::question("m-slow", &note()?, true).to_string();
    let request = app.request(reqwest::Method::POST, "/v1/chat/completions");
    let request = request
        .header("content-type", "application/json")
        .body(body);
    let mut response = request.send().await?;
    response.chunk().await?;
    drop(response);
    assert_eq!(app.outcomes(1).await?, ["client_left"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_leaves_before_anything_was_decided_is_recorded_too() -> Result<()> {
    let app = App::start().await?;
    let long = note()?.repeat(2_000);
    let asking = app.ask("m-echo", &long);
    assert!(
        tokio::time::timeout(Duration::from_millis(200), asking)
            .await
            .is_err(),
        "checking this much takes longer"
    );
    assert_eq!(app.outcomes(1).await?, ["refused"]);
    assert_eq!(app.upstream.record().count(), 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_that_has_ended_blocks_at_once() -> Result<()> {
    let evening: jiff::Timestamp = "2027-03-31T20:00:00Z".parse()?;
    let clock = anteroom_gateway::Clock::standing_at(evening);
    let options = Options {
        clock: clock.clone(),
        agreement_until: "2027-03-31",
        ..Options::default()
    };
    let app = App::start_with(options).await?;
    assert_eq!(app.ask("m-echo", &note()?).await?.status, 200);
    clock.advance(jiff::SignedDuration::from_hours(24));
    let answer = app.ask("m-echo", &note()?).await?;
    assert_eq!(
        (answer.status, answer.json()["type"].as_str()),
        (403, Some("policy_blocked")),
        "{}",
        answer.text
    );
    assert_eq!(app.upstream.record().count(), 1);
    Ok(())
}
