//! Filled forms: with a good answer, and such as must be refused. Everybody in them is invented.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A filled form with an answer that passes every check.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// What somebody typed.
    pub fields: BTreeMap<String, String>,
    /// A good answer, as a model would write it. For a task without a model, what the program makes.
    pub golden: String,
}

/// A filled form that is refused before anything leaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// What it shows.
    pub title: String,
    /// What somebody typed.
    pub fields: BTreeMap<String, String>,
    /// Code of the error it must end in.
    pub because: String,
}
