//! What the owner of a text settled about what was found in it.

use serde::{Deserialize, Serialize};

/// What the owner of a text settled about some words of it, wherever they stand in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The words as they are written.
    pub words: String,
    /// What happens with them.
    pub does: Does,
    /// The code of the kind that they are, where it is not the one that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What happens with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// They were not found, and are replaced as if they had been.
    Hide,
    /// They are no patient information, and leave as they are written. It does nothing to words of a hard kind.
    Keep(NoPatient),
    /// They are replaced, as was found.
    Replace,
}

/// Why words are no patient information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPatient {
    /// A date that says nothing of anybody.
    Date,
    /// A first name alone.
    FirstName,
    /// Something else.
    Other,
    /// A medical word, such as a disease that is named after somebody.
    Term,
    /// A town, a region or a country.
    Town,
}

impl NoPatient {
    /// Every reason.
    pub const ALL: [NoPatient; 5] = [
        NoPatient::Town,
        NoPatient::Date,
        NoPatient::FirstName,
        NoPatient::Term,
        NoPatient::Other,
    ];

    /// Its word in forms and in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NoPatient::Date => "date",
            NoPatient::FirstName => "first_name",
            NoPatient::Other => "other",
            NoPatient::Term => "term",
            NoPatient::Town => "town",
        }
    }

    /// The reason of this word.
    #[must_use]
    pub fn named(code: &str) -> Option<NoPatient> {
        NoPatient::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As people call it.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            NoPatient::Date => "A lone date",
            NoPatient::FirstName => "A first name alone",
            NoPatient::Other => "Something else",
            NoPatient::Term => "A medical word",
            NoPatient::Town => "A town or region",
        }
    }
}
