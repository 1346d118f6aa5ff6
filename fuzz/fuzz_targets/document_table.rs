//! Tables: whatever is called one.
#![no_main]

mod document;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    document::check(text, None);
    document::check(text, Some(anteroom_intake::Format::Table));
});
