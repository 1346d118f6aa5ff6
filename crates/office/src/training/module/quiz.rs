//! A lesson's quiz: which questions are asked, and what the answers are worth.

use serde::Deserialize;

use super::Module;
use crate::error::OfficeError;

/// A question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name within the lesson.
    pub id: String,
    /// What is asked.
    pub asks: String,
    /// The answers to choose from.
    #[serde(rename = "choice")]
    pub choices: Vec<Choice>,
    /// Why the right one is right.
    pub why: String,
}

/// An answer to choose.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What it says.
    pub says: String,
    /// Whether it is the right one.
    #[serde(default)]
    pub right: bool,
}

/// What the answers are worth.
#[derive(Clone, Debug)]
pub struct Graded {
    /// The questions that were asked, with the number of the answer that was chosen.
    pub answers: Vec<(&'static Question, usize)>,
    /// How many were right, in percent, rounded down.
    pub percent: u8,
    /// Whether that is enough.
    pub passed: bool,
}

impl Question {
    /// Whether this answer is right.
    #[must_use]
    pub fn is_right(&self, choice: usize) -> bool {
        self.choices.get(choice).is_some_and(|choice| choice.right)
    }

    /// The right answer's words.
    #[must_use]
    pub fn right(&self) -> &str {
        let right = self.choices.iter().find(|choice| choice.right);
        right.map_or("", |choice| choice.says.as_str())
    }

    /// Whether one answer of several is right.
    pub(super) fn is_sound(&self) -> bool {
        let right = self.choices.iter().filter(|choice| choice.right).count();
        self.choices.len() > 1 && right == 1
    }
}

impl Module {
    /// The questions of somebody's first, second, ... try, from 0: each try brings others, as far as there are any.
    pub fn questions_of(&self, tries: usize) -> impl Iterator<Item = &Question> {
        let all = self.questions.len();
        let first = (tries % all.max(1)) * self.asked;
        let turn = self.questions.iter().cycle().skip(first % all.max(1));
        turn.take(self.asked)
    }

    /// Grades the answers of a try. `chosen`: the number of the answer to a question, by its name.
    ///
    /// # Errors
    /// When a question has no answer.
    pub fn grade(
        &'static self,
        tries: usize,
        chosen: impl Fn(&str) -> Option<usize>,
    ) -> Result<Graded, OfficeError> {
        let answer = |question: &'static Question| {
            let choice = chosen(&question.id)?;
            (choice < question.choices.len()).then_some((question, choice))
        };
        let answers: Option<Vec<_>> = self.questions_of(tries).map(answer).collect();
        let answers = answers.ok_or(OfficeError::Refused("answer every question"))?;
        let right = answers
            .iter()
            .filter(|(question, choice)| question.is_right(*choice));
        let percent = right.count() * 100 / answers.len().max(1);
        let percent = u8::try_from(percent).unwrap_or(0);
        Ok(Graded {
            answers,
            percent,
            passed: percent >= self.pass_percent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(id: &str) -> &'static Module {
        Module::named(id).unwrap().unwrap()
    }

    fn ids(module: &Module, tries: usize) -> Vec<&str> {
        module
            .questions_of(tries)
            .map(|one| one.id.as_str())
            .collect()
    }

    #[test]
    fn a_second_try_brings_a_question_that_the_first_did_not() {
        let module = module("lesson-what-counts");
        let (first, second) = (ids(module, 0), ids(module, 1));
        assert_eq!((first.len(), second.len()), (5, 5));
        assert!(second.iter().any(|id| !first.contains(id)));
        assert_eq!(ids(module, usize::MAX).len(), 5);
    }

    #[test]
    fn four_of_five_pass_and_three_do_not() {
        let module = module("lesson-what-counts");
        let asked = ids(module, 0);
        for (wrong, percent, passed) in [(0, 100, true), (1, 80, true), (2, 60, false)] {
            let graded = module.grade(0, |id| {
                let question = module.questions.iter().find(|one| one.id == id)?;
                let at = asked.iter().position(|one| *one == id)?;
                let is_wrong = at < wrong;
                (0..3).find(|choice| question.is_right(*choice) != is_wrong)
            });
            let graded = graded.unwrap();
            assert_eq!((graded.percent, graded.passed), (percent, passed));
        }
        assert!(module.grade(0, |_| None).is_err());
        assert!(module.grade(0, |_| Some(3)).is_err(), "no such answer");
    }

    #[test]
    fn the_rules_want_all_three() {
        let module = module(super::super::RULES);
        let graded = module.grade(0, |_| Some(0)).unwrap();
        assert!(!graded.passed && graded.answers.len() == 3);
    }
}
