//! What stands between somebody and their texts that they can learn.

use std::collections::BTreeMap;

use anteroom_policy::Training;

use super::asker::training;
use crate::error::OfficeError;
use crate::training::{Module, Progress, RULES, Roster};

/// How far somebody is with what they must learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learner {
    /// Their training on this day, where a rule asks for it: where services are on file.
    pub training: Option<Training>,
    /// Whether the practice asks everybody for the 60-second rules, and they never passed them.
    pub owes_rules: bool,
}

/// Everybody who learns.
#[derive(Clone, Debug, Default)]
pub(super) struct Learners {
    asks_rules: bool,
    asks_training: bool,
    people: BTreeMap<String, (Training, bool)>,
}

impl Learners {
    pub(super) fn of(roster: &Roster, asks_training: bool) -> Result<Learners, OfficeError> {
        let asks_rules = match Module::named(RULES)? {
            Some(module) => roster.teaches(&module.id),
            None => false,
        };
        let people = roster.people()?;
        let people = people.iter().map(|view| {
            let mut lessons = view.lessons.iter();
            let rules = lessons.find(|lesson| lesson.course.as_str() == RULES);
            let has_passed = rules.is_some_and(|lesson| has_passed(lesson.progress));
            (view.id.to_string(), (training(view), has_passed))
        });
        Ok(Learners {
            asks_rules,
            asks_training,
            people: people.collect(),
        })
    }

    pub(super) fn named(&self, person: &str) -> Learner {
        let (training, has_passed) = self
            .people
            .get(person)
            .copied()
            .unwrap_or((Training::None, false));
        Learner {
            training: self.asks_training.then_some(training),
            owes_rules: self.asks_rules && !has_passed,
        }
    }
}

/// Whether somebody passed, be it long ago.
fn has_passed(progress: Progress) -> bool {
    progress.is_good() || progress == Progress::Expired
}
