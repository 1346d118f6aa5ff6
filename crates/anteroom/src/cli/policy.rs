//! `anteroom policy`: the rules that decide what may leave, and the clocks of a breach.

mod folder;
mod prove;
mod test;

use clap::Subcommand;

use crate::exit::Outcome;

#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Prove what the rules can never do, for every request there could be; exit 1 when a statement is broken.
    Prove(prove::Prove),
    /// Decide scenarios, or count the clocks of incidents, and compare with what they expect; exit 1 when one differs.
    Test(test::Test),
}

impl Policy {
    pub(crate) fn run(self) -> Outcome {
        match self {
            Policy::Prove(prove) => prove.run(),
            Policy::Test(test) => test.run(),
        }
    }
}
