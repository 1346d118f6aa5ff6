//! Any request: what leaves holds no text that was not inspected. Any reply: what the client gets is well-formed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(anteroom_gateway::fuzzing::uninspected(bytes), None);
    assert!(anteroom_gateway::fuzzing::replies_are_well_formed(bytes));
});
