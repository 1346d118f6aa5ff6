//! What CI runs, benchmarks, lexicon building; never needed to build.

mod lexicon;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("lexicon") => lexicon::run(),
        _ => bail!("usage: cargo xtask lexicon"),
    }
}
