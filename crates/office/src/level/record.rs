//! What people stopped or lowered by hand.

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cause::Cause;
use super::derive::Level;
use crate::desk::Record;
use crate::error::OfficeError;
use crate::id::Id;
use crate::note::Note;
use crate::shelf::Shelf;

/// What the practice lowered by hand; one record, of which each change is a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lowered {
    /// Everything is stopped: level 0.
    pub paused: Option<Pause>,
    /// The last pause ended.
    pub resumed: Option<Pause>,
    /// Nothing beyond this level may leave, whatever is on file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowered: Option<Cap>,
}

/// Somebody holds the practice at a level, or let go of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// The highest level that may be used. [`Level::Identified`] holds nothing back.
    pub to: Level,
    /// Who, when and why.
    pub change: Pause,
}

/// Somebody did something by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Who.
    pub by: Word,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: Note,
    /// What it is about, chosen from a list; none where nobody chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
}

impl Lowered {
    /// The id of its record: there is one.
    ///
    /// # Errors
    /// None that can happen: the name is an id.
    pub fn id() -> Result<Id, OfficeError> {
        Ok("practice".parse()?)
    }

    /// What people hold down now.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of(shelf: &Shelf) -> Result<Lowered, OfficeError> {
        let newest = shelf.all::<Lowered>()?.pop();
        Ok(newest.map(|kept| kept.record).unwrap_or_default())
    }

    /// The record that holds the practice at a level from now on. A stop keeps in mind what held before it.
    #[must_use]
    pub fn set(self, level: Level, change: Pause) -> Lowered {
        match level {
            Level::Closed => Lowered {
                paused: Some(change),
                resumed: None,
                lowered: self.lowered,
            },
            to => Lowered {
                paused: None,
                lowered: Some(Cap { to, change }),
                ..self
            },
        }
    }

    /// The record that ends a pause; what held before it holds again.
    #[must_use]
    pub fn resume(self, change: Pause) -> Lowered {
        Lowered {
            paused: None,
            resumed: Some(change),
            ..self
        }
    }

    /// The highest level that this leaves open.
    #[must_use]
    pub fn highest(&self) -> Level {
        match (&self.paused, &self.lowered) {
            (Some(_), _) => Level::Closed,
            (None, Some(cap)) => cap.to,
            (None, None) => Level::Identified,
        }
    }

    /// Who holds the level down, since when and why; none where nobody does.
    #[must_use]
    pub fn change(&self) -> Option<&Pause> {
        let held = |cap: &&Cap| cap.to < Level::Identified;
        let cap = self.lowered.as_ref().filter(held);
        self.paused.as_ref().or(cap.map(|cap| &cap.change))
    }
}

impl Record for Lowered {
    const SUBJECT: &'static str = "level";

    fn check(&self, _today: Date) -> Result<(), OfficeError> {
        Ok(())
    }

    fn holds(&self) -> bool {
        self.paused.is_some()
    }

    fn told(&self) -> Vec<(&'static str, String)> {
        let lowered = self.lowered.as_ref().map(|cap| &cap.change);
        let all = [
            ("paused", self.paused.as_ref()),
            ("resumed", self.resumed.as_ref()),
            ("lowered", lowered),
        ];
        let told = all.into_iter().filter_map(|(field, change)| {
            let cause = change?.cause?;
            Some((field, cause.code().to_owned()))
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn change() -> Pause {
        Pause {
            by: Word::lossy("Dana Whitfield"),
            on: date(2026, 11, 26),
            reason: "Strange answers".parse().unwrap(),
            cause: Some(Cause::StrangeAnswers),
        }
    }

    #[test]
    fn the_log_is_told_what_it_is_about_and_no_word_of_why() {
        let paused = Lowered::default().set(Level::Closed, change());
        let told = |field: &'static str| vec![(field, "strange_answers".to_owned())];
        assert_eq!(paused.told(), told("paused"));
        assert_eq!(paused.resume(change()).told(), told("resumed"));
        let unsaid = Pause {
            cause: None,
            ..change()
        };
        assert!(
            Lowered::default()
                .set(Level::Closed, unsaid)
                .told()
                .is_empty()
        );
    }

    #[test]
    fn a_pause_gives_back_what_held_before_it() {
        let low = Lowered::default().set(Level::NoPatientInformation, change());
        let paused = low.clone().set(Level::Closed, change());
        assert_eq!(paused.highest(), Level::Closed);
        assert_eq!(paused.resume(change()).highest(), low.highest());
    }

    #[test]
    fn a_level_by_hand_holds_until_the_next() {
        for (level, holds, is_held) in [
            (Level::Closed, true, true),
            (Level::NoPatientInformation, false, true),
            (Level::Deidentified, false, true),
            (Level::Identified, false, false),
        ] {
            let lowered = Lowered::default().set(level, change());
            assert_eq!(lowered.highest(), level);
            assert_eq!(lowered.holds(), holds, "{level:?}");
            assert_eq!(lowered.change().is_some(), is_held, "{level:?}");
        }
    }

    #[test]
    fn what_earlier_versions_recorded_is_read() {
        let old = r#"{"paused": null, "resumed": null}"#;
        let old: Lowered = serde_json::from_str(old).unwrap();
        assert_eq!(old.highest(), Level::Identified);
        let old =
            r#"{"paused": {"by": "Dana", "on": "2026-11-26", "reason": "Odd"}, "resumed": null}"#;
        let old: Lowered = serde_json::from_str(old).unwrap();
        assert!(old.highest() == Level::Closed && old.told().is_empty());
    }
}
