//! The practice's size, and how patients reach it.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;

/// How many people work at the practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Size {
    /// One to five.
    #[default]
    #[serde(rename = "1-5")]
    Small,
    /// Six to twenty.
    #[serde(rename = "6-20")]
    Middle,
    /// More.
    #[serde(rename = "21+")]
    Large,
}

/// What a practice says of itself beside its name and state; one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// How many work there.
    pub size: Size,
    /// The phone number for patients.
    pub phone: Option<Word>,
}

impl Size {
    /// Every size, the smallest first.
    pub const ALL: [Size; 3] = [Size::Small, Size::Middle, Size::Large];

    /// As it is written.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Size::Small => "1-5",
            Size::Middle => "6-20",
            Size::Large => "21+",
        }
    }

    /// The size that is written so.
    #[must_use]
    pub fn named(code: &str) -> Option<Size> {
        Size::ALL.into_iter().find(|size| size.code() == code)
    }
}

impl Profile {
    /// The id of its record: there is one.
    ///
    /// # Errors
    /// None that can happen: the name is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok("practice".parse()?)
    }
}

impl Record for Profile {
    const SUBJECT: &'static str = "profile";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        let Some(phone) = &self.phone else {
            return Ok(());
        };
        let digits = phone.as_str().chars().filter(char::is_ascii_digit).count();
        match (7..=15).contains(&digits) {
            true => Ok(()),
            false => Err(OfficeError::Refused(
                "write the phone number with its area code, such as 614-555-0100",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_has_a_size_and_perhaps_a_phone_number() {
        for size in Size::ALL {
            assert_eq!(Size::named(size.code()), Some(size));
            let written = serde_json::to_string(&size).unwrap();
            assert_eq!(written, format!("\"{}\"", size.code()));
        }
        assert_eq!(Size::named("7"), None);
        let with = |phone: &str| Profile {
            phone: Some(Word::lossy(phone)),
            ..Profile::default()
        };
        let check = |profile: Profile| profile.check(Date::MIN).is_ok();
        assert!(check(Profile::default()) && check(with("(614) 555-0100")));
        assert!(!check(with("call us")) && !check(with("123456")));
    }
}
