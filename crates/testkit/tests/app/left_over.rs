//! The last look at the bytes that would leave: where an identifier stands in them after all, nothing is sent.
//!
//! Replacing reaches every text. What is no text is not replaced, such as the provider's own name for a model; where that
//! holds somebody's number, only this look can see it.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_store::{By, NewApproval, NewConnection};
use anteroom_testkit::{App, Patient};
use anyhow::{Context as _, Result};

/// A model of a provider, named like the number of one of the patients.
async fn add_model(app: &App, model: &str) -> Result<()> {
    let word = |text: &str| Word::lossy(text);
    let by = By {
        actor: Actor::Operator {
            name: word("tester"),
        },
        at: Micros(app.clock.now().as_microsecond()),
    };
    let connection = NewConnection {
        name: word("numbered"),
        provider: word("openai_compatible"),
        base_url: word(&app.upstream.url()),
        host: word("127.0.0.1"),
        models: vec![word(model)],
        upstream_key: None,
    };
    app.store.add_connection(&by, connection).await?;
    let approval = NewApproval {
        purpose: word("deidentified"),
        agreement_until: "2999-12-31".parse().ok(),
        no_training: true,
        approved_by: word("Test Suite"),
    };
    app.store
        .approve_connection(&by, &word("numbered"), approval)
        .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_still_in_the_bytes_stops_them() -> Result<()> {
    let (app, patients) = (App::start().await?, Patient::all()?);
    let [named, other, ..] = &*patients else {
        anyhow::bail!("too few patients");
    };
    let digits: String = named.ssn.chars().filter(char::is_ascii_digit).collect();
    let model = format!("o-{digits}");
    add_model(&app, &model).await?;
    for streamed in [false, true] {
        let request = anteroom_testkit::question(&model, &named.note(), streamed);
        let answer = app.chat(&request).await?;
        let body = answer.json();
        assert_eq!(answer.status, 403, "{}", answer.text);
        assert_eq!(body["code"], "identifier_left");
        assert_eq!(body["type"], "policy_blocked");
        let message = body["message"].as_str().context("a message")?;
        assert!(message.starts_with("Nothing was sent."), "{message}");
        assert_eq!(
            body["error"]["receipt"],
            answer.headers["anteroom-receipt"].to_str()?
        );
        assert!(!answer.text.contains(&digits) && !answer.text.contains(&named.ssn));
    }
    assert_eq!(app.upstream.record().count(), 0);
    assert_eq!(app.outcomes(2).await?, ["refused", "refused"]);
    let answer = app.ask(&model, &other.note()).await?;
    assert_eq!(
        answer.status, 200,
        "nobody else is in the way: {}",
        answer.text
    );
    assert_eq!(answer.content(), other.note());
    app.store.verify_log(&[]).await?;
    Ok(())
}
