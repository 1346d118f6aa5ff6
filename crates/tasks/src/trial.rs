//! Trying a task on its own examples, without a model: forms fill, golden answers pass, refusals are refused.

use crate::draft::{Draft, Tools};
use crate::form::{Form, FormError};
use crate::task::{Example, Manner, Refusal, Task};

/// How one example came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The example's title.
    pub title: String,
    /// What went otherwise than it should; empty when nothing did.
    pub problems: Vec<String>,
}

/// Tries every example and every refusal, in the order of the file.
#[must_use]
pub fn trial(task: &Task) -> Vec<Trial> {
    let examples = task
        .examples
        .iter()
        .map(|one| (&one.title, example(task, one)));
    let refusals = task
        .refusals
        .iter()
        .map(|one| (&one.title, refusal(task, one)));
    let trials = examples.chain(refusals).map(|(title, problems)| Trial {
        title: title.clone(),
        problems,
    });
    trials.collect()
}

fn example(task: &Task, example: &Example) -> Vec<String> {
    let form = match Form::fill(task, &example.fields) {
        Ok(form) => form,
        Err(errors) => return errors.iter().map(FormError::to_string).collect(),
    };
    match task.manner {
        Manner::Write => {
            let draft = Draft::of(&form, &example.golden, Tools::default());
            draft.failed().map(|finding| finding.says.clone()).collect()
        }
        Manner::Merge => match form.merged() {
            Some(Ok(merged)) if merged.text.trim() == example.golden.trim() => Vec::new(),
            Some(Ok(_)) => vec!["The letter is not the golden one.".to_owned()],
            Some(Err(error)) => vec![error.to_string()],
            None => vec!["The form has no letter to fill.".to_owned()],
        },
    }
}

fn refusal(task: &Task, refusal: &Refusal) -> Vec<String> {
    match Form::fill(task, &refusal.fields) {
        Err(errors) if errors.iter().any(|error| error.code() == refusal.because) => Vec::new(),
        Err(errors) => {
            let codes: Vec<&str> = errors.iter().map(FormError::code).collect();
            vec![format!(
                "It is refused as {}, not as {}.",
                codes.join(", "),
                refusal.because
            )]
        }
        Ok(_) => vec![format!(
            "It is not refused; it should be, as {}.",
            refusal.because
        )],
    }
}
