//! Exercises that fit somebody's work (`crates/office/lessons/roles/`): one file for each kind of work. Pure.
//!
//! They are for practice only: no quiz asks about them, so a changed text asks nobody to learn anew.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use anteroom_policy::Role;
use serde::Deserialize;

use super::exercise::Exercise;
use super::{Module, OfficeError};

const FILES: [&str; 5] = [
    include_str!("../../../lessons/roles/biller.toml"),
    include_str!("../../../lessons/roles/clinician.toml"),
    include_str!("../../../lessons/roles/compliance.toml"),
    include_str!("../../../lessons/roles/front-desk.toml"),
    include_str!("../../../lessons/roles/medical-assistant.toml"),
];

static WORK: LazyLock<Option<Vec<Work>>> =
    LazyLock::new(|| FILES.iter().map(|file| read(file)).collect());

/// What people of these roles write, and texts like theirs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    roles: BTreeSet<Role>,
    /// Where such texts come from, in words.
    #[serde(rename = "work")]
    from: String,
    #[serde(rename = "exercise")]
    exercises: Vec<Exercise>,
}

/// An exercise of a lesson.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    /// Its number in the lesson, from 0; the same for everybody.
    pub number: usize,
    /// Where its text comes from; none where it is for everybody.
    pub from: Option<&'static str>,
    /// The exercise.
    pub exercise: &'static Exercise,
}

impl Module {
    /// The exercises of this lesson for somebody of these roles: those that fit their work first, then those for everybody.
    ///
    /// # Errors
    /// When a file is damaged; then none is given. It is tested.
    pub fn tries(&'static self, roles: &BTreeSet<Role>) -> Result<Vec<Try>, OfficeError> {
        let all = WORK.as_deref().ok_or(OfficeError::Unreadable("exercise"))?;
        let placed = all.iter().flat_map(|work| {
            let here = work.exercises.iter();
            let here = here.filter(|one| one.lesson.as_ref() == Some(&self.id));
            here.map(move |exercise| (work, exercise))
        });
        let numbered = (self.exercises.len()..).zip(placed);
        let fit = numbered.filter(|(_, (work, _))| !work.roles.is_disjoint(roles));
        let fit = fit.map(|(number, (work, exercise))| Try {
            number,
            from: Some(&work.from),
            exercise,
        });
        let everybodys = self.exercises.iter().enumerate();
        let everybodys = everybodys.map(|(number, exercise)| Try {
            number,
            from: None,
            exercise,
        });
        Ok(fit.chain(everybodys).collect())
    }
}

/// A file; none when something in it does not fit together.
fn read(text: &str) -> Option<Work> {
    let work: Work = toml::from_str(text).ok()?;
    let mut exercises = work.exercises.iter();
    let is_sound = exercises.all(|one| one.lesson.is_some() && one.is_sound());
    (is_sound && !work.roles.is_empty()).then_some(work)
}

#[cfg(test)]
mod tests {
    use anteroom_tasks::reading::Counts;

    use super::*;

    fn tries(id: &str, roles: &[Role]) -> Vec<Try> {
        let module = Module::named(id).unwrap().unwrap();
        module.tries(&roles.iter().copied().collect()).unwrap()
    }

    #[test]
    fn every_role_that_writes_has_texts_of_its_own_in_three_lessons() {
        for id in [
            "lesson-what-counts",
            "lesson-never-paste",
            "lesson-read-first",
        ] {
            let mut seen = BTreeSet::new();
            for role in [
                Role::Biller,
                Role::ComplianceOfficer,
                Role::FrontDesk,
                Role::LicensedClinician,
                Role::MedicalAssistant,
            ] {
                let tries = tries(id, &[role]);
                assert!(tries[0].from.is_some(), "{id} {role:?}");
                assert!(tries.last().unwrap().from.is_none());
                assert!(seen.insert(tries[0].number), "{id} {role:?}");
            }
            let both = tries(id, &[Role::Biller, Role::FrontDesk]);
            let fit = both.iter().filter(|one| one.from.is_some());
            assert_eq!(fit.count(), 2, "{id}");
            assert!(
                tries(id, &[Role::ItPartner])
                    .iter()
                    .all(|one| one.from.is_none())
            );
        }
    }

    #[test]
    fn numbers_are_the_same_for_everybody_and_those_for_all_keep_theirs() {
        for module in Module::shipped().unwrap() {
            let everybody = Role::ALL.iter().copied().collect();
            let tries = module.tries(&everybody).unwrap();
            let numbers: BTreeSet<usize> = tries.iter().map(|one| one.number).collect();
            assert_eq!(numbers, (0..tries.len()).collect(), "{}", module.id);
            for one in tries.iter().filter(|one| one.from.is_none()) {
                let own = module.exercises.get(one.number).unwrap();
                assert_eq!(own.tokens(), one.exercise.tokens());
            }
        }
    }

    #[test]
    fn each_text_belongs_to_a_lesson_and_staff_can_read_what_it_says() {
        for work in WORK.as_deref().unwrap() {
            for exercise in &work.exercises {
                let lesson = exercise.lesson.as_ref().unwrap();
                assert!(
                    Module::named(lesson.as_str()).unwrap().is_some(),
                    "{lesson}"
                );
                let whys = exercise.spots.iter().map(|spot| spot.why.as_str());
                let says = whys.chain([exercise.rest.as_str()]);
                let says: Vec<&str> = says.collect();
                let grade = Counts::of(&says.join(" ")).flesch_kincaid();
                assert!(grade <= 8.0, "{} {lesson}: {grade:.1}", work.from);
            }
        }
    }

    #[test]
    fn a_damaged_file_is_no_work() {
        let whole = FILES[0];
        assert!(read(whole).is_some());
        for (from, to) in [
            ("{May 21}", "May 21"),
            ("roles = [\"biller\"]", "roles = []"),
            ("\"biller\"", "\"wizard\""),
        ] {
            assert!(read(&whole.replace(from, to)).is_none(), "{from}");
        }
    }
}
