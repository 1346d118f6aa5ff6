//! The record of a sign-off.

use anteroom_audit::Word;
use anteroom_policy::deadline::Limit;
use anteroom_policy::{Role, UseCase};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::gate::GateKind;
use crate::id::Id;
use crate::note::Note;

/// How long a sign-off is good at most. The product's default; the law names no number.
const LASTS: Limit = Limit::Months(12);

/// Somebody signed something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// What.
    pub about: About,
    /// Who.
    pub by: Word,
    /// In which role.
    pub role: Role,
    /// When.
    pub on: Date,
    /// Last day on which it is good.
    pub until: Date,
    /// Day from which it no longer counts.
    pub withdrawn_on: Option<Date>,
    /// The signed paper.
    pub document: Option<Document>,
    /// What else there is to say.
    pub note: Option<Note>,
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum About {
    /// That a gate is what it should be.
    Gate(GateKind),
    /// That a task may use patient information as it was written, through one connection.
    Task {
        /// The task.
        use_case: UseCase,
        /// The connection's name.
        connection: Word,
    },
}

impl About {
    /// The id that its sign-offs are numbered under.
    ///
    /// # Errors
    /// None that can happen: codes are ids but for their `_`.
    pub fn id(&self) -> Result<Id, OfficeError> {
        match self {
            About::Gate(gate) => gate.id(),
            About::Task { use_case, .. } => Ok(use_case.code().replace('_', "-").parse()?),
        }
    }
}

impl SignOff {
    /// A sign-off of today, good until the day given, and for a year at most.
    #[must_use]
    pub fn new(about: About, by: Word, role: Role, today: Date, until: Option<Date>) -> SignOff {
        let longest = LASTS.after(today);
        SignOff {
            about,
            by,
            role,
            on: today,
            until: until.map_or(longest, |until| until.min(longest)),
            withdrawn_on: None,
            document: None,
            note: None,
        }
    }

    /// Whether it counts on this day.
    #[must_use]
    pub fn is_good(&self, today: Date) -> bool {
        let stands = self.withdrawn_on.is_none_or(|day| today < day);
        self.on <= today && today <= self.until && stands
    }
}

impl Record for SignOff {
    const SUBJECT: &'static str = "sign_off";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        let refuse = |says| Err(OfficeError::Refused(says));
        if self.on > today || self.until < self.on {
            return refuse("a sign-off cannot lie in the future, nor end before it begins");
        }
        match &self.about {
            About::Task { use_case, .. } if *use_case == UseCase::UNLISTED => {
                refuse("nobody can sign for a task that the catalogue does not have")
            }
            About::Gate(_) | About::Task { .. } => Ok(()),
        }
    }
}
