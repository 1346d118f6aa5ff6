//! Replies, code files and long texts of strangers: read without a panic, and no character lost.
#![no_main]

use anteroom_tasks::icd10cm::Codes;
use anteroom_tasks::{Draft, Form, Tools, long, tasks};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let codes = Codes::read(text).ok();
    let parts: String = long::split(text, 40).iter().map(|part| part.text).collect();
    assert_eq!(parts, text);
    for task in tasks().unwrap_or_default() {
        let Some(Ok(form)) = task.examples.first().map(|one| Form::fill(task, &one.fields)) else {
            continue;
        };
        let draft = Draft::of(&form, text, Tools { codes: codes.as_ref() });
        let source = |field: &str| form.value(field).unwrap_or_default();
        assert!(draft.quotes.iter().all(|one| source(&one.field).get(one.start..one.end).is_some()));
    }
});
