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

/// How a note introduces what follows, and each identifier of a patient.
fn introduced(patient: &Patient) -> [(&'static str, String); 7] {
    [
        ("Patient: ", format!("{} {}", patient.given, patient.family)),
        ("DOB: ", patient.birth.clone()),
        ("MRN: ", patient.mrn.clone()),
        ("SSN: ", patient.ssn.clone()),
        ("Phone: ", patient.phone.clone()),
        ("Email: ", patient.email.clone()),
        (
            "She lives at ",
            format!("{}, Columbus, OH {}", patient.street, patient.zip),
        ),
    ]
}

/// The letters and digits in a row of a piece that are enough to say something of somebody: not a part of a mail host.
fn telling(piece: &str) -> Vec<&str> {
    let piece = piece.split('@').next().unwrap_or_default();
    let runs = piece.split(|c: char| !c.is_alphanumeric());
    runs.filter(|run| run.chars().count() > 3).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_half_of_an_identifier_leaves_wherever_it_is_cut() -> Result<()> {
    let app = App::start().await?;
    let mut left = Vec::new();
    for patient in Patient::all()? {
        for (before, identifier) in introduced(&patient) {
            for cut in (1..identifier.len()).filter(|at| identifier.is_char_boundary(*at)) {
                let (a, b) = identifier.split_at(cut);
                let (first, second) = (format!("{before}{a}"), format!("{b} is on file."));
                let content = [chunk(&first), chunk(&second)];
                let request =
                    json!({"model": "m-echo", "messages": [{"role": "user", "content": content}]});
                let count = app.upstream.record().count();
                let answer = app.chat(&request).await?;
                let requests = app.upstream.record().requests();
                let sent = requests.get(count..).unwrap_or_default();
                assert_eq!(sent.len(), 1, "{}", answer.text);
                let behind = if a.contains('@') { "" } else { b };
                let halves = [telling(a), telling(behind)].concat();
                let said = sent[0].json()["messages"].to_string();
                let leaks = halves.iter().any(|half| said.contains(half));
                left.extend(leaks.then(|| format!("{before}{a}|{b}: {said}")));
            }
        }
    }
    assert!(left.is_empty(), "{} cuts: {left:#?}", left.len());
    Ok(())
}
