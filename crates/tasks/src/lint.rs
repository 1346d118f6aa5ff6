//! Whether a task file is sound: what the types cannot say.

use std::collections::BTreeSet;

use crate::reading::Counts;
use crate::task::{Field, Kind, Level, Manner, Otherwise, Person, Task};
use crate::trial::trial;

/// Highest reading grade (Flesch-Kincaid) of what staff read of a task.
const STAFF_GRADE: f64 = 8.0;

/// A task file that is not sound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LintError {
    /// It is not a task file.
    #[error("this is not a task file: {0}")]
    Form(String),
    /// Something in it does not fit together.
    #[error("{0}")]
    Problem(String),
}

/// Reads a task file and looks for everything that is wrong with it.
///
/// # Errors
/// All problems, in the order of the file.
pub fn lint(text: &str) -> Result<Task, Vec<LintError>> {
    let task: Task =
        toml::from_str(text).map_err(|error| vec![LintError::Form(error.to_string())])?;
    let mut problems = Vec::new();
    head(&task, &mut problems);
    fields(&task, &mut problems);
    otherwise(&task, &mut problems);
    prompt(&task, &mut problems);
    output(&task, &mut problems);
    words(&task, &mut problems);
    examples(&task, &mut problems);
    match problems.is_empty() {
        true => Ok(task),
        false => Err(problems.into_iter().map(LintError::Problem).collect()),
    }
}

fn head(task: &Task, problems: &mut Vec<String>) {
    let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if task.id.is_empty() || !task.id.chars().all(is_id) {
        problems.push("The id is not in small letters, digits and hyphens.".to_owned());
    }
    if task.version == 0 {
        problems.push("Versions count from 1.".to_owned());
    }
    if task.roles.is_empty() || task.safeguards.is_empty() || task.fields.is_empty() {
        problems.push("Roles, fields and safeguards may not be empty.".to_owned());
    }
    if task.also.is_empty() {
        problems.push("There must be everyday words to find it by, in also.".to_owned());
    }
    if task.level > Level::NoPatientInformation && task.roles.contains(&Person::FrontDesk) {
        problems.push("The front desk works at level 1 only.".to_owned());
    }
    let has_identity = task.manner == Manner::Merge;
    if has_identity != (task.level == Level::Identified) {
        problems.push("Identity is filled in at level 3, and only without a model.".to_owned());
    }
}

fn fields(task: &Task, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for field in &task.fields {
        if !seen.insert(&field.name) {
            problems.push(format!("The field {} is there twice.", field.name));
        }
        if let Some(problem) = of_field(field) {
            problems.push(format!("The field {}: {problem}", field.name));
        }
    }
    let named = task
        .check
        .urgent
        .iter()
        .chain(&task.check.points)
        .chain(task.otherwise.iter().map(|one| &one.field))
        .chain(task.long.iter().map(|long| &long.field));
    for name in named.filter(|name| task.field(name).is_none()) {
        problems.push(format!("There is no field {name}."));
    }
}

/// What makes a task another use case is one of the options of a choice.
fn otherwise(task: &Task, problems: &mut Vec<String>) {
    for one in &task.otherwise {
        let field = task.field(&one.field);
        if !field.is_some_and(|field| field.options.contains(&one.option)) {
            let Otherwise { field, option, .. } = one;
            problems.push(format!("The field {field} has no option {option}."));
        }
    }
}

fn of_field(field: &Field) -> Option<&'static str> {
    let is_choice = field.kind == Kind::Choice;
    let is_option = |value: &String| field.options.contains(value);
    match field {
        _ if is_choice == field.options.is_empty() => {
            Some("a choice has options, and nothing else has.")
        }
        _ if field
            .default
            .as_ref()
            .is_some_and(|default| !is_option(default)) =>
        {
            Some("its default is not an option.")
        }
        _ if is_choice && !is_option(&field.example) => Some("its example is not an option."),
        _ if field.kind != Kind::Line && (field.shape.is_some() || field.own.is_some()) => {
            Some("only one line has a shape, or is the practice's own.")
        }
        _ if field.shape.is_some_and(|shape| !shape.fits(&field.example)) => {
            Some("its example has not its shape.")
        }
        _ if field.example.trim().is_empty() => Some("it has no example."),
        _ if field.example.chars().count() > field.max => Some("its example is too long."),
        _ => None,
    }
}

/// A model is asked exactly where the file says so, and only chosen options become part of an instruction.
fn prompt(task: &Task, problems: &mut Vec<String>) {
    let Some(frame) = &task.prompt else {
        if task.manner == Manner::Write {
            problems.push("There is no prompt.".to_owned());
        }
        return;
    };
    if task.manner == Manner::Merge {
        problems.push("A task without a model has no prompt.".to_owned());
    }
    if !(0.0..=1.0).contains(&frame.temperature) {
        problems.push("The temperature is not between 0 and 1.".to_owned());
    }
    for name in braced(&frame.task) {
        let is_chosen = |field: &Field| {
            field.kind == Kind::Choice && (field.required || field.default.is_some())
        };
        if !task.field(name).is_some_and(is_chosen) {
            problems.push(format!("{{{name}}} is not a choice that is always made."));
        }
    }
}

/// Names in single braces.
fn braced(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

fn output(task: &Task, problems: &mut Vec<String>) {
    let sections = &task.output.sections;
    let headings: BTreeSet<String> = sections
        .iter()
        .map(|spot| spot.heading.to_lowercase())
        .collect();
    if sections.is_empty() || headings.len() != sections.len() || headings.contains("") {
        problems.push("The output needs sections with headings that differ.".to_owned());
    }
    let has_source = task.fields.iter().any(|field| field.source);
    if sections.iter().any(|spot| spot.quoted) && !has_source {
        problems.push("A section is quoted, but no field is a source.".to_owned());
    }
}

fn words(task: &Task, problems: &mut Vec<String>) {
    let fields = task
        .fields
        .iter()
        .flat_map(|field| [&field.label, &field.help]);
    let rest = task
        .safeguards
        .iter()
        .chain([&task.about, &task.human_review.what]);
    let all: Vec<&str> = fields.chain(rest).map(String::as_str).collect();
    let grade = Counts::of(&all.join("\n")).flesch_kincaid();
    if grade > STAFF_GRADE {
        problems.push(format!(
            "What staff read is at grade {grade:.1}; it may be at grade {STAFF_GRADE:.0}."
        ));
    }
}

fn examples(task: &Task, problems: &mut Vec<String>) {
    if task.examples.is_empty() || task.refusals.is_empty() {
        problems.push("There must be an example with a golden answer, and a refusal.".to_owned());
    }
    for one in trial(task) {
        let told = one
            .problems
            .iter()
            .map(|problem| format!("{}: {problem}", one.title));
        problems.extend(told);
    }
}
