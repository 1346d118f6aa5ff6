//! A party: somebody who may see what the practice sends.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::Record;
use crate::document::Document;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;

/// What a party is to the practice (45 CFR 160.103).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Receives patient information for the practice: needs an agreement with it.
    BusinessAssociate,
    /// Another company, such as one that never receives patient information.
    Other,
    /// Machines that the practice owns and runs itself.
    PracticeOwned,
    /// Works for a business associate, which must have the agreement with it.
    Subcontractor,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its name.
    pub name: Word,
    /// What it is to the practice.
    pub role: Role,
    /// Whose subcontractor it is.
    pub works_for: Option<Id>,
    /// Whom to reach there.
    pub contact: Option<Word>,
    /// The signed decision that nobody outside receives patient information here.
    pub determination: Option<Determination>,
    /// The last day on which the practice worked with it.
    pub ended_on: Option<Date>,
    /// What else there is to say.
    pub note: Option<Note>,
}

/// A signed decision that a party is no business associate, because nobody outside the practice can reach the
/// information (45 CFR 160.103; never a default).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Determination {
    /// Who decided.
    pub by: Word,
    /// When.
    pub on: Date,
    /// The signed paper.
    pub document: Option<Document>,
}

impl Party {
    /// A party of which no more is known.
    #[must_use]
    pub fn new(name: Word, role: Role) -> Party {
        Party {
            name,
            role,
            works_for: None,
            contact: None,
            determination: None,
            ended_on: None,
            note: None,
        }
    }

    /// Whether the practice still works with it.
    #[must_use]
    pub fn is_in_use(&self, today: Date) -> bool {
        self.ended_on.is_none_or(|last| today <= last)
    }
}

impl Record for Party {
    const SUBJECT: &'static str = "vendor";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        if (self.role == Role::Subcontractor) != self.works_for.is_some() {
            return Err(OfficeError::Refused(
                "a subcontractor, and only a subcontractor, works for another party; say for which one",
            ));
        }
        let Some(determination) = &self.determination else {
            return Ok(());
        };
        if self.role != Role::PracticeOwned {
            return Err(OfficeError::Refused(
                "only machines that the practice owns and runs can be said to be no business associate",
            ));
        }
        if determination.on > today {
            return Err(OfficeError::Refused(
                "a decision cannot be signed in the future",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn party(role: Role) -> Party {
        Party::new(Word::lossy("Acme"), role)
    }

    #[test]
    fn roles_have_their_rules() {
        let today = date(2026, 11, 26);
        let signed = |on| {
            Some(Determination {
                by: Word::lossy("Dana Whitfield"),
                on,
                document: None,
            })
        };
        let ba = || Some("mistral".parse().unwrap());
        for (party, fine) in [
            (party(Role::BusinessAssociate), true),
            (party(Role::Subcontractor), false),
            (
                Party {
                    works_for: ba(),
                    ..party(Role::Subcontractor)
                },
                true,
            ),
            (
                Party {
                    works_for: ba(),
                    ..party(Role::Other)
                },
                false,
            ),
            (
                Party {
                    determination: signed(today),
                    ..party(Role::PracticeOwned)
                },
                true,
            ),
            (
                Party {
                    determination: signed(today),
                    ..party(Role::BusinessAssociate)
                },
                false,
            ),
            (
                Party {
                    determination: signed(date(2026, 11, 27)),
                    ..party(Role::PracticeOwned)
                },
                false,
            ),
        ] {
            assert_eq!(party.check(today).is_ok(), fine, "{party:?}");
        }
    }

    #[test]
    fn a_party_is_in_use_through_its_last_day() {
        let party = Party {
            ended_on: Some(date(2026, 11, 26)),
            ..party(Role::Other)
        };
        assert!(party.is_in_use(date(2026, 11, 26)));
        assert!(!party.is_in_use(date(2026, 11, 27)));
    }
}
