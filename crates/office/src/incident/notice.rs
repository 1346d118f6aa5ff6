//! A notice that was given after an incident, or that turned out not to be needed.

use anteroom_policy::deadline::{Clock, Jurisdiction, Recipient};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::OfficeError;
use crate::note::Note;

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Who was told.
    pub to: Recipient,
    /// In which state; none where it was all of them.
    pub place: Option<Jurisdiction>,
    /// When, or when it was decided that it is not needed.
    pub on: Date,
    /// Whether it was given.
    pub how: How,
    /// How it was given, or why it is not needed.
    pub note: Option<Note>,
}

/// What became of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It was given.
    Given,
    /// An exemption of the state was confirmed.
    NotNeeded,
}

impl Notice {
    /// Whether it tells all of these, wherever they are.
    #[must_use]
    pub fn tells_all(&self, recipient: Recipient) -> bool {
        self.to == recipient && self.place.is_none() && self.how == How::Given
    }

    pub(crate) fn check(&self) -> Result<(), OfficeError> {
        let is_office = matches!(self.to, Recipient::StateAg | Recipient::StateHealthDept);
        if self.place.is_none() && (is_office || self.how == How::NotNeeded) {
            return Err(OfficeError::Refused(
                "say in which state (anteroom incident notify --in WA)",
            ));
        }
        match self.how == How::NotNeeded && self.note.is_none() {
            true => Err(OfficeError::Refused("say why the notice is not needed")),
            false => Ok(()),
        }
    }

    fn is_for(&self, recipient: Recipient, place: Jurisdiction) -> bool {
        self.to == recipient && self.place.is_none_or(|own| own == place)
    }

    fn stops(&self, clock: &Clock) -> bool {
        self.how == How::Given || clock.exempt_candidate
    }
}

/// The day on which the notices stopped a clock: where a notice is due in several states, that of the last one.
pub(super) fn met_on(clock: &Clock, notices: &[Notice]) -> Option<Date> {
    let own = [clock.jurisdiction];
    let places = match clock.places.is_empty() {
        true => &own[..],
        false => &clock.places,
    };
    let first = |place: &Jurisdiction| {
        let stopping = notices.iter().filter(|notice| notice.stops(clock));
        let fitting = stopping.filter(|notice| notice.is_for(clock.recipient, *place));
        fitting.map(|notice| notice.on).min()
    };
    let days: Option<Vec<Date>> = places.iter().map(first).collect();
    days?.into_iter().max()
}
