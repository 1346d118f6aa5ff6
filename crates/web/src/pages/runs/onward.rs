//! `/runs/{id}/next`: the task that goes on with a text, such as the one that adds the patient's details.

use anteroom_office::held::End;
use anteroom_office::work::Work;
use anteroom_tasks::Task;
use axum::extract::{Path, State};
use axum::response::Response;

use super::{list, own};
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted};
use crate::pages::catalogue::Shut;
use crate::pages::tasks::open_task;
use crate::pages::{catalogue, error, held};

/// Why nothing goes on with a text yet.
const UNAPPROVED: &str = "Somebody must approve this text first.";

/// The task that goes on with a text.
pub(super) struct Onward {
    pub(super) says: &'static str,
    /// Why it is not open to this person, in sentences; none where it is.
    pub(super) shut: Option<String>,
}

impl Onward {
    /// What goes on with the text of a task. `is_open`: as [`held::is_open`] says.
    pub(super) fn of(
        task: &'static Task,
        person: &Person,
        frame: &Frame,
        is_open: bool,
    ) -> Option<Onward> {
        let next = task.next.as_ref()?;
        let shut = catalogue::shut(catalogue::task(&next.task)?, &person.visitor.account, frame);
        let shut = match shut {
            Some(Shut::Role(_)) => Some(other_role(&next.task)),
            Some(shut) => Some(format!("Not open yet. {}", shut.says())),
            None if !is_open => Some(format!("Not open yet. {UNAPPROVED}")),
            None => None,
        };
        Some(Onward {
            says: &next.says,
            shut,
        })
    }
}

/// What somebody is told whose role does not open a task: no waiting opens it.
fn other_role(id: &str) -> String {
    let who = catalogue::who(id);
    format!("Your role does not open it. It is for: {who}.")
}

/// Begins the task that goes on with a text, where that is open to this person and the text may be gone on with.
pub(crate) async fn post(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let person = &posted.person;
    let frame = Frame::of(&edge, person).await;
    let Some((kept, task)) = own(&edge, person, &id).await else {
        return error::not_found(frame);
    };
    let Ok((kept, waited)) = held::settled(&edge, kept).await else {
        return error::broken(frame);
    };
    let (Some(next), Some(text)) = (&task.next, kept.work.text()) else {
        return error::not_found(frame);
    };
    let is_released = waited.is_some_and(|held| held.end == Some(End::Released));
    if !held::is_open(&edge, person, &kept, task, is_released).await {
        return error::refused(frame, UNAPPROVED);
    }
    match open_task(&next.task, person, &frame) {
        Some(task) => {
            let form = Work {
                fields: [(next.field.clone(), text.to_owned())].into(),
                name: kept.work.name.clone(),
                ..Work::default()
            };
            list::begin(&edge, person, frame, task, &form).await
        }
        None => catalogue::closed(frame, &next.task, person),
    }
}
