//! What is wrong with a form of a gate, and at which of its fields that is said.

use anteroom_office::OfficeError;
use anteroom_office::gate::Condition;
use anteroom_policy::plain_days;

use crate::page::{sentence, split_command};

/// What is wrong with what somebody sent.
pub(super) struct Wrong {
    /// The part of the page in which the form stands.
    pub(super) part: &'static str,
    /// What became of it.
    pub(super) title: &'static str,
    /// Each thing that is wrong, and the place on the page that speaks of it.
    pub(super) says: Vec<(&'static str, String)>,
}

/// Why a form did not do what it should.
pub(super) enum Stopped {
    /// Something that whoever sent it can mend.
    Wrong(Wrong),
    /// The records, or the disk.
    Office(OfficeError),
}

impl Wrong {
    /// A field cannot be as it was sent.
    pub(super) fn at(part: &'static str, field: &'static str, says: &str) -> Wrong {
        Wrong {
            part,
            title: "Please look at this again",
            says: vec![(field, says.to_owned())],
        }
    }

    /// A gate was not approved while these conditions do not hold; where they stand on the page.
    pub(super) fn missing(part: &'static str, at: &'static str, open: &[Condition]) -> Wrong {
        let each = open
            .iter()
            .map(|one| (at, sentence(&plain_days(&one.says))));
        Wrong {
            part,
            title: "This gate was not approved. It still needs:",
            says: each.collect(),
        }
    }
}

impl Stopped {
    /// A field cannot be as it was sent.
    pub(super) fn at(part: &'static str, field: &'static str, says: &str) -> Stopped {
        Stopped::Wrong(Wrong::at(part, field, says))
    }

    /// A rule of the records forbids it, which is said at this field; anything else is not this form's to mend.
    pub(super) fn of(part: &'static str, field: &'static str, failed: OfficeError) -> Stopped {
        match failed {
            OfficeError::Refused(why) => Stopped::at(part, field, &sentence(&split_command(why).0)),
            failed => Stopped::Office(failed),
        }
    }
}

impl From<OfficeError> for Stopped {
    fn from(failed: OfficeError) -> Stopped {
        Stopped::Office(failed)
    }
}
