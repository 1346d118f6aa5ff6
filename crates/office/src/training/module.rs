//! The lessons that come with Anteroom (`crates/office/lessons/`): their text, exercises and quiz. Pure.
//!
//! Each lesson is a course of its own: what somebody passes here is a completion like any other, and the gates read it.

mod exercise;
mod quiz;
mod role_texts;

use std::sync::LazyLock;

use anteroom_audit::Word;
use jiff::civil::Date;
use serde::Deserialize;

pub use exercise::{Exercise, Found, Judged, Spot, Token};
pub use quiz::{Choice, Graded, Question};
pub use role_texts::Try;

use super::course::{Completion, Course};
use crate::error::OfficeError;
use crate::id::Id;

/// The lesson whose three questions stand before somebody's first text.
pub const RULES: &str = "lesson-sixty-seconds";

/// The files, in the order in which they are taken.
const FILES: [&str; 6] = [
    include_str!("../../lessons/0-sixty-seconds.toml"),
    include_str!("../../lessons/1-what-counts.toml"),
    include_str!("../../lessons/2-what-never-to-paste.toml"),
    include_str!("../../lessons/3-reading-what-will-be-sent.toml"),
    include_str!("../../lessons/4-checking-a-draft.toml"),
    include_str!("../../lessons/5-when-something-goes-wrong.toml"),
];

static MODULES: LazyLock<Option<Vec<Module>>> =
    LazyLock::new(|| FILES.iter().map(|file| read(file)).collect());

/// A lesson.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// The id of its course.
    pub id: Id,
    /// What it is called.
    pub title: Word,
    /// What it is about, in one sentence.
    pub about: String,
    /// Counts up with every change of its file.
    pub version: u32,
    /// Whoever took an earlier version than this must take it again.
    pub asks_again: u32,
    /// Day from which that is so; none while every version counts.
    #[serde(default)]
    pub changed_on: Option<Date>,
    /// How long it takes, about.
    pub minutes: u8,
    /// The score from which its quiz is passed.
    pub pass_percent: u8,
    /// How many of its questions are asked at a time.
    pub asked: usize,
    /// What it rests on.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// Its text.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// Texts in which somebody looks for what points to a person.
    #[serde(default, rename = "exercise")]
    pub exercises: Vec<Exercise>,
    /// Its questions.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// A law that a lesson rests on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is about.
    pub says: String,
    /// Where it stands.
    pub law: String,
}

/// A part of a lesson's text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    #[serde(default)]
    pub says: Vec<String>,
    /// A list below them.
    #[serde(default)]
    pub list: Vec<String>,
}

impl Module {
    /// Every lesson, in order.
    ///
    /// # Errors
    /// When a file is damaged; then no lesson is given. It is tested.
    pub fn shipped() -> Result<&'static [Module], OfficeError> {
        MODULES.as_deref().ok_or(OfficeError::Unreadable("lesson"))
    }

    /// The lesson with this id.
    ///
    /// # Errors
    /// As [`Module::shipped`].
    pub fn named(id: &str) -> Result<Option<&'static Module>, OfficeError> {
        let all = Module::shipped()?;
        Ok(all.iter().find(|module| module.id.as_str() == id))
    }

    /// The course that stands for it on file. Everybody must take it.
    #[must_use]
    pub fn course(&self) -> Course {
        Course {
            title: self.title.clone(),
            roles: Vec::new(),
            pass_percent: self.pass_percent,
            changed_on: None,
            retired_on: None,
        }
    }

    /// Whether a completion still counts. One that says no version, because it was put on file by hand, counts by its day.
    #[must_use]
    pub fn counts(&self, completion: &Completion) -> bool {
        match (completion.version, self.changed_on) {
            (Some(version), _) => version >= self.asks_again,
            (None, Some(day)) => completion.on >= day,
            (None, None) => true,
        }
    }
}

/// A lesson's file; none when something in it does not fit together.
fn read(text: &str) -> Option<Module> {
    let module: Module = toml::from_str(text).ok()?;
    let asks = (1..=module.version).contains(&module.asks_again)
        && (module.asks_again == 1) == module.changed_on.is_none();
    let quiz = (1..=module.questions.len()).contains(&module.asked)
        && module.questions.iter().all(Question::is_sound);
    let exercises = module.exercises.iter().all(Exercise::is_sound);
    (asks && quiz && exercises).then_some(module)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use anteroom_audit::Hash;
    use anteroom_tasks::reading::Counts;
    use jiff::civil::date;

    use super::*;

    /// Highest reading grade (Flesch-Kincaid) of what staff read.
    const STAFF_GRADE: f64 = 8.0;

    /// What each version's file is, by its first 16 hexadecimal digits.
    const KNOWN: [(&str, u32, &str); 6] = [
        (RULES, 1, "45724fba86221069"),
        ("lesson-what-counts", 1, "b924f398b0bb89f0"),
        ("lesson-never-paste", 1, "f019b725baae780f"),
        ("lesson-read-first", 1, "2f3fd7b2b025b629"),
        ("lesson-check-draft", 1, "78bf8c4b98d272f0"),
        ("lesson-when-wrong", 1, "d1159d9b2c82a6c8"),
    ];

    #[test]
    fn every_file_is_a_lesson_with_a_name_of_its_own() {
        let all = Module::shipped().unwrap();
        let ids: BTreeSet<_> = all.iter().map(|module| &module.id).collect();
        assert_eq!((all.len(), ids.len()), (6, 6));
        assert!(Module::named(RULES).unwrap().is_some());
        for module in &all[1..] {
            assert!(!module.parts.is_empty() && !module.exercises.is_empty());
            assert!(module.questions.len() > module.asked, "{}", module.id);
        }
    }

    #[test]
    fn a_changed_file_has_another_version() {
        let files = FILES.iter().zip(Module::shipped().unwrap());
        let now: Vec<(&str, u32, String)> = files
            .map(|(file, module)| {
                let hash = Hash::of(file.as_bytes()).to_string();
                (
                    module.id.as_str(),
                    module.version,
                    hash.chars().take(16).collect(),
                )
            })
            .collect();
        let known = KNOWN.map(|(id, version, hash)| (id, version, hash.to_owned()));
        assert_eq!(
            now, known,
            "raise `version` of what changed, and `asks_again` where people must learn it"
        );
    }

    #[test]
    fn staff_can_read_every_lesson() {
        for module in Module::shipped().unwrap() {
            for text in texts(module) {
                let grade = Counts::of(&text).flesch_kincaid();
                assert!(grade <= STAFF_GRADE, "{}: {grade:.1}: {text}", module.id);
            }
        }
    }

    /// What is read in one go: each part, each question with its answers.
    fn texts(module: &Module) -> Vec<String> {
        let list = |lines: &[String]| lines.join(".\n");
        let parts = module.parts.iter();
        let parts = parts.map(|part| format!("{}\n{}", part.says.join(" "), list(&part.list)));
        let questions = module.questions.iter().map(|question| {
            let choices = question.choices.iter().map(|choice| choice.says.clone());
            let choices: Vec<String> = choices.collect();
            format!("{}\n{}.\n{}", question.asks, list(&choices), question.why)
        });
        let exercises = module.exercises.iter().map(|exercise| {
            let whys = exercise.spots.iter().map(|spot| spot.why.as_str());
            let whys: Vec<&str> = whys.collect();
            format!("{} {}", whys.join(" "), exercise.rest)
        });
        parts.chain(questions).chain(exercises).collect()
    }

    #[test]
    fn a_lesson_that_people_must_learn_anew_says_so_by_version_or_day() {
        let mut module = Module::shipped().unwrap()[1].clone();
        let taken = |version, day| Completion {
            person: "maya".parse().unwrap(),
            course: "lesson-what-counts".parse().unwrap(),
            on: date(2027, 3, day),
            score: Some(100),
            document: None,
            version,
        };
        assert!(module.counts(&taken(Some(1), 1)) && module.counts(&taken(None, 1)));
        (module.version, module.asks_again) = (3, 2);
        module.changed_on = Some(date(2027, 3, 10));
        for (version, day, counts) in [
            (Some(1), 20, false),
            (Some(2), 1, true),
            (Some(3), 1, true),
            (None, 9, false),
            (None, 10, true),
        ] {
            let completion = taken(version, day);
            assert_eq!(module.counts(&completion), counts, "{version:?} {day}");
        }
    }

    #[test]
    fn a_damaged_file_is_no_lesson() {
        let whole = FILES[1];
        assert!(read(whole).is_some());
        for (from, to) in [
            ("asks_again = 1", "asks_again = 2"),
            ("asked = 5", "asked = 7"),
            (", right = true", ""),
            ("{March 3}", "March 3"),
            ("minutes = 3", "minutes = 3\nmore = 1"),
        ] {
            assert!(read(&whole.replace(from, to)).is_none(), "{from}");
        }
    }
}
