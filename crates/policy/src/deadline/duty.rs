//! Duties with a date that do not come from a breach: what individuals may ask for, new staff, how long records stay.

use jiff::civil::Date;
use serde::Deserialize;

use super::count::Limit;
use super::jurisdiction::Jurisdiction;
use super::law::{Confidence, LawError, read};

/// The file, as errors name it.
const FILE: &str = "duties.toml";
const DUTIES: &str = include_str!("../../law/duties.toml");

/// A duty as the law sets it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Stable id, such as `access`.
    pub id: String,
    /// The state that asks for it; none for federal law.
    pub jurisdiction: Option<Jurisdiction>,
    /// What is to be done, in plain words.
    pub says: String,
    /// What it counts from, in words.
    pub from: String,
    /// How long it gives.
    pub limit: Limit,
    /// By how much it may be extended, once and in writing.
    pub extension: Option<Limit>,
    /// The law.
    pub citation: String,
    /// How sure the entry is.
    pub confidence: Confidence,
    /// Where the law was read.
    pub source: String,
    /// When somebody last compared the entry with its source.
    pub last_checked: Date,
}

impl Duty {
    /// The last day in time, counted from `from`.
    #[must_use]
    pub fn due(&self, from: Date) -> Date {
        self.limit.after(from)
    }

    /// The last day in time once the person was told in writing of the extension, if the law knows one.
    #[must_use]
    pub fn extended(&self, from: Date) -> Option<Date> {
        self.extension.map(|more| more.after(self.due(from)))
    }
}

/// All such duties.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    duty: Vec<Duty>,
}

impl Duties {
    /// Reads the duties that are part of the program.
    ///
    /// # Errors
    /// When the file is not well formed; the shipped one is tested.
    pub fn shipped() -> Result<Duties, LawError> {
        read(FILE, DUTIES)
    }

    /// Every duty that a practice in this state has.
    pub fn of(&self, practice: Jurisdiction) -> impl Iterator<Item = &Duty> {
        let is_its = move |duty: &&Duty| duty.jurisdiction.is_none_or(|state| state == practice);
        self.duty.iter().filter(is_its)
    }

    /// The duty with this id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&Duty> {
        self.duty.iter().find(|duty| duty.id == id)
    }

    /// The duty with this id, without which breach clocks cannot be counted.
    pub(crate) fn needed(&self, id: &str) -> Result<Duty, LawError> {
        self.named(id).cloned().ok_or_else(|| LawError {
            file: FILE,
            fault: format!("no duty `{id}`"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_duty_has_its_dates() {
        let duties = Duties::shipped().unwrap();
        for (id, from, due, extended) in [
            ("access", "2028-02-01", "2028-03-02", Some("2028-04-01")),
            ("amendment", "2026-11-02", "2027-01-01", Some("2027-01-31")),
            ("accounting", "2026-01-12", "2026-03-13", Some("2026-04-12")),
            ("oral_hold", "2026-04-20", "2026-05-20", None),
            ("substitute_notice", "2026-03-01", "2026-05-30", None),
            ("documentation", "2026-05-06", "2032-05-06", None),
            ("tx_new_hire_training", "2026-01-05", "2026-04-05", None),
        ] {
            let duty = duties.named(id).unwrap();
            let from = from.parse().unwrap();
            assert_eq!(duty.due(from).to_string(), due, "{id}");
            let later = duty.extended(from).map(|day| day.to_string());
            assert_eq!(later.as_deref(), extended, "{id}");
        }
        assert_eq!(duties.duty.len(), 7);
    }

    #[test]
    fn a_state_adds_its_own() {
        let duties = Duties::shipped().unwrap();
        let count = |state: &str| duties.of(state.parse().unwrap()).count();
        assert_eq!(count("TX"), count("KS") + 1);
    }
}
