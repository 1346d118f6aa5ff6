//! What is wrong with a form of an incident, and at which of its fields that is said.

use anteroom_office::OfficeError;
use anteroom_policy::deadline::{IncidentError, Undecided};

use super::shown::FACTORS;
use crate::page::{Sent, sentence, split_command};

/// What is wrong with what somebody typed.
pub(super) struct Wrong {
    /// The part of the page in which the form stands.
    pub(super) part: &'static str,
    /// The id of the field.
    pub(super) field: String,
    /// What to do about it.
    pub(super) says: String,
}

/// Why a form did not do what it should.
pub(super) enum Stopped {
    /// A field cannot be as it was typed: which, and what to do about it.
    Typed(String, &'static str),
    /// The record's own rules, or the disk.
    Office(OfficeError),
}

impl Stopped {
    /// A field cannot be as it was typed.
    pub(super) fn at(field: impl Into<String>, says: &'static str) -> Stopped {
        Stopped::Typed(field.into(), says)
    }
}

impl From<OfficeError> for Stopped {
    fn from(failed: OfficeError) -> Stopped {
        Stopped::Office(failed)
    }
}

/// What to say beside the form in this part of the page; what somebody who typed cannot mend is handed back.
pub(super) fn wrong(
    part: &'static str,
    sent: &Sent,
    stopped: Stopped,
) -> Result<Wrong, OfficeError> {
    let (field, says) = match stopped {
        Stopped::Typed(field, says) => (field, says.to_owned()),
        Stopped::Office(failed) => match mendable(&failed) {
            true => (field(part, sent, &failed), failed.to_string()),
            false => return Err(failed),
        },
    };
    let says = sentence(&split_command(&says).0);
    Ok(Wrong { part, field, says })
}

fn mendable(failed: &OfficeError) -> bool {
    use OfficeError::{Incident, Refused, Undecided};
    matches!(failed, Refused(_) | Undecided(_) | Incident(_))
}

/// The field of which a rule of the record speaks.
fn field(part: &'static str, sent: &Sent, failed: &OfficeError) -> String {
    let field = match (part, failed) {
        ("assess", OfficeError::Undecided(Undecided::Factors)) => return open_factor(sent),
        ("assess", OfficeError::Undecided(Undecided::Reason)) => "reason",
        ("assess", _) => "conclusion",
        ("facts", OfficeError::Incident(IncidentError::Country)) => "elsewhere",
        ("facts" | "new", _) => "discovered",
        ("tell", OfficeError::Refused(says)) if says.starts_with("say in which state") => "place",
        ("tell", OfficeError::Refused(says)) if says.starts_with("say why") => "note",
        ("tell", _) => "on",
        ("close", _) => "cause",
        _ => "hold",
    };
    field.to_owned()
}

/// The first factor that has no rating or no reason.
fn open_factor(sent: &Sent) -> String {
    let risk = |name: &str| format!("{name}_risk");
    let mut names = FACTORS.iter().map(|(name, ..)| *name);
    let open = names.find_map(|name| {
        let is_rated = !sent.text(&risk(name)).is_empty();
        let has_reason = !sent.text(&format!("{name}_why")).is_empty();
        match (is_rated, has_reason) {
            (false, _) => Some(risk(name)),
            (true, false) => Some(name.to_owned()),
            (true, true) => None,
        }
    });
    open.unwrap_or_else(|| "conclusion".to_owned())
}
