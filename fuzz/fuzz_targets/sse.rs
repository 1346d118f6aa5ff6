//! Any bytes, cut anywhere: the same events.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (Vec<u8>, Vec<usize>)| {
    assert!(anteroom_gateway::fuzzing::cuts_change_nothing(
        &input.0, &input.1
    ));
});
