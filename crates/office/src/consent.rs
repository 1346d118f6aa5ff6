//! A patient's consent to the use of records of a drug or alcohol program (42 CFR 2.31), as somebody checked it.
//!
//! It is kept under a reference that names nobody; whose it is stands in the practice's own record. It covers the uses and
//! the recipient that somebody read in it, and no others.

use anteroom_audit::Word;
use anteroom_policy::UseCase;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::desk::{Kept, Record};
use crate::error::OfficeError;
use crate::shelf::Shelf;

/// What a named person found in a signed consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part2Consent {
    /// The uses that it covers.
    pub use_cases: Vec<UseCase>,
    /// The connection whose recipient it covers.
    pub connection: Word,
    /// The day on which the patient signed it.
    pub signed_on: Date,
    /// Its last day.
    pub until: Date,
    /// Who checked that these uses and this recipient fall under it.
    pub checked_by: Word,
    /// When.
    pub checked_on: Date,
    /// Day from which it no longer counts: the patient took it back.
    pub withdrawn_on: Option<Date>,
}

impl Part2Consent {
    /// Whether it counts on this day.
    #[must_use]
    pub fn is_running(&self, today: Date) -> bool {
        self.signed_on <= today
            && today <= self.until
            && self.withdrawn_on.is_none_or(|day| today < day)
    }

    /// Whether it covers this use through this connection.
    #[must_use]
    pub fn covers(&self, use_case: UseCase, connection: &Word) -> bool {
        self.use_cases.contains(&use_case) && self.connection == *connection
    }
}

impl Record for Part2Consent {
    const SUBJECT: &'static str = "part2_consent";

    fn check(&self, today: Date) -> Result<(), OfficeError> {
        if self.use_cases.is_empty() {
            return Err(OfficeError::Refused("name the uses that it covers"));
        }
        if self.checked_by.as_str().trim().is_empty() {
            return Err(OfficeError::Refused("say who checked it"));
        }
        if self.signed_on > self.checked_on || self.checked_on > today {
            return Err(OfficeError::Refused(
                "it is checked after it was signed, and not in the future",
            ));
        }
        match self.until < self.signed_on {
            true => Err(OfficeError::Refused("it cannot end before it was signed")),
            false => Ok(()),
        }
    }
}

/// The consents that count on one day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consents(Vec<Kept<Part2Consent>>);

impl Consents {
    /// Those on file.
    pub(crate) fn of(shelf: &Shelf) -> Result<Consents, OfficeError> {
        let mut all = shelf.all::<Part2Consent>()?;
        all.retain(|kept| kept.record.is_running(shelf.today()));
        Ok(Consents(all))
    }

    /// Whether the consent under this reference covers this use through this connection.
    pub(crate) fn cover(&self, reference: &str, use_case: UseCase, connection: &Word) -> bool {
        let named = |kept: &&Kept<Part2Consent>| kept.id.as_str() == reference;
        let mut own = self.0.iter().filter(named);
        own.any(|kept| kept.record.covers(use_case, connection))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn consent() -> Part2Consent {
        Part2Consent {
            use_cases: vec![UseCase::named("chart_summary").unwrap()],
            connection: Word::lossy("main"),
            signed_on: date(2026, 3, 1),
            until: date(2027, 2, 28),
            checked_by: Word::lossy("Dana Whitfield"),
            checked_on: date(2026, 3, 2),
            withdrawn_on: None,
        }
    }

    #[test]
    fn it_counts_from_its_first_day_to_its_last_or_until_it_is_taken_back() {
        let mut it = consent();
        for (day, counts) in [
            (date(2026, 2, 28), false),
            (date(2026, 3, 1), true),
            (date(2027, 2, 28), true),
            (date(2027, 3, 1), false),
        ] {
            assert_eq!(it.is_running(day), counts, "{day}");
        }
        it.withdrawn_on = Some(date(2026, 6, 1));
        assert!(it.is_running(date(2026, 5, 31)) && !it.is_running(date(2026, 6, 1)));
    }

    #[test]
    fn it_covers_what_was_read_in_it() {
        let (it, main) = (consent(), Word::lossy("main"));
        let summary = UseCase::named("chart_summary").unwrap();
        let letter = UseCase::named("referral_letter").unwrap();
        assert!(it.covers(summary, &main));
        assert!(!it.covers(letter, &main) && !it.covers(summary, &Word::lossy("other")));
    }

    /// Something that makes a record wrong.
    type Flaw = fn(&mut Part2Consent);

    #[test]
    fn half_a_record_is_refused() {
        let today = date(2026, 11, 23);
        assert!(consent().check(today).is_ok());
        let flaws: [Flaw; 5] = [
            |it| it.use_cases.clear(),
            |it| it.checked_by = Word::lossy(" "),
            |it| it.checked_on = date(2026, 2, 1),
            |it| it.checked_on = date(2026, 12, 1),
            |it| it.until = date(2026, 2, 1),
        ];
        for flaw in flaws {
            let mut it = consent();
            flaw(&mut it);
            assert!(it.check(today).is_err(), "{it:?}");
        }
    }
}
