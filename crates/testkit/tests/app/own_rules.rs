//! A rule that the practice adds counts at the next request, and one that cannot be read stops everything.

use anteroom_audit::{Actor, Micros, Word};
use anteroom_store::{By, NewEvidence};
use anteroom_testkit::App;
use anyhow::Result;
use serde_json::json;

const RULE: &str = r#"
@id("practice/no-patients")
@reason("own_no_patients")
@says("We send nothing about patients.")
@next("Leave the patient out.")
@cite("Our policy 12")
@effective("2020-01-01")
@until("open")
@last_checked("2026-11-01")
forbid (principal, action in [Action::"send_deidentified", Action::"send_reviewed"], resource)
when { context.content.phi != Phi::"none" };
"#;

const TEXT: &str = "Patient: Harriet Lindgren, phone 614-555-0142.";

async fn record(app: &App, revision: u64, body: &str) -> Result<()> {
    let by = By {
        actor: Actor::Operator {
            name: Word::lossy("ada"),
        },
        at: Micros(1_790_000_000_000_000),
    };
    let new = NewEvidence {
        subject: "rule",
        subject_id: Word::lossy("no-patients"),
        revision,
        holds: false,
        changed: Vec::new(),
        body: body.as_bytes().to_vec().into(),
    };
    Ok(app.store.record_evidence(&by, new).await?)
}

fn rule(withdrawn: bool) -> String {
    json!({ "text": RULE, "withdrawn": withdrawn }).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_added_rule_counts_at_the_next_request_until_it_is_withdrawn() -> Result<()> {
    let app = App::start().await?;
    assert_eq!(app.ask("m-echo", TEXT).await?.status, 200);
    record(&app, 1, &rule(false)).await?;
    let refused = app.ask("m-echo", TEXT).await?;
    assert_eq!(refused.status, 403);
    assert!(
        refused
            .json()
            .to_string()
            .contains("We send nothing about patients.")
    );
    assert_eq!(app.ask("m-echo", "Hello").await?.status, 200);
    record(&app, 2, &rule(true)).await?;
    assert_eq!(app.ask("m-echo", TEXT).await?.status, 200);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_cannot_be_used_stops_everything() -> Result<()> {
    for broken in [
        "{}",
        &rule(false).replace("forbid", "permit"),
        &rule(false).replace("content", "contend"),
    ] {
        let app = App::start().await?;
        record(&app, 1, broken).await?;
        assert_eq!(app.ask("m-echo", "Hello").await?.status, 500, "{broken}");
    }
    Ok(())
}
