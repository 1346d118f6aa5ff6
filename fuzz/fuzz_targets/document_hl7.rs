//! HL7 messages.
#![no_main]

mod document;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    document::check(text, None);
    document::check(&format!("MSH|^~\\&|{text}"), None);
});
