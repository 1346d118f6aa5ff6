//! Any text is answered, and a mark before it changes nothing.
#![no_main]

use anteroom_intake::recognize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let export = recognize(text);
    let marked = format!("\u{feff}\n{text}");
    assert_eq!(recognize(&marked), export);
});
