//! `/runs/{id}/review`: a person reads what will leave, and says so.

use anteroom_office::work;
use anteroom_tasks::{Form, Level, Manner, Task};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::own;
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page_with, see_other};
use crate::pages::shown::{FieldShown, count};
use crate::pages::{catalogue, error, sending, tasks};
use crate::writing;

#[derive(Template)]
#[template(path = "review.html")]
struct Review {
    frame: Frame,
    id: String,
    task: &'static Task,
    looked: Vec<FieldShown>,
    goes_to: String,
    /// Whether something was found that this task may not hold at all.
    refused: bool,
    /// What was read: only that is sent.
    digest: String,
    /// Why it was not sent, where somebody tried.
    why: Why,
}

/// Why a form was not sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    /// Nobody tried yet.
    Fresh,
    /// Nobody said that they read it.
    Unread,
    /// It was changed after it was read.
    Changed,
}

impl Review {
    fn is_unread(&self) -> bool {
        self.why == Why::Unread
    }

    fn is_changed(&self) -> bool {
        self.why == Why::Changed
    }

    fn count(&self) -> usize {
        count(&self.looked)
    }

    fn stays_here(&self) -> bool {
        self.task.manner == Manner::Merge
    }
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    person: Person,
    Path(id): Path<String>,
) -> Response {
    show(&edge, &person, id, Why::Fresh).await
}

async fn show(edge: &Edge, person: &Person, id: String, why: Why) -> Response {
    let frame = Frame::of(edge, person).await;
    let Some((kept, task)) = own(edge, person, &id).await else {
        return error::not_found(frame);
    };
    if !tasks::too_long(task, &kept.work.fields).is_empty() {
        return see_other(&format!("/runs/{id}/edit"));
    }
    let Ok(looked) = tasks::look(edge, task, &kept.work.fields).await else {
        return error::unchecked(frame);
    };
    let way = writing::way(edge, task).await.ok().flatten();
    let review = Review {
        frame,
        id,
        refused: is_refused(task, &looked),
        looked,
        goes_to: way
            .as_ref()
            .map_or_else(|| "nowhere yet".to_owned(), writing::destination),
        digest: kept.digest(),
        why,
        task,
    };
    let status = match why {
        Why::Fresh => StatusCode::OK,
        Why::Unread => StatusCode::BAD_REQUEST,
        Why::Changed => StatusCode::CONFLICT,
    };
    page_with(status, &review)
}

/// A task without patient information takes none of the details that point to a person for sure.
fn is_refused(task: &Task, looked: &[FieldShown]) -> bool {
    let mut finds = looked.iter().flat_map(|field| &field.finds);
    task.level == Level::NoPatientInformation && finds.any(|find| find.hard)
}

pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let Some((mut kept, task)) = own(&edge, &person, &id).await else {
        return error::not_found(frame);
    };
    let deidentified = frame.level.is_some_and(|level| level.number >= 2);
    if catalogue::shut(task, &person.visitor.account, deidentified).is_some() {
        return error::not_found(frame);
    }
    if sent.text("read") != "yes" {
        return show(&edge, &person, id, Why::Unread).await;
    }
    if sent.text("seen") != kept.digest() {
        return show(&edge, &person, id, Why::Changed).await;
    }
    let fields = kept.work.fields.clone();
    let Ok(form) = Form::fill(task, &fields) else {
        return see_other(&format!("/runs/{id}/edit"));
    };
    match form.merged() {
        Some(Ok(merged)) => {
            kept.work.answer = Some(merged.text);
            match work::keep(edge.door.store(), edge.now(), kept, None).await {
                Ok(()) => see_other(&format!("/runs/{id}")),
                Err(_) => error::broken(frame),
            }
        }
        Some(Err(_)) => see_other(&format!("/runs/{id}/edit")),
        None => {
            let Ok(looked) = tasks::look(&edge, task, &fields).await else {
                return error::unchecked(frame);
            };
            match is_refused(task, &looked) {
                true => show(&edge, &person, id, Why::Fresh).await,
                false => sending::send(&edge, &person, frame, task, kept).await,
            }
        }
    }
}
