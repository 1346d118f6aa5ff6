//! What stands between somebody and their texts that they can learn.

use std::collections::BTreeMap;

use anteroom_policy::Training;

use super::asker::training;
use crate::error::OfficeError;
use crate::training::{Courses, Module, PersonView, Progress, RULES, Roster};

/// How far somebody is with what they must learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learner {
    /// Their training on this day, where a rule asks for it: where services are on file.
    pub training: Option<Training>,
    /// Whether the practice asks everybody for the 60-second rules, and they never passed them.
    pub owes_rules: bool,
    /// Which courses there are for them. Without one nobody is trained.
    pub courses: Courses,
}

/// Everybody who learns.
#[derive(Clone, Debug)]
pub(super) struct Learners {
    asks_training: bool,
    /// Somebody who is not on the roster.
    stranger: Learner,
    people: BTreeMap<String, Learner>,
}

impl Default for Learners {
    fn default() -> Learners {
        Learners {
            asks_training: false,
            stranger: Learner {
                training: Some(Training::None),
                owes_rules: false,
                courses: Courses::NoneOnFile,
            },
            people: BTreeMap::new(),
        }
    }
}

impl Learners {
    pub(super) fn of(roster: &Roster, asks_training: bool) -> Result<Learners, OfficeError> {
        let asks_rules = match Module::named(RULES)? {
            Some(module) => roster.teaches(&module.id),
            None => false,
        };
        let people = roster.people()?;
        let learner = |view: &PersonView<'_>| Learner {
            training: Some(training(view)),
            owes_rules: asks_rules && !has_passed_rules(view),
            courses: roster.courses_for(Some(view)),
        };
        let people = people
            .iter()
            .map(|view| (view.id.to_string(), learner(view)));
        Ok(Learners {
            asks_training,
            stranger: Learner {
                training: Some(Training::None),
                owes_rules: asks_rules,
                courses: roster.courses_for(None),
            },
            people: people.collect(),
        })
    }

    pub(super) fn named(&self, person: &str) -> Learner {
        let learner = self.people.get(person).unwrap_or(&self.stranger);
        Learner {
            training: learner.training.filter(|_| self.asks_training),
            ..*learner
        }
    }
}

fn has_passed_rules(view: &PersonView<'_>) -> bool {
    let mut lessons = view.lessons.iter();
    let rules = lessons.find(|lesson| lesson.course.as_str() == RULES);
    rules.is_some_and(|lesson| has_passed(lesson.progress))
}

/// Whether somebody passed, be it long ago.
fn has_passed(progress: Progress) -> bool {
    progress.is_good() || progress == Progress::Expired
}
