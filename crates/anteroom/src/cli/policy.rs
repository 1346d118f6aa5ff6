//! `anteroom policy`: the rules that decide what may leave, and the clocks of a breach.

mod diff;
mod explain;
mod folder;
mod list;
mod own;
mod prove;
mod scenario;
mod solver;
mod test;
mod use_cases;

use clap::Subcommand;

use super::Place;
use crate::exit::Outcome;

#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Add a rule of the practice's own. It can only forbid, and counts from the next request on.
    Add(own::Add),
    /// Say what a change of the rules opens and closes; exit 1 when it does anything.
    Diff(diff::Diff),
    /// Say which rules spoke at each step, for a receipt or for described situations.
    Explain(explain::Explain),
    /// List the rules: those built in, and those that the practice added.
    List(list::List),
    /// Prove what the rules can never do, for every request there could be; exit 1 when a statement is broken.
    Prove(prove::Prove),
    /// Decide scenarios, or count the clocks of incidents, and compare with what they expect; exit 1 when one differs.
    Test(test::Test),
    /// What a request can be for: the codes of `anteroom-use-case` and `key create --use-case`.
    UseCases(use_cases::UseCases),
    /// Take back a rule that the practice added.
    Withdraw(own::Withdraw),
}

impl Policy {
    pub(crate) fn run(self, place: &Place) -> Outcome {
        match self {
            Policy::Add(add) => add.run(place),
            Policy::Diff(diff) => diff.run(),
            Policy::Explain(explain) => explain.run(place),
            Policy::List(list) => list.run(place),
            Policy::Prove(prove) => prove.run(),
            Policy::Test(test) => test.run(),
            Policy::UseCases(list) => list.run(),
            Policy::Withdraw(withdraw) => withdraw.run(place),
        }
    }
}
