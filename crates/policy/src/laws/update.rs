//! News of the law, as a file: read whole or not at all.
//!
//! Who may send news, and that it was not changed on the way, is checked by whoever holds the signature; here it is
//! checked that it can be understood to the last field.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::act::{Act, Family};
use crate::rules::Rules;

/// The first words of every file of news.
const FORMAT: &str = "anteroom-laws/1";

/// News of the law. It stands alone: every act that differs from the program's is in it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LawUpdate {
    format: String,
    /// 1 for the first, then greater each time.
    pub version: u64,
    /// The day on which it was written.
    pub issued: Date,
    /// The acts, each whole.
    pub act: Vec<Act>,
}

/// Why news of the law is not taken in. It is all or nothing.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum UpdateError {
    /// An act is not as it must be.
    #[error("act `{id}`: {fault}")]
    Act {
        /// Which one.
        id: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// It is not a file of news, or one of another time.
    #[error("this is not news of the law in the form {FORMAT}")]
    Format,
    /// It has something that this version does not know.
    #[error("it cannot be read by this version: {0}")]
    Unreadable(String),
}

impl LawUpdate {
    /// Reads the text of a file of news. The rules that its acts name must be among these.
    ///
    /// # Errors
    /// When it has an unknown field, an act that is not whole, or one that names an unknown rule.
    pub fn parse(text: &str, rules: &Rules) -> Result<LawUpdate, UpdateError> {
        let update: LawUpdate = toml::from_str(text)
            .map_err(|error| UpdateError::Unreadable(error.message().to_owned()))?;
        if update.format != FORMAT || update.version == 0 {
            return Err(UpdateError::Format);
        }
        let known: BTreeSet<&str> = rules.ids().into_iter().collect();
        let mut seen = BTreeSet::new();
        for act in &update.act {
            let fault =
                fault(act, &known).or((!seen.insert(&act.id)).then_some("it is there twice"));
            if let Some(fault) = fault {
                let id = act.id.clone();
                return Err(UpdateError::Act { id, fault });
            }
        }
        Ok(update)
    }
}

fn fault(act: &Act, rules: &BTreeSet<&str>) -> Option<&'static str> {
    if act.family == Family::BreachClock {
        return Some("the clocks after a breach come with the program only");
    }
    if act.rules.iter().any(|rule| !rules.contains(&**rule)) {
        return Some("it names a rule that this version does not have");
    }
    act.fault()
}
