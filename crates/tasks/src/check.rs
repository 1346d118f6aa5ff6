//! What is checked in a reply, one file a check.

mod codes;
mod grade;
mod language;
mod length;
mod merge_fields;
mod numbers;
mod phrases;
mod placeholders;
mod points;
mod quotes;
mod sections;
mod urgent;

use serde::Serialize;

pub use self::phrases::Phrases;
pub use self::quotes::Place;
pub use self::urgent::notices;

use crate::form::Form;
use crate::icd10cm::Codes;
use crate::reply::{Reply, Section};
use crate::task::Spot;

/// A check.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Codes are written as the code system writes them, exist, and can be billed.
    Codes,
    /// Reading grade.
    Grade,
    /// The language is the one that the form asks for.
    Language,
    /// Words and characters.
    Length,
    /// Merge fields come from the task's list.
    MergeFields,
    /// Numbers, phones, doses and addresses come from the form.
    Numbers,
    /// Nothing stands there that this task must not say.
    Phrases,
    /// Placeholders are whole: none made up, none lost.
    Placeholders,
    /// What the form asks for is found in the answer.
    Points,
    /// Quotes stand in the source.
    Quotes,
    /// The sections of the contract, in order.
    Sections,
    /// Words of an urgent symptom in the form.
    Urgent,
}

/// What follows from a find of a check.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The answer does not hold what the task promises; it is asked for once more.
    Fails,
    /// A person looks at it before the answer is used.
    Look,
    /// A person acts now, whatever the answer says.
    Urgent,
}

/// What a check found. May hold words of the reply: it has no `Debug`.
#[derive(Clone, Eq, PartialEq, Serialize)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// What follows.
    pub weight: Weight,
    /// In plain words.
    pub says: String,
}

/// A reply beside the form that it answers.
pub(crate) struct Case<'a> {
    pub(crate) form: &'a Form<'a>,
    pub(crate) reply: &'a Reply,
    pub(crate) text: &'a str,
    pub(crate) codes: Option<&'a Codes>,
}

impl<'a> Case<'a> {
    /// The sections that the contract knows, with their places in it.
    fn known(&self) -> impl Iterator<Item = (&'a Spot, &'a Section)> {
        let spots = &self.form.task().output.sections;
        self.reply.sections.iter().filter_map(|section| {
            let spot = spots.iter().find(|spot| spot.heading == section.heading)?;
            Some((spot, section))
        })
    }

    /// What was written, without the headings, which are the task's.
    fn written(&self) -> String {
        let sections = self.reply.sections.iter();
        let texts: Vec<&str> = sections.map(|section| section.text.as_str()).collect();
        texts.join("\n")
    }

    /// Whether the answer is to be in English: where a form asks for a language, that is what it says.
    fn is_english(&self) -> bool {
        let language = self.form.value("language");
        language.is_none_or(|language| language == "English")
    }

    /// Everything that the form holds, chosen options included.
    fn given(&self) -> String {
        let values: Vec<&str> = self.form.values().map(|(_, value)| value).collect();
        values.join("\n")
    }
}

/// What all checks of a task found, in the order of the checks, and where its quotes stand.
pub(crate) fn all(case: &Case<'_>) -> (Vec<Finding>, Vec<Place>) {
    let mut found = Found(Vec::new());
    sections::check(case, &mut found);
    length::check(case, &mut found);
    grade::check(case, &mut found);
    language::check(case, &mut found);
    let places = quotes::check(case, &mut found);
    placeholders::check(case, &mut found);
    merge_fields::check(case, &mut found);
    numbers::check(case, &mut found);
    points::check(case, &mut found);
    codes::check(case, &mut found);
    phrases::check(case, &mut found);
    urgent::check(case, &mut found);
    (found.0, places)
}

/// What was found so far.
struct Found(Vec<Finding>);

impl Found {
    fn fails(&mut self, check: Check, says: impl Into<String>) {
        self.push(check, Weight::Fails, says.into());
    }

    fn look(&mut self, check: Check, says: impl Into<String>) {
        self.push(check, Weight::Look, says.into());
    }

    fn push(&mut self, check: Check, weight: Weight, says: String) {
        self.0.push(Finding {
            check,
            weight,
            says,
        });
    }
}
