//! Which tasks somebody sees, and which of them are open to them.

use std::collections::BTreeMap;

use anteroom_office::account::Account;
use anteroom_office::standing::Learner;
use anteroom_office::training::Courses;
use anteroom_policy::Training;
use anteroom_tasks::{Field, Kind, Level, QUESTION, Task};
use axum::response::Response;

use crate::page::{Frame, Person, capital, code_words};
use crate::pages::error;

/// How many choices tell a piece of work apart.
const HINTS: usize = 2;

/// The task of this id, or the free question.
pub(crate) fn task(id: &str) -> Option<&'static Task> {
    anteroom_tasks::task_of_work(id).ok().flatten()
}

/// Whether this is the free question.
pub(crate) fn is_question(task: &Task) -> bool {
    task.id == QUESTION
}

/// Every task.
pub(crate) fn tasks() -> &'static [Task] {
    anteroom_tasks::tasks().unwrap_or_default()
}

/// An option of a choice as people read it: with a capital, and a school grade by that name.
pub(crate) fn option_words(field: &Field, option: &str) -> String {
    match field.name.as_str() {
        "grade" => format!("Grade {option}"),
        _ => capital(option),
    }
}

/// By what somebody tells pieces of work of one task apart: what they chose from the form's own lists. These are words of the
/// catalogue, never ones that somebody typed, so no patient is in them.
pub(crate) fn hint(task: &Task, fields: &BTreeMap<String, String>) -> String {
    let choices = task
        .fields
        .iter()
        .filter(|field| field.kind == Kind::Choice);
    let chosen = choices.filter_map(|field| {
        let value = fields.get(&field.name)?;
        let option = field.options.iter().find(|option| *option == value)?;
        Some(option_words(field, option))
    });
    chosen.take(HINTS).collect::<Vec<_>>().join(", ")
}

/// Why a task is not open to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shut {
    /// What a lesson opens again.
    Lesson(&'static str),
    /// The level, or a switch of the practice's, which opens it again for everybody.
    Level(&'static str),
    /// A role, which others give.
    Role(&'static str),
    /// What others must do first.
    Other(&'static str),
}

impl Shut {
    /// In words.
    pub(crate) fn says(self) -> &'static str {
        match self {
            Shut::Lesson(says) | Shut::Level(says) | Shut::Role(says) | Shut::Other(says) => says,
        }
    }
}

/// Why a task is not open to somebody; nothing when it is. In practice mode every task is open whose roles fit: nothing leaves.
pub(crate) fn shut(task: &Task, account: &Account, frame: &Frame) -> Option<Shut> {
    let level = frame.level.map_or(1, |level| level.number);
    if !account.may_do(task) {
        return Some(Shut::Role(
            "Your role does not open this task. Your practice manager can give you one that does.",
        ));
    }
    if is_question(task) && !frame.asks {
        return Some(Shut::Level(
            "Free questions are switched off here. Your compliance officer can switch them on.",
        ));
    }
    if frame.is_practice() {
        return None;
    }
    match (level, &frame.learner) {
        (_, None) => Some(Shut::Other("Your training cannot be looked up now.")),
        (_, Some(learner)) if learner.owes_rules => Some(Shut::Lesson(
            "Answer the three questions of the 60-second rules first.",
        )),
        _ if task.level == Level::NoPatientInformation => None,
        (0, _) if frame.held.is_some() && task.level == Level::Deidentified => Some(Shut::Level(
            "Sending is paused now. This opens again when the pause ends.",
        )),
        (..2, _) if task.level == Level::Deidentified => Some(Shut::Level(
            "Opens at Level 2. Ask your compliance officer what is missing.",
        )),
        (_, Some(learner)) => untrained(learner),
    }
}

/// Why somebody's training keeps a task with patient text closed; nothing where no rule asks for training.
pub(crate) fn untrained(learner: &Learner) -> Option<Shut> {
    match (learner.training?, learner.courses) {
        (Training::Current, _) => None,
        (Training::Expired, _) => Some(Shut::Lesson(
            "Your training is out of date. Take it again, and this task opens.",
        )),
        (Training::None, Courses::Some) => Some(Shut::Lesson(
            "Take the training first. Then this task opens.",
        )),
        (Training::None, Courses::NoneOnFile) => Some(Shut::Lesson(
            "No course is on file here yet, so nobody is trained. Your practice manager turns the lessons on, by passing the first one or under Console, Training.",
        )),
        (Training::None, Courses::NoneForThem) => Some(Shut::Other(
            "No course is on file for your work, so you cannot be trained yet. Ask your manager to put one on file under Console, Training.",
        )),
    }
}

/// Whose task it is, in words.
pub(crate) fn who(id: &str) -> String {
    let roles = task(id).map_or(&[][..], |task| &task.roles);
    let names: Vec<String> = roles
        .iter()
        .map(|one| code_words(one).to_lowercase())
        .collect();
    names.join(", ")
}

/// The page instead of a task that is not open to this person: what they can learn is said, and led to.
pub(crate) fn closed(frame: Frame, id: &str, person: &Person) -> Response {
    let shut = task(id).and_then(|task| shut(task, &person.visitor.account, &frame));
    match shut {
        Some(Shut::Lesson(says)) => error::training_first(frame, says),
        Some(Shut::Level(says)) => error::closed_now(frame, says),
        Some(Shut::Role(_)) => error::other_role(frame, &who(id)),
        Some(Shut::Other(says)) => error::closed_now(frame, says),
        None => error::not_found(frame),
    }
}

#[cfg(test)]
mod tests {
    use anteroom_audit::Word;
    use anteroom_office::account::Sealed;
    use anteroom_office::level::Level as Held;
    use anteroom_policy::Role;

    use super::*;
    use crate::page;

    fn frame(level: page::Level, training: Option<Training>, owes_rules: bool) -> Frame {
        let learner = Learner {
            training,
            owes_rules,
            courses: Courses::Some,
        };
        Frame {
            level: Some(level),
            learner: Some(learner),
            ..Frame::default()
        }
    }

    #[test]
    fn work_is_told_apart_by_choices_and_never_by_what_was_typed() {
        let handout = task("patient-handout").unwrap();
        let fields = |reader: &str| {
            let typed = [
                ("topic", "Dana Reyes"),
                ("reader", reader),
                ("goal", "prepare"),
            ];
            let owned = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
            BTreeMap::from(owned)
        };
        assert_eq!(hint(handout, &fields("adult")), "Adult, Prepare");
        assert_eq!(hint(handout, &fields("Dana Reyes")), "Prepare");
        let form = task("intake-form").unwrap();
        let grade = form.field("grade").unwrap();
        assert_eq!(option_words(grade, "6"), "Grade 6");
    }

    #[test]
    fn the_free_question_is_shut_until_it_is_switched_on() {
        let maya = Account {
            name: Word::lossy("Maya"),
            roles: [Role::FrontDesk].into(),
            passphrase: Sealed::of_nobody(),
            disabled: false,
            temporary: false,
        };
        let question = task(QUESTION).unwrap();
        for level in [Held::NoPatientInformation.into(), page::Level::PRACTICE] {
            let off = frame(level, None, false);
            let says = shut(question, &maya, &off).map(Shut::says);
            assert!(says.is_some_and(|says| says.contains("switched off")));
            let on = Frame { asks: true, ..off };
            assert_eq!(shut(question, &maya, &on), None);
        }
    }

    #[test]
    fn where_no_course_is_there_somebody_is_told_what_to_do() {
        let (taken, none) = (Some(Training::Current), Some(Training::None));
        for (training, courses, says, is_lesson) in [
            (None, Courses::NoneOnFile, None, false),
            (taken, Courses::Some, None, false),
            (none, Courses::Some, Some("Take the training first"), true),
            (
                none,
                Courses::NoneOnFile,
                Some("turns the lessons on"),
                true,
            ),
            (none, Courses::NoneForThem, Some("Ask your manager"), false),
        ] {
            let learner = Learner {
                training,
                owes_rules: false,
                courses,
            };
            let shut = untrained(&learner);
            assert_eq!(shut.is_some(), says.is_some(), "{training:?} {courses:?}");
            if let (Some(shut), Some(says)) = (shut, says) {
                assert!(shut.says().contains(says), "{courses:?}: {shut:?}");
                assert_eq!(matches!(shut, Shut::Lesson(_)), is_lesson);
            }
        }
    }

    #[test]
    fn a_task_is_shut_by_role_then_lesson_then_level() {
        let cora = Account {
            name: Word::lossy("Cora"),
            roles: [Role::LicensedClinician].into(),
            passphrase: Sealed::of_nobody(),
            disabled: false,
            temporary: false,
        };
        let (one, two) = (Held::NoPatientInformation.into(), Held::Deidentified.into());
        for (id, level, training, owes_rules, says) in [
            ("patient-handout", one, None, false, None),
            ("patient-handout", one, None, true, Some("60-second")),
            ("patient-handout", two, Some(Training::None), false, None),
            ("summarize-note", one, None, false, Some("Opens at Level 2")),
            ("summarize-note", two, None, false, None),
            ("summarize-note", two, None, true, Some("60-second")),
            ("summarize-note", two, Some(Training::Current), false, None),
            (
                "summarize-note",
                two,
                Some(Training::Expired),
                false,
                Some("out of date"),
            ),
            (
                "summarize-note",
                two,
                Some(Training::None),
                false,
                Some("training first"),
            ),
            (
                "summarize-note",
                page::Level::PRACTICE,
                Some(Training::None),
                true,
                None,
            ),
        ] {
            let shut = shut(
                task(id).unwrap(),
                &cora,
                &frame(level, training, owes_rules),
            );
            let fits = match (shut, says) {
                (None, None) => true,
                (Some(shut), Some(says)) => shut.says().contains(says),
                _ => false,
            };
            assert!(fits, "{id} {level:?} {training:?} {owes_rules}: {shut:?}");
        }
        let unknown = Frame {
            level: Some(one),
            ..Frame::default()
        };
        assert!(shut(task("patient-handout").unwrap(), &cora, &unknown).is_some());
        let maya = Account {
            roles: [Role::FrontDesk].into(),
            ..cora
        };
        assert!(
            shut(
                task("summarize-note").unwrap(),
                &maya,
                &frame(two, None, false)
            )
            .is_some()
        );
    }
}
