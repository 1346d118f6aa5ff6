//! Incidents as they stand: every clock of the law beside the notices that were given.

use anteroom_audit::Word;
use anteroom_policy::deadline::{BreachLaw, Clock, Clocks, Jurisdiction, Recipient};
use jiff::civil::Date;
use serde::Serialize;

use super::case::{Case, Closing};
use super::notice::met_on;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;
use crate::shelf::Shelf;

/// All incidents on file.
pub struct Cases {
    all: Vec<Kept<Case>>,
    law: BreachLaw,
    state: Jurisdiction,
}

/// One incident as it stands.
#[derive(Serialize)]
pub struct CaseView<'c> {
    /// Its id.
    pub id: &'c Id,
    /// What is on file.
    pub case: &'c Case,
    /// Whether it stops all sending now.
    pub holds_sending: bool,
    /// Every clock, those that notices stopped too.
    pub clocks: Clocks,
}

impl Cases {
    /// Reads everything.
    ///
    /// # Errors
    /// When a record, the practice or the law cannot be read.
    pub async fn read(desk: &Desk) -> Result<Cases, OfficeError> {
        Cases::of(&desk.shelf().await?)
    }

    /// What is on file there.
    ///
    /// # Errors
    /// As [`Cases::read`].
    pub fn of(shelf: &Shelf) -> Result<Cases, OfficeError> {
        Ok(Cases {
            all: shelf.all()?,
            law: BreachLaw::shipped()?,
            state: shelf.state().unwrap_or(Jurisdiction::US),
        })
    }

    /// Every incident, by id.
    ///
    /// # Errors
    /// When the dates of one contradict each other.
    pub fn views(&self) -> Result<Vec<CaseView<'_>>, OfficeError> {
        self.all.iter().map(|kept| self.view(kept)).collect()
    }

    /// One incident.
    ///
    /// # Errors
    /// [`OfficeError::Missing`] when there is none of this id.
    pub fn one(&self, id: &Id) -> Result<CaseView<'_>, OfficeError> {
        use crate::desk::Record as _;
        let kept = self.all.iter().find(|kept| kept.id == *id);
        let (subject, id) = (Case::SUBJECT, id.clone());
        self.view(kept.ok_or(OfficeError::Missing { subject, id })?)
    }

    fn view<'c>(&'c self, kept: &'c Kept<Case>) -> Result<CaseView<'c>, OfficeError> {
        use crate::desk::Record as _;
        let case = &kept.record;
        let mut clocks = self.law.clocks(&case.before_the_law(self.state))?;
        for clock in &mut clocks.clocks {
            clock.given_on = clock.given_on.or_else(|| met_on(clock, &case.notices));
        }
        clocks.earliest = open(&clocks).filter_map(|clock| clock.due).min();
        Ok(CaseView {
            id: &kept.id,
            case,
            holds_sending: case.holds(),
            clocks,
        })
    }
}

impl CaseView<'_> {
    /// The clocks that the practice must still stop.
    pub fn open(&self) -> impl Iterator<Item = &Clock> {
        open(&self.clocks)
    }

    /// The incident, closed.
    ///
    /// # Errors
    /// When somebody must still be told, or it is closed already.
    pub fn close(&self, on: Date, by: Word, cause: Note) -> Result<Case, OfficeError> {
        if self.case.closed.is_some() {
            return Err(OfficeError::Refused("it is closed already"));
        }
        if self.case.affected.is_empty() {
            return Err(OfficeError::Refused(
                "say how many people are affected, even if nobody is (anteroom incident change)",
            ));
        }
        if self.open().next().is_some() {
            return Err(OfficeError::Refused(
                "somebody must still be told, or an exemption confirmed (anteroom incident show)",
            ));
        }
        Ok(Case {
            closed: Some(Closing { on, by, cause }),
            holds_sending: false,
            ..self.case.clone()
        })
    }
}

fn open(clocks: &Clocks) -> impl Iterator<Item = &Clock> {
    let is_ours = |clock: &&Clock| clock.recipient != Recipient::BaToPractice;
    let all = clocks.clocks.iter().filter(is_ours);
    all.filter(|clock| clock.runs() && clock.given_on.is_none())
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Micros;
    use jiff::civil::date;

    use super::*;
    use crate::incident::{How, Kind, Notice};

    /// 800 people in Texas and 600 in Washington.
    fn cases(notices: Vec<Notice>) -> Cases {
        let happened = "It went to the wrong endpoint.".parse().unwrap();
        let mut case = Case::new(Kind::WithoutAgreement, happened, date(2026, 1, 12));
        case.affected = [("TX", 800), ("WA", 600)]
            .map(|(state, count)| (state.parse().unwrap(), count))
            .into();
        case.notices = notices;
        let kept = Kept {
            id: "2026.1".parse().unwrap(),
            revision: 1,
            at: Micros(0),
            by: Word::lossy("dana"),
            record: case,
        };
        Cases {
            all: vec![kept],
            law: BreachLaw::shipped().unwrap(),
            state: "TX".parse().unwrap(),
        }
    }

    fn told(to: Recipient, place: Option<&str>) -> Notice {
        Notice {
            to,
            place: place.map(|state| state.parse().unwrap()),
            on: date(2026, 2, 2),
            how: How::Given,
            note: None,
        }
    }

    fn still_open(notices: Vec<Notice>) -> Vec<String> {
        let cases = cases(notices);
        let views = cases.views().unwrap();
        views[0].open().map(|clock| clock.id.clone()).collect()
    }

    #[test]
    fn a_notice_stops_its_clocks_and_no_others() {
        let all = still_open(Vec::new());
        let people = still_open(vec![told(Recipient::Individuals, None)]);
        assert!(people.len() < all.len());
        assert!(
            people.iter().all(|id| !id.contains("individuals")),
            "{people:?}"
        );
        for (to, place) in [(Recipient::StateAg, "WA"), (Recipient::Media, "WA")] {
            let more = still_open(vec![told(to, Some(place))]);
            let stopped: Vec<_> = all.iter().filter(|id| !more.contains(id)).collect();
            let expected = usize::from(to == Recipient::StateAg);
            assert_eq!(stopped.len(), expected, "{to:?} in {place}: {stopped:?}");
        }
    }

    #[test]
    fn it_closes_once_everybody_was_told() {
        let everybody = vec![
            told(Recipient::Individuals, None),
            told(Recipient::Hhs, None),
            told(Recipient::Media, Some("TX")),
            told(Recipient::Media, Some("WA")),
            told(Recipient::StateAg, Some("TX")),
            told(Recipient::StateAg, Some("WA")),
            told(Recipient::ConsumerReportingAgencies, None),
        ];
        let close = |notices: &[Notice]| {
            let cases = cases(notices.to_vec());
            let cause: Note = "The endpoint was not checked; it is now.".parse().unwrap();
            let views = cases.views().unwrap();
            let closed = views[0].close(date(2026, 3, 1), Word::lossy("Dana"), cause);
            closed.map(|case| case.closed.is_some())
        };
        assert_eq!(still_open(everybody.clone()), [""; 0]);
        assert_eq!(close(&everybody), Ok(true));
        for gone in 0..6 {
            let mut rest = everybody.clone();
            rest.remove(gone);
            assert!(close(&rest).is_err(), "{gone}");
        }
    }

    #[test]
    fn an_exemption_is_confirmed_only_where_the_law_knows_one() {
        let exempt = |to, place| Notice {
            how: How::NotNeeded,
            note: Some("Counsel confirmed it.".parse().unwrap()),
            ..told(to, Some(place))
        };
        let all = still_open(Vec::new());
        let federal = still_open(vec![exempt(Recipient::Hhs, "US")]);
        assert_eq!(federal, all, "federal law knows no such exemption");
        let washington = still_open(vec![exempt(Recipient::Individuals, "WA")]);
        assert_eq!(washington.len() + 1, all.len(), "{all:?}");
        assert!(exempt(Recipient::Hhs, "US").check().is_ok());
        assert!(
            Notice {
                note: None,
                ..exempt(Recipient::Hhs, "US")
            }
            .check()
            .is_err()
        );
        assert!(told(Recipient::StateAg, None).check().is_err());
    }
}
