//! What a business associate agreement must say: dated data in `crates/policy/law/agreement.toml`, an entry an element.

use anteroom_policy::law::AGREEMENT;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::OfficeError;

/// Who asks for an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The law, where it applies.
    Conditional,
    /// The law.
    Must,
    /// Good sense: the practice should ask for it.
    Product,
}

/// What the reader of an agreement found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is not there.
    No,
    /// It does not apply to this agreement.
    NotApplicable,
    /// It cannot be told from the text.
    Unclear,
    /// It is there.
    Yes,
}

/// One element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    /// Its id, such as `BAA-05`.
    pub id: String,
    /// Who asks for it.
    pub level: Level,
    /// What it says, in plain words.
    pub says: String,
    /// The law; none where only good sense asks.
    pub citation: Option<String>,
    /// Whether nobody compared the entry with the law yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub to_check: bool,
}

/// All elements.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elements {
    /// Where the law was read.
    pub source: String,
    /// When somebody last compared the list with it.
    pub last_checked: Date,
    /// The elements.
    #[serde(rename = "element")]
    pub all: Vec<Element>,
}

impl Element {
    /// Whether an agreement with this answer is whole in this point. No answer is no.
    #[must_use]
    pub fn is_met(&self, answer: Option<Answer>) -> bool {
        match self.level {
            Level::Must | Level::Product => answer == Some(Answer::Yes),
            Level::Conditional => matches!(answer, Some(Answer::Yes | Answer::NotApplicable)),
        }
    }

    /// Whether the law asks for it.
    #[must_use]
    pub fn is_law(&self) -> bool {
        self.level != Level::Product
    }
}

impl Elements {
    /// The list that is part of the program.
    ///
    /// # Errors
    /// When the file is not well formed; the shipped one is tested.
    pub fn shipped() -> Result<Elements, OfficeError> {
        toml::from_str(AGREEMENT).map_err(|_| OfficeError::Unreadable("agreement element"))
    }

    /// The element of this id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&Element> {
        self.all.iter().find(|element| element.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_there_once_and_the_law_is_cited() {
        let elements = Elements::shipped().unwrap();
        assert_eq!(elements.all.len(), 22);
        for element in &elements.all {
            assert_eq!(elements.named(&element.id), Some(element), "twice");
            let cited = element
                .citation
                .as_deref()
                .is_some_and(|law| law.starts_with("45 CFR 164."));
            assert!(cited || !element.is_law(), "{}", element.id);
        }
        let law = elements
            .all
            .iter()
            .filter(|element| element.is_law())
            .count();
        assert_eq!(law, 16);
    }

    #[test]
    fn only_yes_meets_what_must_be_there() {
        let elements = Elements::shipped().unwrap();
        let met = |id: &str, answer| elements.named(id).unwrap().is_met(answer);
        for (answer, must, conditional) in [
            (None, false, false),
            (Some(Answer::No), false, false),
            (Some(Answer::Unclear), false, false),
            (Some(Answer::NotApplicable), false, true),
            (Some(Answer::Yes), true, true),
        ] {
            assert_eq!(met("BAA-05", answer), must);
            assert_eq!(met("BAA-15", answer), conditional);
        }
    }
}
