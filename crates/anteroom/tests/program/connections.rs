//! Connections as a practice meets them at the command line.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;
use std::sync::Arc;

use crate::support::{anteroom, code, practice, text};
use anteroom_audit::{Actor, Micros, Word};
use anteroom_store::{By, Folder, NewApproval, Store};

/// A practice with a connection that is not approved yet.
fn connected() -> tempfile::TempDir {
    let folder = practice();
    assert_eq!(code(&add(folder.path(), "main", "model-a")), 0);
    folder
}

fn add(folder: &Path, name: &str, model: &str) -> std::process::Output {
    let key = folder.join("upstream.key");
    std::fs::write(&key, "secret-of-the-vendor\n").unwrap();
    let arguments = ["connection", "add", name, "--provider", "mistral"];
    let more = ["--base-url", "https://api.us.mistral.ai", "--model", model];
    let key = ["--key-file", key.to_str().unwrap()];
    let arguments = [&arguments[..], &more, &key].concat();
    anteroom(&folder.join("data"), &arguments, "")
}

/// Approves as it could have been done long ago.
async fn approved(data: &Path, until: &str, no_training: bool) {
    let folder = Folder::open(data).unwrap();
    let at = Micros(1_760_000_000_000_000);
    let config = folder.config(Arc::new(move || at)).unwrap();
    let store = Store::open(config).await.unwrap();
    let name = Word::lossy("test");
    let approval = NewApproval {
        purpose: Word::lossy("deidentified"),
        agreement_until: Some(until.parse().unwrap()),
        no_training,
        approved_by: Word::lossy("Dana Whitfield"),
    };
    let by = By {
        actor: Actor::Operator { name },
        at,
    };
    let name = Word::lossy("main");
    store
        .approve_connection(&by, &name, approval)
        .await
        .unwrap();
    store.close().await;
}

#[tokio::test]
async fn the_list_and_the_doctor_say_how_an_approval_stands_now() {
    for (until, no_training, open, words) in [
        (
            "2999-12-31",
            true,
            true,
            "de-identified text until 2999-12-31",
        ),
        (
            "2025-12-31",
            true,
            false,
            "The agreement expired on 2025-12-31.",
        ),
        (
            "2999-12-31",
            false,
            false,
            "may learn from what you send it",
        ),
    ] {
        let folder = connected();
        let data = folder.path().join("data");
        approved(&data, until, no_training).await;
        let list = text(&anteroom(&data, &["connection", "list"], "").stdout);
        assert!(list.contains(words), "{list}");
        assert_eq!(list.contains("closed for patient text"), !open, "{list}");
        let json = anteroom(&data, &["connection", "list", "--json"], "").stdout;
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json["open_for_deidentified"], open);
        let doctor = text(&anteroom(&data, &["doctor"], "").stdout);
        let count = format!("1, of which {} open for de-identified text", u8::from(open));
        assert!(doctor.contains(&count), "{doctor}");
        assert_eq!(doctor.contains(words), !open, "{doctor}");
    }
}

#[test]
fn an_agreement_that_is_over_is_not_recorded() {
    let folder = connected();
    let data = folder.path().join("data");
    let approve = |until: &str| {
        let arguments = ["connection", "approve", "main", "--for", "deidentified"];
        let more = ["--agreement-until", until, "--no-training-use"];
        let who = ["--approved-by", "Dana Whitfield"];
        anteroom(&data, &[&arguments[..], &more, &who].concat(), "")
    };
    let refused = approve("2025-12-31");
    assert_eq!(code(&refused), 2);
    let words = text(&refused.stderr);
    assert!(words.contains("2025-12-31 is in the past"), "{words}");
    let list = text(&anteroom(&data, &["connection", "list"], "").stdout);
    assert!(list.contains("not approved for patient text"), "{list}");
    assert_eq!(code(&approve("2999-12-31")), 0);
}

#[test]
fn a_model_and_a_name_belong_to_one_connection_in_use() {
    let folder = connected();
    let data = folder.path().join("data");
    for (name, model, words) in [
        (
            "other",
            "model-a",
            "model model-a is offered by connection main",
        ),
        ("main", "model-b", "there is a connection main already"),
    ] {
        let refused = add(folder.path(), name, model);
        assert_eq!(code(&refused), 2);
        assert!(
            text(&refused.stderr).contains(words),
            "{}",
            text(&refused.stderr)
        );
    }
    let revoked = anteroom(&data, &["connection", "revoke", "main"], "");
    assert_eq!(code(&revoked), 0);
    assert_eq!(code(&add(folder.path(), "main", "model-a")), 0);
    let list = text(&anteroom(&data, &["connection", "list"], "").stdout);
    assert_eq!(list.matches("withdrawn").count(), 1, "{list}");
    let json = text(&anteroom(&data, &["connection", "list", "--json"], "").stdout);
    assert_eq!(json.matches("\"state\":\"withdrawn").count(), 1, "{json}");
    assert_eq!(code(&anteroom(&data, &["audit", "verify"], "")), 0);
}

#[test]
fn a_key_for_mistral_goes_to_mistral_only() {
    let folder = connected();
    let key = folder.path().join("upstream.key");
    let add = |provider: &str, address: &str| {
        let arguments = [
            "connection",
            "add",
            "other",
            "--dry-run",
            "--model",
            "model-b",
        ];
        let more = ["--provider", provider, "--base-url", address];
        let key = ["--key-file", key.to_str().unwrap()];
        let arguments = [&arguments[..], &more, &key].concat();
        anteroom(&folder.path().join("data"), &arguments, "")
    };
    let refused = add("mistral", "https://api.mistral.ai.example.org");
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("api.eu.mistral.ai"));
    assert_eq!(code(&add("mistral", "https://api.eu.mistral.ai")), 0);
    assert_eq!(code(&add("mistral", "http://127.0.0.1:9")), 0);
    assert_eq!(code(&add("openai-compatible", "https://example.org")), 0);
}
