//! E-mail addresses, as far as two can be told to be the same.

use serde::{Deserialize, Serialize};

/// Longest address (RFC 5321 section 4.5.3.1.3), in bytes.
const LONGEST: usize = 254;

/// An e-mail address in small letters. Only ASCII is taken: letters that look the same must not pass for each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write an e-mail address such as maya@elmstreet.example")]
pub struct NotAnEmail;

impl Email {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let parts = text.split_once('@').ok_or(NotAnEmail)?;
        let is_good = text.len() <= LONGEST
            && !parts.0.is_empty()
            && !parts.1.is_empty()
            && !parts.1.contains('@')
            && text.chars().all(|c| c.is_ascii_graphic());
        is_good
            .then(|| Email(text.to_ascii_lowercase()))
            .ok_or(NotAnEmail)
    }
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;

    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_is_the_same_in_capitals() {
        let maya: Email = "maya@elm.example".parse().unwrap();
        assert_eq!("Maya@ELM.example".parse(), Ok(maya));
        let long = format!("{}@elm.example", "a".repeat(LONGEST));
        for bad in [
            "",
            "maya",
            "@elm.example",
            "maya@",
            "maya@elm@oak.example",
            "ma ya@elm.example",
            "m\u{430}ya@elm.example",
            "maya@elm.example\n",
            &long,
        ] {
            assert_eq!(bad.parse::<Email>(), Err(NotAnEmail), "{bad}");
        }
    }
}
