//! A task as its file describes it (`catalogue/<id>.toml`).

mod checks;
mod contract;
mod example;
mod field;
mod shape;

use jiff::civil::Date;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use checks::{Checks, Grade};
pub use contract::{Contract, Spot};
pub use example::{Example, Refusal};
pub use field::{Field, Kind, Own};
pub use shape::Shape;

use crate::guard::Guard;

/// A task: a form, a prompt, and what is done with the answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Stable name, which is also the file's.
    pub id: String,
    /// Counts up with every change of what is asked or checked.
    pub version: u32,
    /// What may be typed.
    pub level: Level,
    /// Code in the catalogue of use cases (`crates/policy/use_cases.toml`), which knows the lane and the chart fields needed.
    pub use_case: String,
    /// What it is another use case by, such as the language that was chosen.
    #[serde(default)]
    pub otherwise: Vec<Otherwise>,
    /// Who may use it, unless the practice says otherwise.
    pub roles: Vec<Person>,
    /// Name on screen.
    pub title: String,
    /// What it is for, in plain words.
    pub about: String,
    /// Everyday words for it, by which people look for it; they are not shown.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether a model writes the answer, or only this program.
    #[serde(default)]
    pub manner: Manner,
    /// Who looked at this file last, and when.
    pub reviewed: Reviewed,
    /// The form.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// What the model is asked; none for tasks without a model.
    pub prompt: Option<Frame>,
    /// What an answer must hold.
    pub output: Contract,
    /// A field that may be long enough to be read in parts.
    pub long: Option<Long>,
    /// The task that goes on with its text.
    pub next: Option<Next>,
    /// How an answer is checked.
    #[serde(default)]
    pub check: Checks,
    /// What is refused before anything leaves.
    #[serde(default)]
    pub guards: Vec<Guard>,
    /// What the program adds to an answer.
    #[serde(default, rename = "disclosure")]
    pub disclosures: Vec<Disclosure>,
    /// What a person must do before the answer is used.
    pub human_review: Review,
    /// What keeps people safe here, in plain words.
    pub safeguards: Vec<String>,
    /// Filled forms with a good answer.
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
    /// Filled forms that must be refused.
    #[serde(rename = "refusal")]
    pub refusals: Vec<Refusal>,
}

/// A choice that makes a task another use case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// The choice's field.
    pub field: String,
    /// What was chosen.
    pub option: String,
    /// The code of the use case that it then is.
    pub use_case: String,
}

/// What may be typed into a task, as the practice's levels count.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Level {
    /// No patient information.
    NoPatientInformation = 1,
    /// Patient text whose identifiers are replaced before it leaves.
    Deidentified = 2,
    /// Identity, which stays on this server.
    Identified = 3,
}

impl TryFrom<u8> for Level {
    type Error = &'static str;

    fn try_from(number: u8) -> Result<Level, &'static str> {
        match number {
            1 => Ok(Level::NoPatientInformation),
            2 => Ok(Level::Deidentified),
            3 => Ok(Level::Identified),
            _ => Err("a task's level is 1, 2 or 3"),
        }
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> u8 {
        level as u8
    }
}

/// Roles in a practice.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Person {
    /// Billing and coding.
    Biller,
    /// Licensed clinician.
    Clinician,
    /// Compliance officer.
    Compliance,
    /// Front desk.
    FrontDesk,
    /// Practice manager.
    Manager,
    /// Medical assistant.
    MedicalAssistant,
}

/// How an answer comes about.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// This program fills merge fields; no model is asked.
    Merge,
    /// A model writes.
    #[default]
    Write,
}

/// Who looked at the file last.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// Who.
    pub by: String,
    /// Day.
    pub on: Date,
}

/// The part of the prompt that is this task's own. The rest is the same for all (`prompt.rs`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// What to do. `{name}` is the chosen option of a choice field; free text never becomes part of an instruction.
    pub task: String,
    /// How it shall read, as something that can be measured.
    pub goals: String,
    /// What else must hold.
    #[serde(default)]
    pub rules: Vec<String>,
    /// Sampling temperature, 0 to 1.
    pub temperature: f64,
    /// Whether the model may say what it knows, where the material is a question alone.
    #[serde(default)]
    pub own_knowledge: bool,
}

/// A field that is read in parts when it is long.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Long {
    /// Which field.
    pub field: String,
    /// Most characters of a part.
    pub part_chars: usize,
}

/// A task that goes on with the text of another.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Next {
    /// Its id.
    pub task: String,
    /// Into which of its fields the text goes.
    pub field: String,
    /// What the button says.
    pub says: String,
}

/// A sentence that the program adds; a model never writes it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// Above or below the answer.
    pub place: End,
    /// The words.
    pub text: String,
}

/// An end of a text.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// Below it.
    Bottom,
    /// Above it.
    Top,
}

/// What a person does before the answer is used.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Who: `author` or a role.
    pub by: Reviewer,
    /// What they do, in plain words.
    pub what: String,
}

impl Review {
    /// What is written on a text that somebody else still has to approve; none where its author does.
    #[must_use]
    pub fn mark(&self) -> Option<String> {
        (self.by != Reviewer::Author).then(|| format!("Draft until approved. {}", self.what))
    }
}

/// Who looks at an answer before it is used.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewer {
    /// Whoever asked for it.
    Author,
    /// A certified coder.
    Coder,
    /// A licensed clinician.
    Clinician,
    /// The practice manager.
    Manager,
}

impl Task {
    /// The code of the use case that a form of this task is of, with what was chosen in it.
    #[must_use]
    pub fn use_case_of(&self, fields: &BTreeMap<String, String>) -> &str {
        self.use_case_by(|field| fields.get(field).map(String::as_str))
    }

    /// The same, by what a field holds.
    pub(crate) fn use_case_by<'f>(&self, chosen: impl Fn(&str) -> Option<&'f str>) -> &str {
        let is_chosen = |one: &&Otherwise| chosen(&one.field) == Some(&*one.option);
        let other = self.otherwise.iter().find(is_chosen);
        other.map_or(&self.use_case, |one| &one.use_case)
    }

    /// What somebody else must have done with an answer in another language than English; none where it is to be in English.
    #[must_use]
    pub fn translation_of(&self, fields: &BTreeMap<String, String>) -> Option<&'static str> {
        let field = self.field("language")?;
        let language = fields.get(&field.name).filter(|chosen| !chosen.is_empty());
        let language = language.or(field.default.as_ref())?;
        (language != "English").then_some("A person trained to translate has compared it.")
    }

    /// The names of what the form asks for: as far as they are fields of a chart, the task needs them.
    #[must_use]
    pub fn asks_for(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.name.clone()).collect()
    }

    /// The field with this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
