//! What holds patient information, and what could happen to it.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// How likely, or how bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Hardly.
    Low,
    /// Somewhat.
    Medium,
    /// Very.
    High,
}

/// A system, device or place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// What it is called.
    pub name: Word,
    /// Where it is.
    pub place: Word,
    /// Who sees to it.
    pub owner: Word,
    /// Whether it holds or moves patient information.
    pub has_patient_information: bool,
    /// Whether copies of Anteroom's data folder are kept there: a backup.
    #[serde(default)]
    pub keeps_copies: bool,
    /// The connection that leads to it, where it is an AI service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<Word>,
    /// Day from which it is no longer used.
    pub retired_on: Option<Date>,
}

/// Something that could happen to an asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threat {
    /// To what.
    pub asset: Id,
    /// What could happen.
    pub threat: Note,
    /// How likely, with the safeguards that there are.
    pub likelihood: Grade,
    /// How bad for patients and the practice.
    pub impact: Grade,
    /// The safeguards that there are.
    pub safeguards: Note,
    /// Whether it weighs that text is handled in another country.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offshore: bool,
    /// What else will be done.
    pub plan: Option<Plan>,
    /// Day from which it no longer matters, such as when the asset is gone.
    pub settled_on: Option<Date>,
}

/// What will be done about a threat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What.
    pub what: Note,
    /// By whom.
    pub owner: Word,
    /// By when.
    pub due: Date,
}

impl Asset {
    /// Whether it is in use on this day.
    #[must_use]
    pub fn is_in_use(&self, today: Date) -> bool {
        self.retired_on.is_none_or(|day| today < day)
    }
}

impl Threat {
    /// The risk: the matrix of likelihood and impact. Two high, or high with medium, is high; low with anything but high is
    /// low.
    #[must_use]
    pub fn risk(&self) -> Grade {
        match (
            self.likelihood.min(self.impact),
            self.likelihood.max(self.impact),
        ) {
            (Grade::Low, Grade::High) | (Grade::Medium, Grade::Medium) => Grade::Medium,
            (Grade::Low, _) => Grade::Low,
            _ => Grade::High,
        }
    }

    /// Whether it still matters.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        self.settled_on.is_none_or(|day| today < day)
    }
}

impl Record for Asset {
    const SUBJECT: &'static str = "asset";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        Ok(())
    }
}

impl Record for Threat {
    const SUBJECT: &'static str = "threat";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        match self.risk() == Grade::High && self.plan.is_none() && self.settled_on.is_none() {
            true => Err(OfficeError::Refused(
                "a high risk needs a plan: what will be done, by whom and by when (45 CFR 164.308(a)(1)(ii)(B))",
            )),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_matrix_does_not_care_which_is_which_and_high_needs_a_plan() {
        use Grade::{High, Low, Medium};
        for (one, other, risk) in [
            (Low, Low, Low),
            (Low, Medium, Low),
            (Low, High, Medium),
            (Medium, Medium, Medium),
            (Medium, High, High),
            (High, High, High),
        ] {
            for (likelihood, impact) in [(one, other), (other, one)] {
                let mut threat = Threat {
                    asset: "laptop".parse().unwrap(),
                    threat: "It is stolen from a car.".parse().unwrap(),
                    likelihood,
                    impact,
                    safeguards: "A long passphrase.".parse().unwrap(),
                    offshore: false,
                    plan: None,
                    settled_on: None,
                };
                assert_eq!(threat.risk(), risk);
                assert_eq!(threat.check(date(2026, 6, 1)).is_err(), risk == High);
                threat.plan = Some(Plan {
                    what: "Encrypt the disk.".parse().unwrap(),
                    owner: Word::lossy("Ada"),
                    due: date(2026, 7, 1),
                });
                assert!(threat.check(date(2026, 6, 1)).is_ok());
            }
        }
    }
}
