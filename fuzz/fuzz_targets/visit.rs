//! Any document: writing back what was read changes nothing, and what is written is read again.
#![no_main]

use anteroom_phi::visit::{Place, Plan, rewrite, segments, texts};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let plan = Plan::new(&[
        "model",
        "messages[].role",
        "messages[].content:",
        "metadata.*",
        "[].type",
    ]);
    let parsed = serde_json::from_slice(bytes).ok();
    let as_text = || Value::String(String::from_utf8_lossy(bytes).into_owned());
    let doc: Value = parsed.unwrap_or_else(as_text);
    let Ok(read) = texts(&doc, &plan) else {
        return;
    };
    assert_eq!(segments(&read).len(), read.len());
    let same: Vec<String> = read.iter().map(|at| at.text.clone()).collect();
    let mut rewritten = doc.clone();
    assert_eq!(rewrite(&mut rewritten, &plan, &read, &same), Ok(()));
    assert_eq!(rewritten, doc);

    let new: Vec<String> = (0..read.len()).map(|n| format!("[ID_{n}]")).collect();
    // Repeated keys of a document in a string would get different names here: that is a collision only if they were the same.
    if rewrite(&mut rewritten, &plan, &read, &new).is_err() {
        assert!(read.iter().any(|at| at.place == Place::Key));
        return;
    }
    // Encodings within encodings may be cut otherwise the second time, but nothing of it is lost.
    let again: String = texts(&rewritten, &plan)
        .unwrap()
        .into_iter()
        .map(|at| at.text)
        .collect();
    let mut rest = again.as_str();
    for text in &new {
        let (_, after) = rest.split_once(text.as_str()).expect("a text is lost");
        rest = after;
    }
});
