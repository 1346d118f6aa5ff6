//! How an answer is checked. Sections, quotes and placeholders are always checked; the rest is switched on here.

use serde::{Deserialize, Serialize};

use crate::check::Phrases;

/// The checks of a task.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Checks {
    /// Highest reading grades.
    pub grade: Option<Grade>,
    /// Most words of the whole answer.
    pub max_words: Option<usize>,
    /// Fewest words of the whole answer.
    pub min_words: Option<usize>,
    /// Whether numbers, phones and web addresses that no field holds are pointed out.
    pub numbers: bool,
    /// Whether every placeholder of the fields must come back.
    pub keep_placeholders: bool,
    /// Whether codes are checked as ICD-10-CM.
    pub icd10cm: bool,
    /// Merge fields that an answer may hold, such as `first_name`; none may stand there when empty.
    pub merge_fields: Vec<String>,
    /// Kinds of words that may not stand in an answer.
    pub forbid: Vec<Phrases>,
    /// Fields that hold what the answer must say, one point a line.
    pub points: Vec<String>,
    /// Fields in which words of an urgent symptom raise a notice.
    pub urgent: Vec<String>,
}

/// Highest reading grades of US schools.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// By Flesch-Kincaid.
    pub flesch_kincaid: f64,
    /// By SMOG. It tells who understands all of a text, so it stands about two grades above Flesch-Kincaid.
    pub smog: f64,
}
