//! What leaves is shown before it leaves, and stops where a person must read it first.

use std::collections::BTreeMap;

use anteroom_gateway::{Glimpse, Look};
use anteroom_tasks::{Level, Message, Role, Task};

use super::line::Line;
use crate::exit::{Exit, Failure};
use crate::terminal;

/// Shows everything that the form sends, and stops unless it may go on.
pub(super) async fn shown(
    task: &Task,
    line: &Line,
    prompts: &[Vec<Message>],
    is_reviewed: bool,
    is_trial: bool,
) -> Result<(), Failure> {
    let mut finds = Vec::new();
    for (at, messages) in prompts.iter().enumerate() {
        let look = show(line, messages, &format!("{} of {}", at + 1, prompts.len())).await?;
        finds.extend(typed(messages, &look));
    }
    terminal::note(format_args!(
        "Found in what you typed: {}",
        counted(finds.iter())
    ));
    match is_trial {
        true => Ok(()),
        false => may_go(task, &finds, is_reviewed),
    }
}

/// Shows one request as it would leave.
pub(super) async fn show(line: &Line, messages: &[Message], what: &str) -> Result<Look, Failure> {
    let look = line.look(messages).await?;
    terminal::note(format_args!(
        "--- What leaves for {} ({what}) ---",
        line.destination
    ));
    for seen in &look.fields {
        terminal::note(format_args!("{}\n", seen.leaving.trim_end()));
    }
    terminal::note("--- end of what leaves ---");
    if !look.removed.is_empty() {
        let removed = look.removed.iter();
        let removed = removed.map(|(code, count)| format!("{count} {}", code.replace('_', " ")));
        terminal::note(format_args!(
            "Left out, because this task does not need it: {}.",
            removed.collect::<Vec<_>>().join(", ")
        ));
    }
    Ok(look)
}

/// What was found in the form's part of the messages.
fn typed(messages: &[Message], look: &Look) -> Vec<Glimpse> {
    let fields = messages.iter().zip(&look.fields);
    let of_form = fields.filter(|(message, _)| message.role == Role::User);
    of_form
        .flat_map(|(_, seen)| seen.finds.iter().copied())
        .collect()
}

/// At level 1 what is surely somebody's stops; a town or a first name may be waved through by a person who read it.
fn may_go(task: &Task, finds: &[Glimpse], is_reviewed: bool) -> Result<(), Failure> {
    let is_general = task.level == Level::NoPatientInformation;
    let hard: Vec<&Glimpse> = finds.iter().filter(|find| find.hard).collect();
    let stop = |says: String| {
        Err(Failure::new(
            Exit::Policy,
            anyhow::anyhow!("nothing was sent. {says}"),
        ))
    };
    if is_general && !hard.is_empty() {
        return stop(format!(
            "This task is for general text. Take out: {}. Details of your own practice belong into practice.toml.",
            counted(hard.into_iter())
        ));
    }
    if is_reviewed || is_general && finds.is_empty() {
        return Ok(());
    }
    stop("Read what would leave, shown above. If it has only what this task needs, add --yes-reviewed.".to_owned())
}

/// Kinds and counts, never the words.
fn counted<'a>(finds: impl Iterator<Item = &'a Glimpse>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for find in finds {
        *counts.entry(find.kind).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    match counts.is_empty() {
        true => "nothing identifying. Please check: no tool catches everything.".to_owned(),
        false => counts.join(", "),
    }
}
