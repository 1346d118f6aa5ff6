//! The law of breach notices as dated data: `law/breach/`, one entry a clock.
//!
//! Adding or changing law is editing those files; an entry says whom it concerns, from which day it counts, how long it
//! gives, and where it was read.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::count::Limit;
use super::duty::{Duties, Duty};
use super::jurisdiction::Jurisdiction;
use crate::zone::Zones;

/// Who must be told.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The practice, by its business associate.
    BaToPractice,
    /// Consumer reporting agencies.
    ConsumerReportingAgencies,
    /// The federal Department of Health and Human Services.
    Hhs,
    /// The people affected.
    Individuals,
    /// Prominent media outlets.
    Media,
    /// The state's attorney general, or the office that the state names in that place.
    StateAg,
    /// The state's health department.
    StateHealthDept,
}

impl Recipient {
    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Recipient::BaToPractice => "the practice, by its business associate",
            Recipient::ConsumerReportingAgencies => "consumer reporting agencies",
            Recipient::Hhs => "the federal department of health (HHS)",
            Recipient::Individuals => "the people affected",
            Recipient::Media => "media outlets",
            Recipient::StateAg => "the attorney general",
            Recipient::StateHealthDept => "the state's health department",
        }
    }

    /// What stops the clock.
    #[must_use]
    pub fn stopped_by(self) -> &'static str {
        match self {
            Recipient::BaToPractice => {
                "the business associate's written report, with every person named"
            }
            Recipient::Hhs => "the report on the federal department's breach portal",
            Recipient::Individuals => {
                "a letter to each person, or a substitute notice where addresses are out of date"
            }
            Recipient::Media => "a notice to prominent media outlets of the state",
            Recipient::ConsumerReportingAgencies
            | Recipient::StateAg
            | Recipient::StateHealthDept => "the notice in the form that the office asks for",
        }
    }
}

/// The day from which a clock counts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The practice became aware of it.
    Awareness,
    /// The business associate discovered it.
    BusinessAssociate,
    /// The practice concluded that it is a reportable breach.
    Determination,
    /// The practice discovered it, or is treated as if it had.
    Discovery,
    /// The last day of the calendar year of discovery.
    EndOfYear,
    /// Another notice was given.
    Notice,
}

impl Anchor {
    /// In words, as what comes after "from".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Anchor::Awareness => "the day the practice became aware of it",
            Anchor::BusinessAssociate => "the business associate's discovery",
            Anchor::Determination => "the day it was found to be a breach",
            Anchor::Discovery => "discovery",
            Anchor::EndOfYear => "the end of the year of discovery",
            Anchor::Notice => "the notice before it",
        }
    }
}

/// How sure the entry is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The statute or an agency's text was read.
    High,
    /// One secondary source, or memory.
    Low,
    /// Several summaries agree.
    Medium,
}

/// What federal notice does to a state's clock.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hipaa {
    /// Notice that meets the federal rule counts as the state's.
    Deemed,
    /// Covered entities are outside the act.
    Exempt,
    /// The clock runs all the same.
    None,
}

/// Which people are counted against a threshold.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Counted {
    /// Everybody, wherever they live.
    All,
    /// The largest number in any one state.
    OneState,
    /// Residents of the entry's own state.
    State,
}

/// From how many people on an entry speaks. Exactly one bound is given.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct People {
    pub(crate) of: Counted,
    pub(crate) at_least: Option<u64>,
    pub(crate) below: Option<u64>,
    pub(crate) over: Option<u64>,
}

/// One clock that the law sets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) jurisdiction: Jurisdiction,
    pub(crate) recipient: Recipient,
    /// The office's name, where the recipient's kind does not say it.
    pub(crate) office: Option<String>,
    pub(crate) anchor: Anchor,
    /// When the anchor is a notice: ids of the notices, the first of which that has a day is the anchor.
    #[serde(default)]
    pub(crate) after: Vec<String>,
    /// The outer limit; absent where the law names no number.
    pub(crate) limit: Option<Limit>,
    /// The law's own words that stand beside the limit.
    pub(crate) words: String,
    pub(crate) people: Option<People>,
    /// Types of practice for which it runs; empty for every practice with patients in the state.
    #[serde(default)]
    pub(crate) practice_types: Vec<String>,
    pub(crate) hipaa: Hipaa,
    /// Whether law enforcement may have it held back.
    pub(crate) may_be_held: bool,
    /// First day of discovery to which it applies, if there is a version before it.
    pub(crate) effective: Option<Date>,
    /// First day of discovery to which it no longer applies.
    pub(crate) until: Option<Date>,
    pub(crate) citation: String,
    pub(crate) confidence: Confidence,
    pub(crate) source: String,
    pub(crate) last_checked: Date,
    /// What to ask counsel.
    pub(crate) note: Option<String>,
}

impl People {
    /// Whether this many people are within the bound.
    pub(crate) fn includes(&self, count: u64) -> bool {
        self.at_least.is_none_or(|bound| count >= bound)
            && self.below.is_none_or(|bound| count < bound)
            && self.over.is_none_or(|bound| count > bound)
    }

    /// The bound in words, such as "more than 500".
    pub(crate) fn words(&self) -> String {
        let bounds = [
            (self.at_least, "at least"),
            (self.below, "fewer than"),
            (self.over, "more than"),
        ];
        let said = bounds
            .iter()
            .filter_map(|(bound, words)| bound.map(|bound| format!("{words} {bound}")));
        said.collect::<Vec<_>>().join(" and ")
    }
}

impl Entry {
    /// Whether the entry is the law for what was discovered on this day.
    pub(crate) fn in_force(&self, discovered: Date) -> bool {
        self.effective.is_none_or(|from| from <= discovered)
            && self.until.is_none_or(|until| discovered < until)
    }
}

/// A file of the law is not as it must be.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the law in {file} cannot be read: {fault}")]
pub struct LawError {
    pub(crate) file: &'static str,
    pub(crate) fault: String,
}

/// All clocks that the law sets after a breach.
#[derive(Clone, Debug)]
pub struct BreachLaw {
    pub(crate) entries: Vec<Entry>,
    /// How long the record of an incident is kept.
    pub(crate) documentation: Duty,
    /// How long an oral statement of law enforcement holds notices back.
    pub(crate) oral_hold: Duty,
    pub(crate) zones: Zones,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    clock: Vec<Entry>,
}

/// The files of `law/breach`: name and text.
const BREACH: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/breach.rs"));

impl BreachLaw {
    /// Reads the law that is part of the program.
    ///
    /// # Errors
    /// When a file is not well formed; the shipped ones are tested.
    pub fn shipped() -> Result<BreachLaw, LawError> {
        let mut entries = Vec::new();
        for (file, text) in BREACH {
            let read: File = read(file, text)?;
            entries.extend(read.clock);
        }
        let zones = Zones::new().map_err(|error| LawError {
            file: "the clocks of the states",
            fault: error.to_string(),
        })?;
        let duties = Duties::shipped()?;
        Ok(BreachLaw {
            entries,
            documentation: duties.needed("documentation")?,
            oral_hold: duties.needed("oral_hold")?,
            zones,
        })
    }
}

/// Reads one file of the law.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(
    file: &'static str,
    text: &str,
) -> Result<T, LawError> {
    toml::from_str(text).map_err(|error| LawError {
        file,
        fault: error.message().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_what_their_words_say() {
        let people = |at_least, below, over| People {
            of: Counted::All,
            at_least,
            below,
            over,
        };
        for (people, words, inside, outside) in [
            (people(Some(500), None, None), "at least 500", 500, 499),
            (people(None, None, Some(500)), "more than 500", 501, 500),
            (people(None, Some(500), None), "fewer than 500", 499, 500),
        ] {
            assert_eq!(people.words(), words);
            assert!(
                people.includes(inside) && !people.includes(outside),
                "{words}"
            );
        }
    }
}
