//! What must be learned, and who learned it when.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::person::Person;
use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::id::Id;

/// A course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// What it is called.
    pub title: Word,
    /// Roles that must take it; none named means everybody.
    pub roles: Vec<Word>,
    /// The score from which it is passed, in percent.
    pub pass_percent: u8,
    /// Day on which its content last changed so much that everybody must take it again.
    pub changed_on: Option<Date>,
    /// Day from which nobody needs it any more.
    pub retired_on: Option<Date>,
}

/// Somebody took a course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// Who.
    pub person: Id,
    /// Which course.
    pub course: Id,
    /// When.
    pub on: Date,
    /// The score in percent, where there was a test.
    pub score: Option<u8>,
    /// A certificate or an attendance list.
    pub document: Option<Document>,
    /// The version of the lesson that was taken at the pages; none where somebody put it on file by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
}

impl Course {
    /// Whether this person must have it on this day.
    #[must_use]
    pub fn is_for(&self, person: &Person, today: Date) -> bool {
        let in_use = self.is_in_use(today);
        let mut roles = self.roles.iter();
        let named = roles.any(|role| role.as_str().eq_ignore_ascii_case(person.role.as_str()));
        in_use && (self.roles.is_empty() || named)
    }

    /// Whether anybody must have it on this day.
    #[must_use]
    pub fn is_in_use(&self, today: Date) -> bool {
        self.retired_on.is_none_or(|day| today < day)
    }

    /// Whether a score is enough. Without a test, having been there is.
    #[must_use]
    pub fn is_passed(&self, completion: &Completion) -> bool {
        completion
            .score
            .is_none_or(|score| score >= self.pass_percent)
    }
}

impl Record for Course {
    const SUBJECT: &'static str = "course";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        if self.pass_percent > 100 {
            return Err(OfficeError::Refused(
                "a course is passed at 0 to 100 percent",
            ));
        }
        match self.changed_on.is_some_and(|day| day > today) {
            true => Err(OfficeError::Refused(
                "a change of the course cannot lie in the future",
            )),
            false => Ok(()),
        }
    }
}

impl Record for Completion {
    const SUBJECT: &'static str = "completion";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        if self.on > today {
            return Err(OfficeError::Refused(
                "training cannot be completed in the future",
            ));
        }
        match self.score.is_some_and(|score| score > 100) {
            true => Err(OfficeError::Refused("a score is 0 to 100 percent")),
            false => Ok(()),
        }
    }
}
