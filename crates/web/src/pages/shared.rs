//! `/shared/{id}`: what a colleague lets somebody read of their work; and a draft of one's own from its form. That it was opened
//! is in the log first.

use anteroom_office::held::{self, End};
use anteroom_office::work::{self, Lent, OpenLent, Opening};
use anteroom_tasks::{Draft, Form, Manner, Task, Tools};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page};
use crate::pages::runs::list::{begin, state};
use crate::pages::runs::{Block, blocks, in_page};
use crate::pages::{catalogue, error, held as review};

/// How much that others share is listed.
pub(crate) const LISTED: u32 = 200;

#[derive(Template)]
#[template(path = "shared.html")]
struct Shared {
    frame: Frame,
    id: String,
    task: &'static Task,
    owner: String,
    state: &'static str,
    changed: String,
    /// What was typed: each field with what stands in it.
    fields: Vec<(&'static str, String)>,
    /// What was written; empty where nothing was.
    blocks: Vec<Block>,
    /// What is written on it until somebody approved it.
    mark: Option<String>,
}

/// A piece of work of a colleague, in a list.
pub(crate) struct Row {
    pub(crate) title: String,
    pub(crate) owner: String,
    pub(crate) state: &'static str,
    pub(crate) changed: String,
    pub(crate) href: String,
}

/// What colleagues share with this person.
pub(crate) async fn rows(edge: &Edge, frame: &Frame, person: &Person) -> Vec<Row> {
    let own = &person.visitor.session.person;
    let lent = work::lent(edge.door.store(), own, LISTED).await;
    let lent = lent.unwrap_or_else(|failed| {
        tracing::error!(error = %failed, "what colleagues share cannot be read");
        Vec::new()
    });
    let mut rows = Vec::with_capacity(lent.len());
    for one in &lent {
        rows.push(row(frame, one, end(edge, one).await));
    }
    rows
}

fn row(frame: &Frame, lent: &Lent, end: Option<End>) -> Row {
    let task = catalogue::task(lent.task());
    Row {
        title: task.map_or("", |task| task.title.as_str()).to_owned(),
        owner: lent.owner.to_string(),
        state: state(lent.state(), end, lent.is_edited()),
        changed: frame.minute(lent.changed_at()),
        href: format!("/shared/{}", lent.id()),
    }
}

/// What its reviewers decided; none where they have not, and where nobody must.
async fn end(edge: &Edge, lent: &Lent) -> Option<End> {
    let receipt = lent.receipt()?.parse().ok()?;
    let last = held::last(edge.door.store(), receipt).await;
    last.ok().flatten()?.end
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let (opened, task) = match opened(&edge, &person, &frame, &id, Opening::Read).await {
        Ok(opened) => opened,
        Err(says) => return *says,
    };
    let lent = opened.lent();
    let end = end(&edge, lent).await;
    let is_released = end == Some(End::Released);
    page(&Shared {
        id,
        owner: lent.owner.to_string(),
        state: state(lent.state(), end, lent.is_edited()),
        changed: frame.minute(lent.changed_at()),
        fields: typed(task, &opened),
        blocks: written(task, &opened),
        mark: review::mark(task, lent.is_edited(), is_released),
        task,
        frame,
    })
}

/// Begins a draft of one's own with the same form.
pub(crate) async fn copy(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let person = &posted.person;
    let frame = Frame::of(&edge, person).await;
    match opened(&edge, person, &frame, &id, Opening::Copy).await {
        Ok((opened, task)) => begin(&edge, person, frame, task, &opened.form()).await,
        Err(says) => *says,
    }
}

/// A piece of work that a colleague shares with this person, opened, and its task; else the page that says why not.
async fn opened(
    edge: &Edge,
    person: &Person,
    frame: &Frame,
    id: &str,
    opening: Opening,
) -> Result<(OpenLent, &'static Task), Box<Response>> {
    let found = lent(edge, person, id).await;
    let (lent, task) = found.ok_or_else(|| Box::new(error::not_found(frame.clone())))?;
    let opened = lent.open(edge.door.store(), &person.by(), opening).await;
    let opened = opened.map_err(|failed| {
        tracing::error!(error = %failed, "that shared work was opened cannot be written");
        Box::new(error::broken(frame.clone()))
    })?;
    Ok((opened, task))
}

/// A piece of work that a colleague shares with this person, and its task.
async fn lent(edge: &Edge, person: &Person, id: &str) -> Option<(Lent, &'static Task)> {
    let own = &person.visitor.session.person;
    let found = work::find_lent(edge.door.store(), own, id).await;
    let lent = found.ok().flatten()?;
    let task = catalogue::task(lent.task())?;
    Some((lent, task))
}

fn typed(task: &'static Task, opened: &OpenLent) -> Vec<(&'static str, String)> {
    let form = opened.form();
    let field = |field: &'static anteroom_tasks::Field| {
        let value = form
            .fields
            .get(&field.name)
            .filter(|value| !value.is_empty())?;
        Some((field.label.as_str(), value.clone()))
    };
    task.fields.iter().filter_map(field).collect()
}

/// The text, with what the program adds to it.
fn written(task: &'static Task, opened: &OpenLent) -> Vec<Block> {
    let Some(text) = opened.text() else {
        return Vec::new();
    };
    let form = opened.form();
    let filled = Form::fill(task, &form.fields).ok();
    let filled = filled.filter(|_| task.manner == Manner::Write);
    let draft = filled.map(|form| Draft::of(&form, text, Tools::default()));
    let whole = draft.map_or_else(|| text.to_owned(), |draft| draft.page());
    blocks(&in_page(whole, text, &[]))
}
