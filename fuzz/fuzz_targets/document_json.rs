//! JSON and JSON Lines.
#![no_main]

mod document;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    document::check(text, None);
    document::check(text, None);
});
