//! What the practice is: the facts about itself that no other record holds. Rules turn on most of them.

mod size;

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_policy::deadline::Jurisdiction;
use anteroom_policy::{LocalTime, PracticeKind, Region};
use anteroom_store::Store;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use self::size::Size;
use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;
use crate::shelf::Shelf;

/// What the practice said of itself; one record, of which each change is a revision. What is left out was never said, and
/// is read the strict way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// What kind of practice it is.
    pub kind: Option<PracticeKind>,
    /// Whether it takes part in Medicaid.
    pub medicaid: Option<bool>,
    /// Places outside the United States where its Medicaid contracts let data be handled, in writing.
    pub medicaid_regions: BTreeSet<Region>,
    /// Postal codes of further states where it has sites, holds licenses or sees patients from afar.
    pub states: BTreeSet<String>,
    /// How many work there.
    pub size: Option<Size>,
    /// The phone number for patients.
    pub phone: Option<Word>,
    /// What else is nobody's and may stand in any text, such as a vendor's phone number. The compliance officer allowed each.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub details: BTreeSet<Word>,
    /// The time zone that pages show, by its name in the IANA database, where it is not that of most people of the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Word>,
}

impl Profile {
    /// The id of its record: there is one.
    ///
    /// # Errors
    /// None that can happen: the name is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok("practice".parse()?)
    }

    /// What was said so far.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of(shelf: &Shelf) -> Result<Profile, OfficeError> {
        let newest = shelf.all::<Profile>()?.pop();
        Ok(newest.map(|kept| kept.record).unwrap_or_default())
    }

    /// What was said so far, from the store.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub async fn on_file(store: &Store) -> Result<Profile, OfficeError> {
        // Nothing in it depends on the day.
        Profile::of(&Shelf::new(store.snapshot().await?, Date::MIN))
    }

    /// What kind of practice the rules are told of.
    #[must_use]
    pub fn kind(&self) -> PracticeKind {
        self.kind.unwrap_or(PracticeKind::Unknown)
    }

    /// What is everybody's to know: the practice's phone number for patients, with and without the country's own number
    /// before it, and what the compliance officer allowed. A phone number without area code is none: it could be somebody's.
    #[must_use]
    pub fn public_details(&self) -> Vec<String> {
        let phone = self.phone.as_ref().map_or("", Word::as_str);
        let number = phone.split(char::is_alphabetic).next().unwrap_or_default();
        let details = self.details.iter().map(Word::as_str).flat_map(spellings);
        numbers(number).into_iter().chain(details).collect()
    }

    /// Whether the phone number for patients is told from those of patients: it has its area code.
    #[must_use]
    pub fn spares_phone(&self) -> bool {
        let phone = self.phone.clone();
        let alone = Profile {
            phone,
            ..Profile::default()
        };
        !alone.public_details().is_empty()
    }

    /// What it said, a line for each fact, and what a missing one means.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("Kind: {}", self.kind_in_words()),
            format!("Medicaid: {}", self.medicaid_in_words()),
            match self.states.is_empty() {
                true => "Further states: none".to_owned(),
                false => format!("Further states: {}", listed(&self.states)),
            },
            format!("Phone for patients: {}", self.phone_in_words()),
            format!("Time zone on pages: {}", self.zone_in_words()),
        ];
        if !self.details.is_empty() {
            let count = self.details.len();
            lines.push(format!("Other details that are never marked: {count}"));
        }
        lines
    }

    fn phone_in_words(&self) -> String {
        match (&self.phone, self.spares_phone()) {
            (None, _) => "not said".to_owned(),
            (Some(phone), true) => format!("{phone}; never marked as a patient's"),
            (Some(phone), false) => {
                format!("{phone}; without its area code it may be marked as a patient's")
            }
        }
    }

    fn zone_in_words(&self) -> &str {
        let said = self.zone.as_ref().map(Word::as_str);
        said.unwrap_or("not said; that of most people of the state")
    }

    fn kind_in_words(&self) -> &'static str {
        match self.kind() {
            PracticeKind::General => "general medicine",
            PracticeKind::MentalHealth => "mental health",
            PracticeKind::SudProgram => "substance use program (42 CFR Part 2)",
            PracticeKind::Unknown => "not said; rules for mental health count too",
        }
    }

    fn medicaid_in_words(&self) -> String {
        match (self.medicaid, self.medicaid_regions.is_empty()) {
            (None, _) => "not said; rules for Medicaid count".to_owned(),
            (Some(false), _) => "no".to_owned(),
            (Some(true), true) => "yes; no contract names a place outside the country".to_owned(),
            (Some(true), false) => {
                let regions = self.medicaid_regions.iter().map(|region| region.code());
                format!("yes; contracts allow: {}", listed(regions))
            }
        }
    }
}

/// Digits of a phone number with its area code.
const NATIONAL: usize = 10;

/// Fewest letters and digits of a detail: what is shorter could be part of anybody's.
pub(crate) const SHORTEST: usize = 7;

/// The ways in which a phone number is told: with and without the country's own number before it.
fn numbers(number: &str) -> Vec<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let national = match digits.strip_prefix('1') {
        Some(national) if digits.len() == NATIONAL + 1 => national,
        _ => &digits,
    };
    match national.len() {
        NATIONAL => vec![national.to_owned(), format!("1{national}")],
        more if more > NATIONAL => vec![national.to_owned()],
        _ => Vec::new(),
    }
}

/// A detail as it stands; a number in the ways in which phone numbers are told.
fn spellings(detail: &str) -> Vec<String> {
    let told = match detail.contains(char::is_alphabetic) {
        true => Vec::new(),
        false => numbers(detail),
    };
    match told.is_empty() {
        true => vec![detail.to_owned()],
        false => told,
    }
}

/// Whether a detail is long enough to be told from others.
fn is_long(detail: &Word) -> bool {
    let signs = detail.as_str().chars().filter(|c| c.is_alphanumeric());
    signs.count() >= SHORTEST
}

fn is_phone(phone: &Word) -> bool {
    let digits = phone.as_str().chars().filter(char::is_ascii_digit).count();
    (7..=15).contains(&digits)
}

fn listed(all: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let all: Vec<String> = all.into_iter().map(|one| one.as_ref().to_owned()).collect();
    all.join(", ")
}

impl Record for Profile {
    const SUBJECT: &'static str = "profile";

    fn check(&self, _today: jiff::civil::Date) -> Result<(), OfficeError> {
        let is_known = |code: &String| Jurisdiction::states().any(|state| state.code() == code);
        if self.kind == Some(PracticeKind::Unknown) {
            return Err(OfficeError::Refused("leave out a kind that is not known"));
        }
        if !self.states.iter().all(is_known) {
            return Err(OfficeError::Refused(
                "a state is written as its two-letter postal code, such as OH",
            ));
        }
        if !self.phone.as_ref().is_none_or(is_phone) {
            return Err(OfficeError::Refused(
                "write the phone number with its area code, such as 614-555-0100",
            ));
        }
        if !self.details.iter().all(is_long) {
            return Err(OfficeError::Refused(
                "a detail needs seven letters or digits at least: what is shorter could be part of anybody's",
            ));
        }
        let zone = self
            .zone
            .as_ref()
            .map(|zone| LocalTime::named(zone.as_str()));
        if zone.is_some_and(|zone| zone.is_err()) {
            return Err(OfficeError::Refused(
                "there is no time zone of this name; write one such as America/New_York, America/Chicago or Pacific/Honolulu",
            ));
        }
        match self.medicaid != Some(true) && !self.medicaid_regions.is_empty() {
            true => Err(OfficeError::Refused(
                "only a practice in Medicaid has contracts that allow a place",
            )),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_phone_for_patients_is_public_with_its_area_code_only() {
        let public = |phone: &str| {
            let phone = Some(Word::lossy(phone));
            let profile = Profile {
                phone,
                ..Profile::default()
            };
            profile.public_details().join(" ")
        };
        for (phone, details) in [
            ("614-555-0100", "6145550100 16145550100"),
            ("+1 (614) 555-0100", "6145550100 16145550100"),
            ("614.555.0100 ext. 12", "6145550100 16145550100"),
            ("+44 20 7946 0958", "442079460958"),
            ("555-0100", ""),
        ] {
            assert_eq!(public(phone), details, "{phone}");
        }
        assert!(Profile::default().public_details().is_empty());
    }

    #[test]
    fn an_allowed_detail_is_public_and_a_short_one_is_none() {
        let with = |detail: &str| Profile {
            details: [Word::lossy(detail)].into(),
            ..Profile::default()
        };
        for (detail, public) in [
            ("(614) 555-0199", "6145550199 16145550199"),
            ("billing@vendor.example", "billing@vendor.example"),
            ("9 Maple Court, Belpre", "9 Maple Court, Belpre"),
            ("4471-0093", "4471-0093"),
        ] {
            let profile = with(detail);
            assert_eq!(profile.public_details().join(" "), public);
            assert!(profile.check(date(2026, 11, 26)).is_ok(), "{detail}");
            assert!(!profile.lines().join(" ").contains(detail), "{detail}");
        }
        assert!(with("44-71 00").check(date(2026, 11, 26)).is_err());
    }

    use jiff::civil::date;

    use super::*;

    fn fault(change: impl FnOnce(&mut Profile)) -> Option<String> {
        let mut profile = Profile::default();
        change(&mut profile);
        let checked = profile.check(date(2026, 11, 26));
        checked.err().map(|error| error.to_string())
    }

    #[test]
    fn only_what_can_be_is_recorded() {
        assert_eq!(fault(|_| ()), None);
        let far = |it: &mut Profile| it.states = ["FL".to_owned(), "PR".to_owned()].into();
        assert_eq!(fault(far), None);
        let all = |it: &mut Profile| it.states = ["US".to_owned()].into();
        assert!(fault(all).is_some_and(|says| says.contains("postal code")));
        assert!(fault(|it| it.states = ["Ohio".to_owned()].into()).is_some());
        assert!(fault(|it| it.kind = Some(PracticeKind::Unknown)).is_some());
        let abroad = |it: &mut Profile| it.medicaid_regions = [Region::Canada].into();
        assert!(fault(abroad).is_some());
        let contract = |it: &mut Profile| {
            it.medicaid = Some(true);
            it.medicaid_regions = [Region::Canada].into();
        };
        assert_eq!(fault(contract), None);
        let phone =
            |phone: &'static str| move |it: &mut Profile| it.phone = Some(Word::lossy(phone));
        assert_eq!(fault(phone("(614) 555-0100")), None);
        let zone = |zone: &'static str| move |it: &mut Profile| it.zone = Some(Word::lossy(zone));
        assert_eq!(fault(zone("America/Boise")), None);
        assert!(fault(zone("Ohio")).is_some_and(|says| says.contains("no time zone")));
        assert!(fault(phone("call us")).is_some() && fault(phone("123456")).is_some());
    }

    #[test]
    fn what_was_not_said_is_told_with_what_follows() {
        let lines = Profile::default().lines().join("\n");
        assert!(lines.contains("mental health count too") && lines.contains("Medicaid count"));
        let said = Profile {
            kind: Some(PracticeKind::General),
            medicaid: Some(true),
            medicaid_regions: [Region::Canada].into(),
            states: ["FL".to_owned(), "TX".to_owned()].into(),
            ..Profile::default()
        };
        let expected = [
            "Kind: general medicine",
            "Medicaid: yes; contracts allow: canada",
            "Further states: FL, TX",
            "Phone for patients: not said",
            "Time zone on pages: not said; that of most people of the state",
        ];
        assert_eq!(said.lines(), expected);
    }
}
