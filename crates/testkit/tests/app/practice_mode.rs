//! Practice mode: without a connection, every task is answered with a sample that says so, and nothing leaves.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_policy::Role;
use anteroom_store::By;
use anteroom_testkit::{App, Browser, Shown};
use anyhow::{Context as _, Result};

const NOTE: &str = "Harriet Lindgren, DOB 03/14/1961, phone 614-555-0142, has had a cough for 3 days. Lungs clear.";
const LABEL: &str = "Sample answer, not from a model.";

/// A practice without any connection.
async fn app() -> Result<App> {
    let app = App::start().await?;
    let by = By {
        actor: Actor::Operator {
            name: Word::lossy("tester"),
        },
        at: Micros(app.clock.now().as_microsecond()),
    };
    for name in ["plateforme", "local", "waiting"] {
        app.store.revoke_connection(&by, &Word::lossy(name)).await?;
    }
    Ok(app)
}

/// Sends a form and, where it is asked for, says that it was read.
async fn send(who: &mut Browser<'_>, task: &str, fields: &[(&str, &str)]) -> Result<Shown> {
    let path = format!("/tasks/{task}");
    let form = who.get(&path).await?;
    assert_eq!(form.status, 200, "{task}");
    assert!(form.html.contains("Practice mode: use made-up text only."));
    let sent = who.send(&form, &path, fields).await?;
    if !sent.location.ends_with("/review") {
        return Ok(sent);
    }
    let review = who.get(&sent.location).await?;
    let Ok(seen) = review.hidden("seen") else {
        return Ok(review);
    };
    who.send(&review, &sent.location, &[("seen", seen), ("read", "yes")])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn made_up_examples_are_answered_with_samples_that_say_so() -> Result<()> {
    let app = app().await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let home = cora.get("/").await?;
    assert!(home.html.contains("Level 0: Practice mode"));
    for task in ["patient-handout", "summarize-note"] {
        let known = anteroom_tasks::task(task)?.context("no such task")?;
        let example = known.examples.first().context("no example")?;
        let fields: Vec<(String, &str)> = example
            .fields
            .iter()
            .map(|(name, value)| (format!("f.{name}"), value.as_str()))
            .collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (&**n, *v)).collect();
        let sent = send(&mut cora, task, &fields).await?;
        assert_eq!(sent.status, 303, "{task}: {}", sent.html);
        let result = cora.get(&sent.location).await?;
        assert!(result.html.contains(LABEL), "{task}");
        assert!(
            !result.html.contains("does not hold all it should"),
            "{task}"
        );
        assert!(
            !result.html.contains("Written by"),
            "{task}: nobody wrote it"
        );
    }
    assert!(app.upstream.record().requests().is_empty());
    assert!(app.store.receipts(None, 10).await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn text_of_a_patient_is_marked_and_refused_also_where_nothing_would_leave() -> Result<()> {
    let app = app().await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let note = [("f.note", NOTE), ("f.purpose", "quality")];
    let refused = send(&mut cora, "summarize-note", &note).await?;
    assert_eq!(refused.status, 403);
    assert!(refused.html.contains("made-up text only") && !refused.html.contains("Lindgren"));
    let handout = [
        ("f.topic", "A sheet for phone 614-555-0142"),
        ("f.reader", "adult"),
        ("f.goal", "prepare"),
    ];
    let refused = send(&mut cora, "patient-handout", &handout).await?;
    assert!(
        refused
            .html
            .contains("This task takes no patient information")
    );
    let clean = [
        ("f.topic", "Drinking enough water"),
        ("f.reader", "adult"),
        ("f.goal", "prepare"),
    ];
    assert_eq!(
        send(&mut cora, "patient-handout", &clean).await?.status,
        303
    );
    let mut maya = Browser::of(&app, "maya", &[Role::FrontDesk]).await?;
    assert_eq!(
        maya.get("/tasks/summarize-note").await?.status,
        404,
        "roles stay"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_ends_practice_mode() -> Result<()> {
    let app = App::start().await?;
    let mut cora = Browser::of(&app, "cora", &[Role::LicensedClinician]).await?;
    let form = cora.get("/tasks/patient-handout?example").await?;
    assert!(!form.html.contains("Practice mode"));
    Ok(())
}
