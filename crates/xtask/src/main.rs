//! What CI runs, benchmarks, lexicon building; never needed to build.

fn main() {}
