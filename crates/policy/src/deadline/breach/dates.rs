//! From which day a clock of the law counts, and to which.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Case;
use crate::deadline::incident::{Hold, Incident};
use crate::deadline::law::{Anchor, Entry, Recipient};

impl Case<'_> {
    /// The end of the day where the practice is: a notice on the day itself is in time.
    pub(super) fn late_from(&self, due: Date) -> Timestamp {
        let practice = self.incident.practice_state.code();
        self.law.zones.end_of_day(practice, due)
    }

    /// The last day in time: the law's limit, or the end of a hold where that is later.
    pub(super) fn due(&self, entry: &Entry) -> Option<Date> {
        let due = entry.limit?.after(self.anchored_on(entry)?);
        Some(self.held_until(entry).map_or(due, |until| until.max(due)))
    }

    pub(super) fn due_without_hold(&self, entry: &Entry) -> Option<Date> {
        let free = Incident {
            hold: None,
            ..self.incident.clone()
        };
        Case {
            incident: &free,
            ..*self
        }
        .due(entry)
    }

    pub(super) fn held_until(&self, entry: &Entry) -> Option<Date> {
        let hold = self.incident.hold.filter(|_| entry.may_be_held)?;
        Some(match hold {
            Hold::Oral { stated } => self.law.oral_hold.due(stated),
            Hold::Written { until } => until,
        })
    }

    pub(super) fn anchored_on(&self, entry: &Entry) -> Option<Date> {
        match entry.anchor {
            Anchor::Awareness | Anchor::Discovery => Some(self.start),
            Anchor::BusinessAssociate => self.incident.business_associate.map(|ba| ba.discovered),
            Anchor::Determination => Some(self.incident.determination()),
            Anchor::EndOfYear => Some(self.start.last_of_year()),
            Anchor::Notice => entry
                .after
                .iter()
                .find_map(|id| self.given(self.applying(id)?)),
        }
    }

    /// How the date comes about, in words, with the number of people that it supposes.
    pub(super) fn basis(&self, entry: &Entry) -> String {
        let days = self.counted_days(entry);
        match self.supposed(entry) {
            Some(supposed) => format!("{days}, {supposed}"),
            None => days,
        }
    }

    fn counted_days(&self, entry: &Entry) -> String {
        let from = match entry.anchor {
            Anchor::Awareness => "the day it was known",
            Anchor::BusinessAssociate => "the business associate's discovery",
            Anchor::Determination if self.incident.determined.is_none() => {
                "discovery, while nothing is determined"
            }
            Anchor::Determination => "determination",
            Anchor::Discovery => "discovery",
            Anchor::EndOfYear => "the end of the year of discovery",
            Anchor::Notice => "the notice before it",
        };
        match (entry.limit, self.anchored_on(entry)) {
            (Some(limit), Some(day)) => format!("{} from {from} ({day})", limit.words()),
            (Some(limit), None) => format!("{} from {from}", limit.words()),
            (None, _) => "no number of days".into(),
        }
    }

    /// The entry with this id, where it speaks about the incident.
    fn applying(&self, id: &str) -> Option<&Entry> {
        self.entries()
            .find(|entry| entry.id == id && self.outside(entry).is_none())
    }

    /// The day on which a notice was given, or at the latest must be.
    fn given(&self, entry: &Entry) -> Option<Date> {
        self.given_on(entry).or_else(|| self.due(entry))
    }

    /// The day on which the notice was given, which stops its clock.
    pub(super) fn given_on(&self, entry: &Entry) -> Option<Date> {
        match entry.recipient {
            Recipient::BaToPractice => self
                .incident
                .business_associate
                .and_then(|ba| ba.told_practice),
            Recipient::Hhs => self.incident.hhs_told,
            Recipient::Individuals => self.incident.individuals_told,
            _ => None,
        }
    }
}
