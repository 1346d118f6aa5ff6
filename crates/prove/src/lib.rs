//! Proves statements about the rules for every request there could be, not only for those that somebody thought of.
//!
//! A [`Statement`] (`crates/policy/proofs/`) says in Cedar which requests must never be allowed, or which fact may be
//! improved without harm. [`Prover`] turns it and the rules into a formula, with the symbolic compiler of the Cedar
//! project, and asks the solver cvc5 for a request that breaks it. No such request: the statement holds for all of them.
//! One found: it is put to Cedar itself, and shown only if Cedar agrees.
//!
//! How each kind of statement becomes a formula is told in `docs/proofs.md`. Nothing of this runs when a request is
//! decided. The solver is a program outside; everything else here is pure.
#![deny(missing_docs)]

mod counterexample;
mod instance;
mod prover;
mod solver;
mod statement;
mod substitute;
mod world;

pub use counterexample::{Counterexample, Fact};
pub use prover::{Difference, Finding, ProofError, Prover};
pub use solver::SolverFile;
pub use statement::{Claim, Never, Raise, Statement, StatementError};
