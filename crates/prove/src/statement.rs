//! A statement about the rules as it stands in its file below `crates/policy/proofs/`.
//!
//! Its conditions are Cedar, so that whoever reads the rules can read what is proved about them.

use anteroom_policy::STATEMENTS;
use jiff::civil::Date;
use serde::Deserialize;

/// A statement about the rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Its name: that of its file.
    #[serde(skip)]
    pub name: String,
    /// The statement in plain words.
    pub says: String,
    /// The law or standard behind it.
    pub cite: String,
    /// What is to be proved.
    pub proves: Claim,
}

/// What is to be proved.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// No request of a kind is ever allowed.
    Never(Never),
    /// No rule ever fails to evaluate.
    NoErrors(NoErrors),
    /// Whatever a practice forbids on top, nothing opens that was closed.
    OnlyStricter(OnlyStricter),
    /// More evidence never closes a step that was open.
    Monotone(Monotone),
}

/// Requests that must never be allowed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Never {
    /// First day on which it must hold; absent: always.
    pub from: Option<Date>,
    /// The states whose law it rests on, besides federal law.
    #[serde(default)]
    pub states: Vec<String>,
    /// Cedar policies that permit exactly these requests.
    pub requests: String,
    /// Ids of the rules it rests on. Without those of one line together it is false; without all others it is still true.
    pub rests_on: Vec<Vec<String>>,
}

/// No rule fails.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoErrors {
    /// Condition of a rule that would break it, by which the proof itself is tried.
    pub broken_by: String,
}

/// Forbidding more never opens anything.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlyStricter {
    /// The rule that stands for any that a practice may add: `context.added` is anything at all.
    pub any_rule: String,
    /// A rule that would break it, by which the proof itself is tried.
    pub broken_by: String,
}

/// Evidence, item by item.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monotone {
    /// The items.
    pub items: Vec<Raise>,
    /// A rule that would break it, by which the proof itself is tried.
    pub broken_by: String,
}

/// One item of evidence and its order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    /// Where the rules read it, in Cedar.
    pub at: String,
    /// Its values in Cedar, worst first; `context.worse...` stands for any value that `given` allows.
    pub order: Vec<String>,
    /// What holds of the request, in Cedar, where the order makes sense only then.
    pub given: Option<String>,
}

/// A statement that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {why}")]
pub struct StatementError {
    name: String,
    why: String,
}

impl Statement {
    /// The statements that are part of the program, in order of their names.
    ///
    /// # Errors
    /// When one cannot be read; a test keeps that from shipping.
    pub fn shipped() -> Result<Vec<Statement>, StatementError> {
        let read = |(name, text): &(&str, &str)| Statement::read(name, text);
        STATEMENTS.iter().map(read).collect()
    }

    /// Reads the statement in the file `name`.
    ///
    /// # Errors
    /// When it is not in the form that is described here.
    pub fn read(name: &str, text: &str) -> Result<Statement, StatementError> {
        let read = toml::from_str(text).map_err(|fault| StatementError {
            name: name.to_owned(),
            why: fault.to_string(),
        });
        read.map(|statement| Statement {
            name: name.to_owned(),
            ..statement
        })
    }
}
