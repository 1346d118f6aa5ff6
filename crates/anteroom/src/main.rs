//! Command line, configuration and wiring of the Anteroom binary.

fn main() {}
