//! The ids of records: short, plain, and fit for the log.

use std::fmt;
use std::str::FromStr;

use anteroom_audit::Word;
use serde::{Deserialize, Serialize};

/// The longest id, in bytes.
const LONGEST: usize = 64;

/// A record's id, such as `mistral` or `mistral.1`: lower-case letters, digits, `-` and `.`.
///
/// It stands in the audit log, so it can hold no sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

/// The text is not an [`Id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a short id of lower-case letters, digits and `-`, such as `mistral`")]
pub struct NotAnId;

impl Id {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A short id of a name: its small letters and digits, joined by hyphens.
    #[must_use]
    pub fn of_name(name: &str) -> Id {
        let words = name.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        Id(match words.is_empty() {
            true => "vendor".to_owned(),
            false => words.join("-").chars().take(40).collect(),
        })
    }

    /// The id of the `number`th thing of this one, such as the second agreement of a vendor.
    ///
    /// # Errors
    /// When it would be too long.
    pub fn numbered(&self, number: usize) -> Result<Id, NotAnId> {
        format!("{self}.{number}").parse()
    }

    /// The id as the log writes it.
    pub(crate) fn word(&self) -> Word {
        Word::lossy(&self.0)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Id, NotAnId> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let inside = text
            .bytes()
            .all(|byte| plain(byte) || b"-.".contains(&byte));
        let begins = text.bytes().next().is_some_and(plain);
        let fits = inside && begins && text.len() <= LONGEST;
        fits.then(|| Id(text.to_owned())).ok_or(NotAnId)
    }
}

impl TryFrom<String> for Id {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Id, NotAnId> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_no_sentence() {
        for good in [
            "mistral",
            "m",
            "aws-bedrock",
            "mistral.12",
            "2026-1",
            &"a".repeat(64),
        ] {
            assert_eq!(good.parse::<Id>().unwrap().as_str(), good);
        }
        let long = "a".repeat(65);
        for bad in [
            "",
            "Mistral",
            "dana reyes",
            "-a",
            ".a",
            "a_b",
            "a/b",
            "ä",
            "a\n",
            &long,
        ] {
            assert_eq!(bad.parse::<Id>(), Err(NotAnId), "{bad}");
        }
        for (name, id) in [
            ("Mistral AI", "mistral-ai"),
            ("A&B Hosting, Inc.", "a-b-hosting-inc"),
            ("Ωmega", "mega"),
            ("Ω", "vendor"),
        ] {
            assert_eq!(Id::of_name(name).as_str(), id);
        }
        for name in ["x".repeat(200), "Ω".to_owned(), "a ".repeat(90)] {
            let id = Id::of_name(&name);
            assert_eq!(id.as_str().parse(), Ok(id.clone()), "{name}");
        }
        assert!(serde_json::from_str::<Id>("\"Dana Reyes\"").is_err());
        let id: Id = "mistral".parse().unwrap();
        assert_eq!(id.numbered(2).unwrap().as_str(), "mistral.2");
    }
}
