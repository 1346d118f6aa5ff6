//! Asks the solver, and Cedar about what the solver found.

use anteroom_policy::{Action, Book, Subject};
use cedar_policy::{Authorizer, Decision, PolicySet, Schema};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};
use tokio::runtime::{Builder, Runtime};

use crate::counterexample::Counterexample;
use crate::solver::SolverFile;
use crate::statement::{Claim, Statement};
use crate::substitute::NoTree;
use crate::world;

mod difference;
mod monotone;
mod never;
mod no_errors;
mod only_stricter;

pub use difference::Difference;

/// Proves statements with a running solver.
pub struct Prover {
    compiler: CedarSymCompiler<LocalSolver>,
    questions: usize,
    runtime: Runtime,
    schema: Schema,
}

/// What came of a statement.
#[derive(Clone, Debug)]
pub struct Finding {
    /// How many questions were put to the solver; each is about every request of a kind.
    pub questions: usize,
    /// A request that breaks it; none: it holds.
    pub broken: Option<Counterexample>,
}

/// Why a statement could be neither proved nor broken.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// A condition in the statement is not Cedar, or does not fit the schema.
    #[error("the statement has a condition that does not fit the rules' schema: {0}")]
    Condition(String),
    /// The schema cannot be read.
    #[error("the schema of the rules cannot be read")]
    Schema,
    /// The solver did not answer.
    #[error("the solver gave no answer: {0}")]
    Solver(String),
    /// The program cannot be started.
    #[error("the solver cannot be started")]
    Start,
    /// The solver's example is none to Cedar itself.
    #[error("the solver found a request that Cedar judges otherwise; its version may not fit")]
    Unconfirmed,
    /// No rule reads the fact that a statement is about.
    #[error("no rule reads {0}")]
    Unread(String),
}

impl Prover {
    /// Starts the solver.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(solver: &SolverFile) -> Result<Prover, ProofError> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|_| ProofError::Start)?;
        let within = runtime.enter();
        let solver = solver.start().ok_or(ProofError::Start)?;
        drop(within);
        Ok(Prover {
            compiler: CedarSymCompiler::new(solver).map_err(|_| ProofError::Start)?,
            questions: 0,
            runtime,
            schema: world::schema().ok_or(ProofError::Schema)?,
        })
    }

    /// Proves a statement about these rules, or finds a request that breaks it.
    ///
    /// # Errors
    /// When the statement cannot be put into a formula, or the solver does not answer.
    pub fn prove(&mut self, statement: &Statement, book: &Book) -> Result<Finding, ProofError> {
        self.questions = 0;
        let broken = match &statement.proves {
            Claim::Never(never) => never::prove(self, never, book)?,
            Claim::NoErrors(_) => no_errors::prove(self, book)?,
            Claim::OnlyStricter(stricter) => only_stricter::prove(self, stricter, book)?,
            Claim::Monotone(monotone) => monotone::prove(self, monotone, book)?,
        };
        Ok(Finding {
            questions: self.questions,
            broken,
        })
    }

    /// A request that both sets allow.
    fn both(
        &mut self,
        of: Kind,
        one: &PolicySet,
        other: &PolicySet,
    ) -> Result<Option<Env>, ProofError> {
        let (left, right) = (self.formula(of, one)?, self.formula(of, other)?);
        let found = self.runtime.block_on(
            self.compiler
                .check_disjoint_with_counterexample_opt(&left, &right),
        );
        let found = self.answer(found)?;
        confirmed(found, |env| allows(env, one) && allows(env, other))
    }

    /// A request that the first set allows and the second does not.
    fn first_only(
        &mut self,
        of: Kind,
        one: &PolicySet,
        other: &PolicySet,
    ) -> Result<Option<Env>, ProofError> {
        let (left, right) = (self.formula(of, one)?, self.formula(of, other)?);
        let found = self.runtime.block_on(
            self.compiler
                .check_implies_with_counterexample_opt(&left, &right),
        );
        let found = self.answer(found)?;
        confirmed(found, |env| allows(env, one) && !allows(env, other))
    }

    /// A request on which this policy cannot be evaluated.
    fn failing(
        &mut self,
        of: Kind,
        policy: &cedar_policy::Policy,
    ) -> Result<Option<Env>, ProofError> {
        let requests = world::requests(of.0, of.1).ok_or(ProofError::Schema)?;
        let formula = CompiledPolicy::compile(policy, &requests, &self.schema);
        let formula = formula.map_err(|fault| ProofError::Condition(fault.to_string()))?;
        let found = self.runtime.block_on(
            self.compiler
                .check_never_errors_with_counterexample_opt(&formula),
        );
        let found = self.answer(found)?;
        let alone = PolicySet::from_policies([policy.clone()]).map_err(|_| ProofError::Schema)?;
        confirmed(found, |env| fails(env, &alone))
    }

    fn formula(
        &self,
        (subject, action): Kind,
        set: &PolicySet,
    ) -> Result<CompiledPolicySet, ProofError> {
        let requests = world::requests(subject, action).ok_or(ProofError::Schema)?;
        let formula = CompiledPolicySet::compile(set, &requests, &self.schema);
        formula.map_err(|fault| ProofError::Condition(fault.to_string()))
    }

    fn answer<T>(
        &mut self,
        answer: Result<T, cedar_policy_symcc::err::Error>,
    ) -> Result<T, ProofError> {
        self.questions += 1;
        answer.map_err(|fault| ProofError::Solver(fault.to_string()))
    }
}

/// A kind of question and the action asked about.
type Kind = (Subject, Action);

/// Takes the solver's example only if Cedar agrees.
fn confirmed(found: Option<Env>, really: impl Fn(&Env) -> bool) -> Result<Option<Env>, ProofError> {
    match found {
        Some(env) if !really(&env) => Err(ProofError::Unconfirmed),
        found => Ok(found),
    }
}

fn allows(env: &Env, set: &PolicySet) -> bool {
    Authorizer::new()
        .is_authorized(&env.request, set, &env.entities)
        .decision()
        == Decision::Allow
}

fn fails(env: &Env, set: &PolicySet) -> bool {
    let answer = Authorizer::new().is_authorized(&env.request, set, &env.entities);
    answer.diagnostics().errors().next().is_some()
}

/// The policies that fire in a request.
fn firing<'s>(env: &Env, sets: &[&'s PolicySet]) -> Vec<&'s cedar_policy::Policy> {
    let fire = |set: &'s PolicySet| {
        let answer = Authorizer::new().is_authorized(&env.request, set, &env.entities);
        let ids: Vec<_> = answer.diagnostics().reason().cloned().collect();
        ids.into_iter().filter_map(|id| set.policy(&id))
    };
    sets.iter().flat_map(|set| fire(set)).collect()
}

impl From<NoTree> for ProofError {
    fn from(NoTree: NoTree) -> ProofError {
        ProofError::Condition(
            "it is no expression, or a rule looks at a whole record around it".to_owned(),
        )
    }
}
