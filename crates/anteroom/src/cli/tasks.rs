//! `anteroom tasks`: the tasks that staff can do, as anybody may read them. Needs no setup and no network.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anteroom_tasks::{Field, Form, FormError, Task, lint, task, tasks, trial};
use clap::Subcommand;
use serde_json::{Value, json};

use super::desk::words;
use super::input;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal::{self, Tone};

#[derive(Debug, Subcommand)]
pub(crate) enum Tasks {
    /// Look for everything that is wrong with a task file; exit 1 if something is.
    #[command(after_help = "Example:\n  anteroom tasks lint my-task.toml")]
    Lint {
        /// The file; `-` for standard input.
        file: PathBuf,
    },
    /// All tasks, with their level.
    #[command(after_help = "Example:\n  anteroom tasks list --json")]
    List {
        /// Write one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// A task's form, review and safeguards.
    #[command(
        after_help = "Examples:\n  anteroom tasks show patient-handout\n  anteroom tasks show patient-handout --prompt"
    )]
    Show {
        /// The task, as `anteroom tasks list` shows it.
        id: String,
        /// Print the whole prompt, filled with the form's own examples.
        #[arg(long)]
        prompt: bool,
        /// Write one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Try a task on its own examples and refusals, without a model; exit 1 if one comes out otherwise.
    #[command(after_help = "Example:\n  anteroom tasks test patient-handout")]
    Test {
        /// The task.
        id: String,
    },
}

impl Tasks {
    pub(crate) fn run(self) -> Outcome {
        match self {
            Tasks::Lint { file } => check(&input::text(Some(&file))?),
            Tasks::List { json } => list(json),
            Tasks::Show {
                id,
                prompt: true,
                json,
            } => prompt(find(&id)?, json),
            Tasks::Show { id, json, .. } => show(find(&id)?, json),
            Tasks::Test { id } => test(find(&id)?),
        }
    }
}

/// The task with this id.
///
/// # Errors
/// When there is none.
pub(super) fn find(id: &str) -> Result<&'static Task, Failure> {
    let found = task(id).map_err(anyhow::Error::from)?;
    found.ok_or_else(|| {
        Failure::usage(format_args!(
            "there is no task {id}; `anteroom tasks list` shows all"
        ))
    })
}

fn check(text: &str) -> Outcome {
    let Err(problems) = lint(text) else {
        terminal::note("Nothing is wrong with it.");
        return Ok(Exit::Done);
    };
    for problem in problems {
        terminal::line(problem)?;
    }
    Ok(Exit::No)
}

fn list(as_json: bool) -> Outcome {
    for task in tasks().map_err(anyhow::Error::from)? {
        match as_json {
            true => terminal::json(&head(task))?,
            false => terminal::line(format_args!(
                "{:<20} level {}  {}",
                task.id,
                u8::from(task.level),
                task.title
            ))?,
        }
    }
    Ok(Exit::Done)
}

fn head(task: &Task) -> Value {
    json!({
        "id": task.id, "version": task.version, "level": task.level, "title": task.title, "about": task.about,
        "use_case": task.use_case, "roles": task.roles,
    })
}

fn whole(task: &Task) -> Value {
    json!({
        "task": head(task), "fields": task.fields, "output": task.output, "check": task.check, "guards": task.guards,
        "disclosures": task.disclosures, "human_review": task.human_review, "safeguards": task.safeguards,
        "reviewed": task.reviewed,
    })
}

fn show(task: &Task, as_json: bool) -> Outcome {
    if as_json {
        terminal::json(&whole(task))?;
        return Ok(Exit::Done);
    }
    terminal::line(format_args!(
        "{} (level {}, version {})\n{}\n",
        task.title,
        u8::from(task.level),
        task.version,
        task.about
    ))?;
    for one in &task.fields {
        terminal::line(field(one))?;
    }
    let sections: Vec<&str> = task
        .output
        .sections
        .iter()
        .map(|spot| spot.heading.as_str())
        .collect();
    terminal::line(format_args!("\nAnswer    {}", sections.join(", ")))?;
    terminal::line(format_args!(
        "Review    {}: {}",
        words(&task.human_review.by),
        task.human_review.what
    ))?;
    for safeguard in &task.safeguards {
        terminal::line(format_args!("Guard     {safeguard}"))?;
    }
    terminal::line(format_args!(
        "Read by   {}, {}",
        task.reviewed.by, task.reviewed.on
    ))?;
    Ok(Exit::Done)
}

fn field(field: &Field) -> String {
    let mark = if field.required { "*" } else { " " };
    let options = match field.options.is_empty() {
        true => String::new(),
        false => format!(" One of: {}.", field.options.join(", ")),
    };
    format!(
        "{mark} {:<16} {} {}{options}",
        field.name, field.label, field.help
    )
}

fn prompt(task: &Task, as_json: bool) -> Outcome {
    let examples = task
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.example.clone()));
    let form = filled(task, &examples.collect())?;
    let messages = form.prompt();
    let messages =
        messages.ok_or_else(|| Failure::usage("this task asks no model, so it has no prompt"))?;
    if as_json {
        terminal::json(&messages)?;
        return Ok(Exit::Done);
    }
    for message in messages {
        terminal::line(format_args!(
            "--- {} ---\n{}",
            words(&message.role),
            message.content
        ))?;
    }
    Ok(Exit::Done)
}

/// A form as it was typed.
///
/// # Errors
/// Everything that is wrong with it: policy where the task refuses what stands there, usage otherwise.
pub(super) fn filled<'a>(
    task: &'a Task,
    fields: &BTreeMap<String, String>,
) -> Result<Form<'a>, Failure> {
    Form::fill(task, fields).map_err(|errors| {
        let is_refused = errors
            .iter()
            .any(|error| matches!(error, FormError::Guarded { .. }));
        let exit = if is_refused {
            Exit::Policy
        } else {
            Exit::Usage
        };
        let says: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Failure::new(
            exit,
            anyhow::anyhow!("nothing was sent. {}", says.join("; ")),
        )
    })
}

fn test(task: &Task) -> Outcome {
    let trials = trial(task);
    for one in &trials {
        let (tone, word) = match one.problems.is_empty() {
            true => (Tone::Good, "ok"),
            false => (Tone::Bad, "no"),
        };
        terminal::line(format_args!(
            "{}  {}",
            terminal::toned(tone, word),
            one.title
        ))?;
        for problem in &one.problems {
            terminal::line(format_args!("    {problem}"))?;
        }
    }
    let passed = trials.iter().all(|one| one.problems.is_empty());
    Ok(if passed { Exit::Done } else { Exit::No })
}
