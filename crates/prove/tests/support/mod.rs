//! What the tests about proofs share.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

use anteroom_policy::Book;
use anteroom_prove::{Finding, Prover, SolverFile, Statement};

/// A prover; the solver is part of what tests need (Debian: `apt-get install cvc5`).
pub(crate) fn prover() -> Prover {
    let solver = SolverFile::find(None).expect("the solver cvc5 is needed (Debian: cvc5)");
    Prover::start(&solver).unwrap()
}

pub(crate) fn prove(statement: &Statement, book: &Book) -> Finding {
    let finding = prover().prove(statement, book);
    finding.unwrap_or_else(|fault| panic!("{}: {fault}", statement.name))
}

/// The shipped rules that `keep` lets in, with further ones.
pub(crate) fn book(keep: impl Fn(&str) -> bool, further: &[(String, String)]) -> Book {
    let own = Book::SHIPPED.iter().filter(|(id, _)| keep(id));
    let own = own.map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
    Book::read(&own.chain(further.iter().cloned()).collect::<Vec<_>>()).unwrap()
}
