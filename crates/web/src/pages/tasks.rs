//! `/tasks/{task}`: the composer. A form, what was found in it, and what the model would see.

use std::collections::BTreeMap;

use anteroom_audit::Word;
use anteroom_gateway::{Look, Refusal};
use anteroom_office::OfficeError;
use anteroom_office::work::{self, State as Progress, Work};
use anteroom_store::By;
use anteroom_tasks::{Field, Form, FormError, Kind, Level, Manner, Task};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use http::StatusCode;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, page, page_with, see_other};
use crate::pages::shown::{FieldShown, count, shown};
use crate::pages::{catalogue, error, sending};
use crate::writing;

#[derive(Template)]
#[template(path = "task.html")]
struct Composer {
    frame: Frame,
    task: &'static Task,
    fields: Vec<Input>,
    errors: Vec<(String, String)>,
    looked: Option<Vec<FieldShown>>,
    run: String,
    goes_to: Option<String>,
}

/// A field with what stands in it.
struct Input {
    field: &'static Field,
    value: String,
    says: Option<String>,
}

impl Composer {
    fn is_everyday(&self) -> bool {
        self.task.level == Level::NoPatientInformation
    }

    fn count(&self) -> usize {
        self.looked.as_deref().map_or(0, count)
    }
}

impl Input {
    fn is_choice(&self) -> bool {
        self.field.kind == Kind::Choice
    }

    fn is_text(&self) -> bool {
        self.field.kind == Kind::Text
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let Some(task) = open_task(&id, &person, &frame) else {
        return error::not_found(frame);
    };
    let query = query.unwrap_or_default();
    let own = &person.visitor.session.person;
    let (run, typed) = match query.strip_prefix("run=") {
        Some(run) => match work::find(edge.door.store(), own, run).await {
            Ok(Some(kept)) if kept.task() == id => (run.to_owned(), kept.work.fields),
            _ => return error::not_found(frame),
        },
        None if query == "example" => (String::new(), example(task)),
        None => (String::new(), BTreeMap::new()),
    };
    page(&composer(&edge, frame, task, &typed, Vec::new(), run).await)
}

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let Some(task) = open_task(&id, &person, &frame) else {
        return error::not_found(frame);
    };
    let typed = typed(task, &sent);
    let run = sent.text("run").to_owned();
    match sent.text("action") {
        "check" => checked(&edge, frame, task, &typed, run).await,
        "save" => match saved(
            &edge,
            (&person.by(), &person.visitor.session.person),
            task,
            &typed,
            &run,
        )
        .await
        {
            Ok(_) => see_other("/runs"),
            Err(failed) => not_saved(frame, &failed),
        },
        _ => created(&edge, &person, frame, task, typed, run).await,
    }
}

/// The task, where it is open to this person.
pub(crate) fn open_task(id: &str, person: &Person, frame: &Frame) -> Option<&'static Task> {
    let deidentified = frame.level.is_some_and(|level| level.number >= 2);
    let account = &person.visitor.account;
    catalogue::task(id).filter(|task| catalogue::shut(task, account, deidentified).is_none())
}

fn example(task: &Task) -> BTreeMap<String, String> {
    let examples = task.examples.first();
    examples
        .map(|example| example.fields.clone())
        .unwrap_or_default()
}

pub(crate) fn typed(task: &Task, sent: &Sent) -> BTreeMap<String, String> {
    let field = |field: &Field| {
        let value = sent.get(&format!("f.{}", field.name))?;
        Some((field.name.clone(), value.replace("\r\n", "\n")))
    };
    task.fields.iter().filter_map(field).collect()
}

async fn composer(
    edge: &Edge,
    frame: Frame,
    task: &'static Task,
    typed: &BTreeMap<String, String>,
    errors: Vec<FormError>,
    run: String,
) -> Composer {
    let errors: Vec<(String, String)> = errors.iter().map(|error| said(task, error)).collect();
    let way = writing::way(edge, task).await.ok().flatten();
    let input = |field: &'static Field| Input {
        value: typed
            .get(&field.name)
            .or(field.default.as_ref())
            .cloned()
            .unwrap_or_default(),
        says: errors
            .iter()
            .find(|(name, _)| *name == field.name)
            .map(|(_, says)| says.clone()),
        field,
    };
    Composer {
        frame,
        fields: task.fields.iter().map(input).collect(),
        task,
        errors,
        looked: None,
        run,
        goes_to: way.as_ref().map(writing::destination),
    }
}

/// An error in words, with the field that it speaks of.
fn said(task: &Task, error: &FormError) -> (String, String) {
    let label = |name: &String| {
        let field = task.field(name);
        field.map_or_else(|| name.clone(), |field| field.label.clone())
    };
    match error {
        FormError::Guarded { field, guard } => {
            (field.clone(), format!("{}: {}", label(field), guard.says()))
        }
        FormError::Missing { field } => (
            field.clone(),
            format!("{} Please fill this in.", label(field)),
        ),
        FormError::NotAnOption { field, .. } => {
            (field.clone(), format!("{} Choose one.", label(field)))
        }
        FormError::SeveralLines { field } => {
            (field.clone(), format!("{} Write one line.", label(field)))
        }
        FormError::TooLong { field, is, max } => (
            field.clone(),
            format!(
                "{} This has {is} characters; it may have {max}.",
                label(field)
            ),
        ),
        FormError::Unknown { field } => (
            field.clone(),
            "This form has changed. Please check it.".to_owned(),
        ),
    }
}

/// What is longer than its field takes: that is not looked at.
pub(crate) fn too_long(task: &Task, typed: &BTreeMap<String, String>) -> Vec<FormError> {
    let fill = Form::fill(task, typed).err().unwrap_or_default();
    let long = |error: &FormError| matches!(error, FormError::TooLong { .. });
    fill.into_iter().filter(long).collect()
}

/// The form with what was found in it, for those without scripts.
async fn checked(
    edge: &Edge,
    frame: Frame,
    task: &'static Task,
    typed: &BTreeMap<String, String>,
    run: String,
) -> Response {
    let long = too_long(task, typed);
    if !long.is_empty() {
        let again = composer(edge, frame, task, typed, long, run).await;
        return page_with(StatusCode::BAD_REQUEST, &again);
    }
    let looked = look(edge, task, typed).await;
    let mut composer = composer(edge, frame, task, typed, Vec::new(), run).await;
    match looked {
        Ok(looked) => composer.looked = Some(looked),
        Err(_) => return error::unchecked(composer.frame),
    }
    page(&composer)
}

/// What would be found in the filled fields.
pub(crate) async fn look(
    edge: &Edge,
    task: &'static Task,
    typed: &BTreeMap<String, String>,
) -> Result<Vec<FieldShown>, Refusal> {
    let filled: Vec<(&'static Field, &String)> = task
        .fields
        .iter()
        .filter(|field| field.kind != Kind::Choice)
        .filter_map(|field| Some((field, typed.get(&field.name)?)))
        .filter(|(_, value)| !value.trim().is_empty())
        .collect();
    let asked = filled
        .iter()
        .map(|(field, value)| (field.label.clone(), (*value).clone()));
    let Look { fields } = edge.gateway.look(asked.collect()).await?;
    let pairs = filled.iter().zip(fields);
    Ok(pairs
        .map(|((field, value), seen)| shown(field, value, seen))
        .collect())
}

/// Keeps what was typed, in the piece of work that it belongs to; beside it where that is on its way or was changed.
pub(crate) async fn saved(
    edge: &Edge,
    (by, own): (&By, &Word),
    task: &'static Task,
    typed: &BTreeMap<String, String>,
    run: &str,
) -> Result<String, OfficeError> {
    let store = edge.door.store();
    let kept = work::find(store, own, run).await.ok().flatten();
    let kept = kept.filter(|kept| kept.task() == task.id && kept.state() != Progress::Sending);
    if let Some(mut kept) = kept {
        kept.work = fresh(task, typed);
        if work::keep(store, edge.now(), kept, None).await.is_ok() {
            return Ok(run.to_owned());
        }
    }
    work::begin(store, by, own, &task.id, &fresh(task, typed)).await
}

fn not_saved(frame: Frame, failed: &OfficeError) -> Response {
    tracing::error!(error = %failed, "a draft cannot be kept");
    error::broken(frame)
}

fn fresh(task: &Task, typed: &BTreeMap<String, String>) -> Work {
    Work {
        fields: typed.clone(),
        version: task.version,
        ..Work::default()
    }
}

/// Writes at once where nothing was found and the task takes no patient information; else somebody reads it first.
async fn created(
    edge: &Edge,
    person: &Person,
    frame: Frame,
    task: &'static Task,
    typed: BTreeMap<String, String>,
    run: String,
) -> Response {
    if let Err(errors) = Form::fill(task, &typed) {
        let again = composer(edge, frame, task, &typed, errors, run).await;
        return page_with(StatusCode::BAD_REQUEST, &again);
    }
    let Ok(looked) = look(edge, task, &typed).await else {
        return error::unchecked(frame);
    };
    let id = match saved(
        edge,
        (&person.by(), &person.visitor.session.person),
        task,
        &typed,
        &run,
    )
    .await
    {
        Ok(id) => id,
        Err(failed) => return not_saved(frame, &failed),
    };
    let at_once = task.manner == Manner::Write
        && task.level == Level::NoPatientInformation
        && count(&looked) == 0;
    let own = &person.visitor.session.person;
    match work::find(edge.door.store(), own, &id).await {
        // Whoever saved another form under this id meanwhile has not been looked at.
        Ok(Some(kept)) if at_once && kept.work.fields == typed => {
            sending::send(edge, person, frame, task, kept).await
        }
        _ => see_other(&format!("/runs/{id}/review")),
    }
}
