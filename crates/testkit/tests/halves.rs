//! A provider's body is not the client's document: turns are merged, moved and left out. An identifier whose halves meet
//! only there must be seen all the same.

use anteroom_testkit::{App, Patient, leak};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};

/// Everything of a request but its model, for the two halves.
type Split = fn(&str, &str) -> Value;

/// Providers that put the two halves next to each other.
const BOTH: &[&str] = &["m-echo", "o-echo"];
const MERGING: &[&str] = &["o-echo"];

fn user(text: &str) -> Value {
    json!({"role": "user", "content": text})
}

fn chunk(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

const SPLITS: [(&str, &[&str], Split); 12] = [
    (
        "chunks",
        BOTH,
        |a, b| json!({"messages": [{"role": "user", "content": [chunk(a), chunk(b)]}]}),
    ),
    ("chunks with marks between", BOTH, |a, b| {
        let marked = json!({"type": "text", "text": a, "cache_control": {"type": "ephemeral"}, "annotations": []});
        json!({"messages": [{"role": "user", "content": [marked, {"type": "reference", "reference_ids": [1]}, chunk(b)]}]})
    }),
    (
        "messages",
        BOTH,
        |a, b| json!({"messages": [user(a), user(b)]}),
    ),
    (
        "messages with names",
        BOTH,
        |a, b| json!({"messages": [{"role": "user", "name": "front_desk", "content": a}, {"name": "front_desk", "role": "user", "content": b}]}),
    ),
    (
        "turns around an empty one",
        BOTH,
        |a, b| json!({"messages": [user(a), {"role": "assistant", "content": ""}, user(b)]}),
    ),
    (
        "turns around one that moves",
        MERGING,
        |a, b| json!({"messages": [user(a), {"role": "system", "content": "Be brief."}, user(b)]}),
    ),
    (
        "instructions",
        MERGING,
        |a, b| json!({"messages": [{"role": "system", "content": a}, user("Hello."), {"role": "developer", "content": b}, user("Yes?")]}),
    ),
    ("an answer and a refusal", BOTH, |a, b| {
        let turn = json!({"role": "assistant", "content": a, "refusal": b});
        json!({"messages": [user("Hello."), turn, user("Yes?")]})
    }),
    ("an answer around a thought", MERGING, |a, b| {
        let thought = json!({"type": "thinking", "thinking": [chunk("Hm.")]});
        let turn = json!({"role": "assistant", "content": [chunk(a), thought, chunk(b)]});
        json!({"messages": [user("Hello."), turn, user("Yes?")]})
    }),
    ("a thought", BOTH, |a, b| {
        let thought = json!({"type": "thinking", "thinking": [chunk(a), chunk(b)]});
        let turn = json!({"role": "assistant", "content": [thought, chunk("Hello.")]});
        json!({"messages": [user("Hello."), turn, user("Yes?")]})
    }),
    ("a prediction", BOTH, |a, b| {
        let prediction = json!({"type": "content", "content": [chunk(a), chunk(b)]});
        json!({"messages": [user("Hello.")], "prediction": prediction})
    }),
    ("a signature", BOTH, |a, b| {
        let signed = format!("{a}{b}");
        let thought = json!({"type": "thinking", "thinking": [chunk("Hm.")], "signature": signed});
        let turn = json!({"role": "assistant", "content": [thought, chunk("Hello.")]});
        json!({"messages": [user("Hello."), turn, user("Yes?")]})
    }),
];

#[tokio::test(flavor = "multi_thread")]
async fn halves_that_meet_in_the_body_are_seen_whole() -> Result<()> {
    let app = App::start().await?;
    let patients = Patient::all()?;
    let ssn = patients.first().context("no patients")?.ssn.as_str();
    for cut in 1..ssn.len() {
        let (a, b) = ssn.split_at(cut);
        for (place, models, split) in SPLITS {
            for model in models {
                let mut request = split(&format!("Her SSN is {a}"), &format!("{b}, as told."));
                request["model"] = json!(model);
                let before = app.upstream.record().count();
                let answer = app.chat(&request).await?;
                let requests = app.upstream.record().requests();
                let sent = requests.get(before..).unwrap_or_default();
                assert_eq!(sent.len(), 1, "{place} {model}: {}", answer.text);
                assert_eq!(leak::search(sent, &[ssn]), [], "{place} {model} at {cut}");
            }
        }
    }
    Ok(())
}
