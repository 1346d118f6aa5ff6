//! What CI runs, benchmarks, lexicon building; never needed to build.

mod bench;
mod cued;
mod debian;
mod figures;
mod gold;
mod lexicon;
mod test;
mod tools;
mod train;

use clap::Parser;

/// Developer tasks: `cargo xtask <task>`.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
enum Task {
    /// Measure the gateway, or finding; figures only.
    Bench {
        #[command(subcommand)]
        what: bench::Bench,
    },
    /// Write marked-up texts of `corpus/` as gold spans.
    Gold(gold::Gold),
    /// Pack the word lists of `crates/phi/lexicons` into the table that the binary embeds.
    Lexicon,
    /// Everything CI runs, or only the steps named.
    Test(test::Test),
    /// Train what is trained; the result is checked in.
    Train {
        #[command(subcommand)]
        what: train::Train,
    },
}

fn main() -> anyhow::Result<()> {
    match Task::parse() {
        Task::Bench { what } => bench::run(&what),
        Task::Gold(gold) => gold.run(),
        Task::Lexicon => lexicon::run(),
        Task::Test(test) => test.run(),
        Task::Train { what } => what.run(),
    }
}
