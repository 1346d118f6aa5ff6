//! A field of a form.

use serde::{Deserialize, Serialize};

use super::shape::Shape;

/// A field.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Stable name.
    pub name: String,
    /// Question on screen.
    pub label: String,
    /// What may be entered.
    pub kind: Kind,
    /// What to write here and what not, in plain words.
    pub help: String,
    /// Whether it must be filled in.
    #[serde(default)]
    pub required: bool,
    /// Most characters.
    pub max: usize,
    /// What can be chosen, for a choice; empty otherwise.
    #[serde(default)]
    pub options: Vec<String>,
    /// The option of an unanswered choice.
    pub default: Option<String>,
    /// What a line must hold.
    pub shape: Option<Shape>,
    /// What of the practice fills it, unless something else is written.
    pub own: Option<Own>,
    /// Whether quotes in the answer are looked up in this field.
    #[serde(default)]
    pub source: bool,
    /// An invented example.
    pub example: String,
}

/// What may be entered in a field.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One of the options.
    Choice,
    /// One line.
    Line,
    /// Many lines.
    Text,
}

/// What a practice has on file of itself.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Own {
    /// Its name.
    Name,
    /// Its phone number for patients.
    Phone,
}
