//! Whether there is anything for somebody to learn: where training is asked for and no course is on file, nobody can be current.

use super::{PersonView, Roster};
use crate::desk::Kept;
use crate::training::Course;

/// Which courses there are for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courses {
    /// At least one.
    Some,
    /// None, and nobody ever put one on file: Anteroom's own are, once somebody finishes one of them.
    NoneOnFile,
    /// None: those on file are over, or for the work of others.
    NoneForThem,
}

impl Roster {
    /// Which courses there are for somebody. For whom is not on the roster there are those that everybody must take.
    #[must_use]
    pub fn courses_for(&self, person: Option<&PersonView<'_>>) -> Courses {
        let has_some = match person {
            Some(view) => !view.lessons.is_empty(),
            None => self.courses.iter().any(|kept| self.is_everybodys(kept)),
        };
        match (has_some, self.has_courses()) {
            (true, _) => Courses::Some,
            (false, true) => Courses::NoneForThem,
            (false, false) => Courses::NoneOnFile,
        }
    }

    /// Whether anybody must take any course today.
    #[must_use]
    pub fn has_course_in_use(&self) -> bool {
        let mut all = self.courses.iter();
        all.any(|kept| kept.record.is_in_use(self.today))
    }

    fn is_everybodys(&self, kept: &Kept<Course>) -> bool {
        kept.record.roles.is_empty() && kept.record.is_in_use(self.today)
    }
}
