//! The roster: everybody who works here, every course they must have, and whether it is current today.

mod courses;

use anteroom_policy::deadline::{
    Duties, Evidence, Freshness, Jurisdiction, Kind as Renewing, Renewals,
};
use jiff::civil::Date;
use serde::Serialize;

use super::certificate::Certificate;
use super::course::{Completion, Course};
use super::module::Module;
use super::person::Person;
use crate::desk::{Desk, Kept};
use crate::error::OfficeError;
use crate::id::Id;
use crate::renewal::renewal;
use crate::shelf::Shelf;

pub use courses::Courses;

/// The duty of states that give new staff a number of days.
const NEW_HIRE: &str = "new_hire_training";

/// Everything on file about training.
pub struct Roster {
    people: Vec<Kept<Person>>,
    courses: Vec<Kept<Course>>,
    completions: Vec<Kept<Completion>>,
    modules: &'static [Module],
    renewals: Renewals,
    duties: Duties,
    state: Option<Jurisdiction>,
    today: Date,
}

/// One person's training.
#[derive(Serialize)]
pub struct PersonView<'r> {
    /// Their id.
    pub id: &'r Id,
    /// Who they are.
    pub person: &'r Person,
    /// Whether everything they must have is current. Where there is no course for them, nothing is.
    pub is_current: bool,
    /// Each course that they must have.
    pub lessons: Vec<Lesson<'r>>,
    /// What they can show for Anteroom's own lessons; none while one of them is missing.
    pub certificate: Option<Certificate>,
}

/// One course that a person must have.
#[derive(Serialize)]
pub struct Lesson<'r> {
    /// The course's id.
    pub course: &'r Id,
    /// What it is called.
    pub title: &'r str,
    /// How far it is.
    pub progress: Progress,
    /// Last day on which it is good, or by which the law wants it done; none where the law names no day.
    pub day: Option<Date>,
    /// The newest completion that was passed and still speaks of the course as it is.
    #[serde(skip)]
    pub taken: Option<&'r Kept<Completion>>,
}

/// How far a person is with a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The course, or the person's role, changed since it was taken.
    ChangedSince,
    /// Taken, and good.
    Current,
    /// Taken, good, and to be renewed soon.
    EndsSoon,
    /// Taken too long ago.
    Expired,
    /// Taken, but not passed.
    NotPassed,
    /// Not taken.
    NotTaken,
}

impl Progress {
    /// Whether the person has what they must have.
    #[must_use]
    pub fn is_good(self) -> bool {
        matches!(self, Progress::Current | Progress::EndsSoon)
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Progress::ChangedSince => "take it again: the course or the role changed",
            Progress::Current => "current",
            Progress::EndsSoon => "current, renew soon",
            Progress::Expired => "expired",
            Progress::NotPassed => "not passed",
            Progress::NotTaken => "not taken",
        }
    }
}

impl Roster {
    /// Reads everything.
    ///
    /// # Errors
    /// When a record, or the data in the program, cannot be read.
    pub async fn read(desk: &Desk) -> Result<Roster, OfficeError> {
        Roster::of(&desk.shelf().await?)
    }

    /// What is on file there.
    ///
    /// # Errors
    /// As [`Roster::read`].
    pub fn of(shelf: &Shelf) -> Result<Roster, OfficeError> {
        Ok(Roster {
            people: shelf.all()?,
            courses: shelf.all()?,
            completions: shelf.all()?,
            modules: Module::shipped()?,
            renewals: Renewals::shipped()?,
            duties: Duties::shipped()?,
            state: shelf.state(),
            today: shelf.today(),
        })
    }

    /// Everybody who works here, by id.
    ///
    /// # Errors
    /// When the data in the program cannot be read.
    pub fn people(&self) -> Result<Vec<PersonView<'_>>, OfficeError> {
        let evidence = renewal(&self.renewals, Renewing::Training)?;
        let people = self.people.iter();
        let here = people.filter(|person| person.record.works_here(self.today));
        Ok(here.map(|person| self.view(person, evidence)).collect())
    }

    fn view<'r>(&'r self, kept: &'r Kept<Person>, evidence: &Evidence) -> PersonView<'r> {
        let person = &kept.record;
        let courses = self.courses.iter();
        let lessons: Vec<_> = courses
            .filter(|course| course.record.is_for(person, self.today))
            .map(|course| self.lesson(kept, course, evidence))
            .collect();
        PersonView {
            id: &kept.id,
            person,
            is_current: !lessons.is_empty() && lessons.iter().all(|one| one.progress.is_good()),
            certificate: Certificate::of(kept, self.own_lessons(&lessons)),
            lessons,
        }
    }

    /// Those of somebody's lessons that come with Anteroom.
    fn own_lessons<'v, 'r>(
        &self,
        lessons: &'v [Lesson<'r>],
    ) -> impl Iterator<Item = &'v Lesson<'r>> {
        lessons
            .iter()
            .filter(|one| self.module(one.course).is_some())
    }

    /// Anteroom's own lesson behind a course.
    fn module(&self, course: &Id) -> Option<&'static Module> {
        self.modules.iter().find(|module| module.id == *course)
    }

    /// Whether a course is on file, and in use.
    #[must_use]
    pub fn teaches(&self, course: &Id) -> bool {
        let mut all = self.courses.iter();
        all.any(|kept| kept.id == *course && kept.record.is_in_use(self.today))
    }

    /// Whether any course is on file.
    #[must_use]
    pub fn has_courses(&self) -> bool {
        !self.courses.is_empty()
    }

    fn lesson<'r>(
        &'r self,
        person: &Kept<Person>,
        course: &'r Kept<Course>,
        evidence: &Evidence,
    ) -> Lesson<'r> {
        let taken = self.completions.iter();
        let own =
            taken.filter(|kept| kept.record.person == person.id && kept.record.course == course.id);
        let (passed, failed): (Vec<_>, Vec<_>) =
            own.partition(|kept| course.record.is_passed(&kept.record));
        let module = self.module(&course.id);
        let counts = |kept: &&&Kept<Completion>| {
            let is_new = module.is_none_or(|module| module.counts(&kept.record));
            let changes = [course.record.changed_on, person.record.role_since];
            let mut changes = changes.into_iter().flatten();
            is_new && changes.all(|change| change <= kept.record.on)
        };
        let newest = passed
            .iter()
            .filter(counts)
            .max_by_key(|kept| kept.record.on);
        let (progress, day) = match newest {
            Some(kept) => self.freshness(evidence, kept.record.on),
            None if !passed.is_empty() => (Progress::ChangedSince, None),
            None if failed.is_empty() => (Progress::NotTaken, self.due(&person.record)),
            None => (Progress::NotPassed, self.due(&person.record)),
        };
        Lesson {
            course: &course.id,
            title: course.record.title.as_str(),
            progress,
            day,
            taken: newest.copied(),
        }
    }

    /// How good a completion of that day is today, and the last day on which it is.
    fn freshness(&self, evidence: &Evidence, on: Date) -> (Progress, Option<Date>) {
        let progress = match evidence.freshness(on, self.today) {
            Freshness::Current => Progress::Current,
            Freshness::EndsWithin(_) => Progress::EndsSoon,
            Freshness::Expired => Progress::Expired,
        };
        (progress, Some(evidence.good_through(on)))
    }

    /// The day by which the state wants new staff trained, where it names one.
    fn due(&self, person: &Person) -> Option<Date> {
        let mut duties = self.duties.of(self.state?);
        let duty = duties.find(|duty| duty.id.ends_with(NEW_HIRE))?;
        Some(duty.due(person.started_on))
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::{Micros, Word};
    use jiff::civil::date;

    use super::*;

    fn word(text: &str) -> Word {
        Word::lossy(text)
    }

    fn kept<T>(id: &str, record: T) -> Kept<T> {
        Kept {
            id: id.parse().unwrap(),
            revision: 1,
            at: Micros(0),
            by: word("dana"),
            record,
        }
    }

    fn taken(on: Date, score: Option<u8>) -> Kept<Completion> {
        let record = Completion {
            person: "maya".parse().unwrap(),
            course: "basics".parse().unwrap(),
            on,
            score,
            document: None,
            version: None,
        };
        kept("maya.1", record)
    }

    fn roster(completions: Vec<Kept<Completion>>) -> Roster {
        let maya = Person {
            name: word("Maya Ortiz"),
            role: word("front desk"),
            started_on: date(2026, 1, 5),
            role_since: None,
            left_on: None,
        };
        let basics = Course {
            title: word("What counts as patient information"),
            roles: Vec::new(),
            pass_percent: 80,
            changed_on: None,
            retired_on: None,
        };
        Roster {
            people: vec![kept("maya", maya)],
            courses: vec![kept("basics", basics)],
            completions,
            modules: Module::shipped().unwrap(),
            renewals: Renewals::shipped().unwrap(),
            duties: Duties::shipped().unwrap(),
            state: "TX".parse().ok(),
            today: date(2026, 6, 1),
        }
    }

    fn first(roster: &Roster) -> (bool, Progress, Option<Date>) {
        let people = roster.people().unwrap();
        let lesson = &people[0].lessons[0];
        (people[0].is_current, lesson.progress, lesson.day)
    }

    /// What there is for Maya, and for somebody who is not on the roster.
    fn courses(roster: &Roster) -> [Courses; 2] {
        let people = roster.people().unwrap();
        [people.first(), None].map(|person| roster.courses_for(person))
    }

    #[test]
    fn training_runs_out_after_a_year() {
        let mut roster = roster(vec![taken(date(2026, 3, 10), Some(80))]);
        for (today, current, progress) in [
            (date(2026, 6, 1), true, Progress::Current),
            (date(2027, 2, 20), true, Progress::EndsSoon),
            (date(2027, 3, 10), true, Progress::EndsSoon),
            (date(2027, 3, 11), false, Progress::Expired),
        ] {
            roster.today = today;
            let through = Some(date(2027, 3, 10));
            assert_eq!(first(&roster), (current, progress, through), "{today}");
        }
    }

    #[test]
    fn who_has_not_passed_is_not_current_and_texas_names_a_day() {
        let due = Some(date(2026, 4, 5));
        let none = roster(Vec::new());
        assert_eq!(first(&none), (false, Progress::NotTaken, due));
        let failed = roster(vec![taken(date(2026, 3, 10), Some(79))]);
        assert_eq!(first(&failed), (false, Progress::NotPassed, due));
        let again = vec![
            taken(date(2026, 3, 10), Some(79)),
            taken(date(2026, 3, 11), Some(90)),
        ];
        assert!(first(&roster(again)).0);
        let mut elsewhere = roster(Vec::new());
        elsewhere.state = "OH".parse().ok();
        assert_eq!(first(&elsewhere).2, None);
    }

    #[test]
    fn a_new_policy_or_role_asks_for_it_again() {
        let day = date(2026, 5, 1);
        let mut changed = roster(vec![taken(date(2026, 3, 10), None)]);
        changed.courses[0].record.changed_on = Some(day);
        assert_eq!(first(&changed), (false, Progress::ChangedSince, None));
        let mut moved = roster(vec![taken(date(2026, 3, 10), None)]);
        moved.people[0].record.role_since = Some(day);
        assert_eq!(first(&moved).1, Progress::ChangedSince);
        moved.completions.push(taken(day, None));
        assert!(first(&moved).0);
    }

    #[test]
    fn a_lesson_that_changed_is_asked_for_again_and_a_certificate_names_its_version() {
        let module = &Module::shipped().unwrap()[1];
        let mut pass = taken(date(2026, 3, 10), Some(80));
        (pass.record.course, pass.record.version) = (module.id.clone(), Some(1));
        let mut roster = roster(vec![pass]);
        roster.courses = vec![kept(module.id.as_str(), module.course())];
        let certificate = |roster: &Roster| roster.people().unwrap()[0].certificate.clone();
        let before = certificate(&roster).unwrap();
        assert_eq!(before.lessons[0].version, Some(1));
        assert_eq!(before.good_through, Some(date(2027, 3, 10)));
        let changed = Module {
            version: 2,
            asks_again: 2,
            changed_on: Some(date(2026, 5, 1)),
            ..module.clone()
        };
        roster.modules = vec![changed].leak();
        assert_eq!(first(&roster), (false, Progress::ChangedSince, None));
        assert_eq!(certificate(&roster), None);
        let mut again = taken(date(2026, 5, 2), Some(100));
        again.id = "maya.2".parse().unwrap();
        (again.record.course, again.record.version) = (module.id.clone(), Some(2));
        roster.completions.push(again);
        assert!(first(&roster).0);
        assert_ne!(certificate(&roster).unwrap().id, before.id);
    }

    #[test]
    fn courses_are_for_roles_and_nobody_is_current_without_one() {
        let mut roster = roster(Vec::new());
        roster.courses[0].record.roles = vec![word("clinician")];
        let people = roster.people().unwrap();
        assert!(people[0].lessons.is_empty() && !people[0].is_current);
        assert_eq!(courses(&roster), [Courses::NoneForThem; 2]);
        roster.courses[0].record.roles = vec![word("Front Desk")];
        assert_eq!(first(&roster).1, Progress::NotTaken);
        assert_eq!(courses(&roster), [Courses::Some, Courses::NoneForThem]);
        roster.courses[0].record.roles = Vec::new();
        assert_eq!(courses(&roster), [Courses::Some; 2], "everybody's");
        roster.courses[0].record.retired_on = Some(date(2026, 6, 1));
        assert!(roster.people().unwrap()[0].lessons.is_empty());
        assert_eq!(courses(&roster), [Courses::NoneForThem; 2], "it is over");
        roster.courses.clear();
        assert_eq!(courses(&roster), [Courses::NoneOnFile; 2]);
        roster.people[0].record.left_on = Some(date(2026, 5, 31));
        assert!(roster.people().unwrap().is_empty());
    }

    #[test]
    fn what_cannot_be_is_refused() {
        use crate::desk::Record as _;
        let today = date(2026, 3, 10);
        assert!(taken(today, Some(100)).record.check(today).is_ok());
        assert!(taken(date(2026, 3, 11), None).record.check(today).is_err());
        assert!(taken(today, Some(101)).record.check(today).is_err());
        let mut maya = roster(Vec::new()).people.remove(0).record;
        assert!(maya.check(today).is_ok());
        maya.left_on = Some(date(2026, 1, 4));
        assert!(maya.check(today).is_err());
    }
}
