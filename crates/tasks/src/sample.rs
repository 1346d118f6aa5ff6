//! Sample answers: what stands in for a model where there is none, in the demo and in practice mode.
//!
//! Nothing here writes: a task is answered with the answer of its own example, whatever was typed, and anything else with a
//! short letter around the placeholders that it holds. Whoever shows one shows the label with it.

use std::collections::BTreeMap;

use crate::task::{Kind, Task};

/// What stands beside every sample answer.
pub const LABEL: &str = "Sample answer, not from a model.";

/// The sample answer of a task.
#[must_use]
pub fn answer(task: &Task) -> Option<&str> {
    let example = task.examples.first();
    example.map(|example| example.golden.as_str())
}

/// The sample answer of the task that a prompt asks for; none for a prompt that is no task's.
#[must_use]
pub fn of_prompt(system: &str) -> Option<&'static str> {
    let asked = |task: &&Task| {
        system.contains(&format!("\nTask: {} (version {}", task.title, task.version))
    };
    answer(crate::tasks().ok()?.iter().find(asked)?)
}

/// Whether a form holds the texts of the task's own example, which is made up. What was chosen from a list is no text.
#[must_use]
pub fn is_example(task: &Task, typed: &BTreeMap<String, String>) -> bool {
    let Some(example) = task.examples.first() else {
        return false;
    };
    let text = |from: &BTreeMap<String, String>, name: &str| {
        from.get(name)
            .map_or_else(String::new, |text| text.trim().to_owned())
    };
    let mut texts = task
        .fields
        .iter()
        .filter(|field| field.kind != Kind::Choice);
    texts.all(|field| text(typed, &field.name) == text(&example.fields, &field.name))
}

/// A short after-visit letter around whatever placeholders the text holds.
#[must_use]
pub fn letter(text: &str) -> String {
    let first = |words: &[&str]| {
        placeholders(text).find(|found| words.iter().any(|word| found.starts_with(word)))
    };
    let mut letter = format!("({LABEL})\n\n");
    let reader = first(&["[PATIENT_", "[PERSON_", "[NAME_"]).unwrap_or("there");
    letter += &format!("Dear {reader},\n\nThank you for your visit");
    if let Some(date) = first(&["[DATE_"]) {
        letter += &format!(" on {date}");
    }
    letter +=
        ". Your blood pressure is where we want it. Please keep taking your medicine each day.";
    if let Some(staff) = first(&["[STAFF_"]) {
        letter += &format!(" {staff} will look at your tests with you.");
    }
    if let Some(phone) = first(&["[PHONE_"]) {
        letter += &format!("\n\nWe will call you at {phone} with the date of your next visit.");
    }
    letter
}

/// Everything in square brackets that looks like a placeholder, in order.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(']').filter_map(|piece| {
        let open = piece.rfind('[')?;
        let found = piece.get(open..)?;
        found
            .chars()
            .all(|c| matches!(c, '[' | ']' | '_') || c.is_ascii_uppercase() || c.is_ascii_digit())
            .then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_examples_own_texts_are_the_example() {
        let task = crate::task("summarize-note").unwrap().unwrap();
        let mut typed = task.examples.first().unwrap().fields.clone();
        assert!(is_example(task, &typed));
        typed.insert("purpose".to_owned(), "audit".to_owned());
        assert!(is_example(task, &typed), "a choice is no text");
        typed
            .entry("note".to_owned())
            .or_default()
            .push_str(" More.");
        assert!(!is_example(task, &typed));
        assert!(!is_example(task, &BTreeMap::new()));
    }

    #[test]
    fn the_letter_uses_the_placeholders_it_was_given() {
        let letter = letter(
            "Patient: [PATIENT_1] seen [DATE_1], phone [PHONE_1], by [STAFF_2]. [x] BP 134/82",
        );
        assert!(letter.contains("Dear [PATIENT_1],"));
        assert!(letter.contains("on [DATE_1]"));
        assert!(letter.contains("at [PHONE_1]"));
        assert!(!letter.contains("[x]"));
    }

    #[test]
    fn a_text_without_placeholders_still_gets_a_letter() {
        assert!(letter("").starts_with("(Sample answer, not from a model.)"));
    }
}
