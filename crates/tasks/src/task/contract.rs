//! What an answer must hold: its sections, in order.

use serde::{Deserialize, Serialize};

/// The sections of an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Sections in their order.
    #[serde(rename = "section")]
    pub sections: Vec<Spot>,
}

/// A section of an answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// Its heading, exactly.
    pub heading: String,
    /// What stands there, as the model is told.
    pub holds: String,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
    /// Whether every line of it carries a quote from the source fields, or says "Not stated".
    #[serde(default)]
    pub quoted: bool,
    /// Most words; none for no limit of its own.
    pub max_words: Option<usize>,
    /// Most characters; none for no limit of its own.
    pub max_chars: Option<usize>,
}
