//! Somebody who works at the practice.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::error::OfficeError;

/// A member of the workforce: staff, trainees and volunteers under the practice's control (45 CFR 160.103).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their name.
    pub name: Word,
    /// What they do, such as `front desk`.
    pub role: Word,
    /// First day at work.
    pub started_on: Date,
    /// Day on which they took another role; none while they have their first.
    pub role_since: Option<Date>,
    /// Last day at work.
    pub left_on: Option<Date>,
}

impl Person {
    /// Whether they work here on this day, or will.
    #[must_use]
    pub fn works_here(&self, today: Date) -> bool {
        self.left_on.is_none_or(|last| today <= last)
    }
}

impl Record for Person {
    const SUBJECT: &'static str = "person";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        let early = |day: Option<Date>| day.is_some_and(|day| day < self.started_on);
        match early(self.role_since) || early(self.left_on) {
            true => Err(OfficeError::Refused(
                "nobody changes their role or leaves before their first day",
            )),
            false => Ok(()),
        }
    }
}
